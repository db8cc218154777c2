using System.Net;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Communities;
using AdvocacyBot.Core.Mobilizations;
using AdvocacyBot.Core.Outbox;
using AdvocacyBot.TestSupport;
using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Tests.Communities.Hosting;

/// <summary>A suspended community is neither answered nor posted to; its members keep their rights over their own data.</summary>
public sealed class SuspensionTests
{
    private const string Sentence = "Whoever runs the bot has suspended this group. Only \"my data\", \"my rsvps\" and \"forget me\" still work.";

    [Theory, OnSqlite, OnPostgres]
    public async Task Nothing_but_the_members_own_data_is_answered(Database database)
    {
        await using var two = await TwoCommunities.StartAsync(database);
        await two.AnnounceAsync("First vigil");
        var number = await two.AnnounceAsync("Second vigil", TwoCommunities.Second);
        var ana = two.InBoth("ana");
        await two.Bot.SayAsync($"rsvp {number} going", ana, channel: TwoCommunities.Second, command: true);

        Assert.True(await two.SuspendAsync());

        foreach (var text in (string[])["actions", "help", "announce \"Third\" 31 May 2099 7am at \"The square\"", "delegations 2014?", "setup new", "places code"])
            Assert.Equal(Sentence, await two.SayThereAsync(text));
        Assert.Equal(Sentence, PlainText.Write(await two.Bot.ChooseAsync($"rsvp:{number}:no", ana, channel: TwoCommunities.Second)).Trim());
        Assert.Contains("Second vigil", PlainText.Write(await two.Bot.SayAsync("my data", ana, channel: TwoCommunities.Second, command: true)), StringComparison.Ordinal);
        Assert.Contains("Second vigil", await two.RsvpsAsync(ana, TwoCommunities.Second), StringComparison.Ordinal);
        await two.Bot.SayAsync("forget me", ana, channel: TwoCommunities.Second, command: true);
        Assert.Equal(0, await two.Bot.DbAsync(db => db.Rsvps.CountAsync(), two.SecondId));
        // In a direct conversation nobody is asked about a suspended community.
        Assert.Equal("First vigil", (await two.Bot.SayAsync("actions", ana, channel: ChannelRef.DirectTo(ana), command: true)).Title);

        Assert.True(await two.ResumeAsync());
        Assert.Contains("Second vigil", await two.SayThereAsync("actions"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Posts_that_become_due_are_dropped_and_later_ones_are_sent()
    {
        await using var two = await TwoCommunities.StartAsync();
        // Reminders are due one day and two hours before.
        await AnnounceAsync(two, TwoCommunities.Second, "1 June 7pm");
        await AnnounceAsync(two, channel: null, "1 June 7pm");
        await two.Bot.TurnAsync();
        var (there, home) = (SentTo(two, TwoCommunities.Second), SentTo(two, Some.Channel));

        await two.SuspendAsync();
        await two.Bot.AdvanceAsync(new DateTime(2026, 6, 1, 17, 0, 0, DateTimeKind.Utc) - two.Bot.Clock.Now);

        Assert.Equal(there, SentTo(two, TwoCommunities.Second));
        Assert.True(SentTo(two, Some.Channel) > home);
        Assert.Contains(
            "The community is suspended.",
            await two.Bot.DbAsync(db => db.Deliveries.Where(d => d.State == DeliveryState.Dropped).Select(d => d.Problem).ToListAsync(), two.SecondId));

        await two.ResumeAsync();
        await AnnounceAsync(two, TwoCommunities.Second, "31 May 2099 7am");
        await two.Bot.TurnAsync();
        Assert.Equal(there + 1, SentTo(two, TwoCommunities.Second));
    }

    [Fact]
    public async Task Answers_are_destroyed_on_time_in_a_suspended_community()
    {
        await using var two = await TwoCommunities.StartAsync();
        await AnnounceAsync(two, TwoCommunities.Second, "1 June 7pm");
        await two.SuspendAsync();

        await two.Bot.AdvanceAsync(TimeSpan.FromDays(90));

        Assert.Equal(MobilizationState.Shredded, await two.Bot.DbAsync(db => db.Mobilizations.Select(m => m.State).SingleAsync(), two.SecondId));
    }

    [Fact]
    public async Task Web_pages_show_the_first_community_and_never_a_hosted_one()
    {
        await using var two = await TwoCommunities.StartAsync();
        await two.AnnounceAsync("First vigil");
        await two.AnnounceAsync("Second vigil", TwoCommunities.Second);
        using var visitor = await two.Bot.OpenEndpointsAsync();
        await two.SuspendAsync();

        foreach (var path in (string[])["/", "/facts", "/calendar.ics"])
        {
            using var page = await visitor.GetAsync(new Uri(path, UriKind.Relative));
            Assert.Equal(HttpStatusCode.OK, page.StatusCode);
            Assert.DoesNotContain("Second vigil", await page.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_first_community_can_be_neither_suspended_nor_deleted()
    {
        await using var two = await TwoCommunities.StartAsync();
        var slug = await two.SlugAsync(Community.FirstId);

        Assert.False(await two.Bot.InScopeAsync(s => Hosting(s).SuspendAsync(slug, CancellationToken.None)));
        Assert.False(await two.Bot.InScopeAsync(s => Hosting(s).ResumeAsync(slug, CancellationToken.None)));
        Assert.False(await two.Bot.InScopeAsync(s => Hosting(s).DeleteAsync(slug, CancellationToken.None)));
    }

    private static Core.Communities.Hosting.CommunityHosting Hosting(IServiceProvider services) =>
        (Core.Communities.Hosting.CommunityHosting)services.GetService(typeof(Core.Communities.Hosting.CommunityHosting))!;

    private static int SentTo(TwoCommunities two, ChannelRef channel) => two.Platform.Sent.Count(s => s.Message.Channel == channel);

    private static async Task AnnounceAsync(TwoCommunities two, ChannelRef? channel, string when)
    {
        var preview = await two.Bot.SayAsync($"announce \"Vigil\" {when} at \"The square\"", organizer: true, channel: channel, command: true);
        await two.Bot.ChooseAsync(preview.Choices[0].Id, organizer: true, channel: channel);
    }
}
