using System.Globalization;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Communities;
using AdvocacyBot.Core.Inbox;
using AdvocacyBot.Core.Outbox;
using AdvocacyBot.TestSupport;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace AdvocacyBot.Tests.Communities;

/// <summary>How places join and leave a community.</summary>
public sealed class JoiningTests
{
    private static readonly ChannelRef Elsewhere = new("fake", "elsewhere");
    private static readonly PlaceRef Stranger = new("fake", "stranger");

    [Theory, OnSqlite, OnPostgres]
    public async Task A_place_that_has_not_joined_gets_one_sentence_and_nothing_is_stored(Database database)
    {
        await using var bot = await StartAsync(database);
        foreach (var text in new[] { "delegations 2014", "actions", "action 1", "help", "announce \"V\" 31 May 2099 7am at \"X\"", "feeds list" })
        {
            var reply = await bot.SayAsync(text, organizer: true, channel: Elsewhere, command: true);
            Assert.StartsWith("I only answer groups", PlainText.Write(reply), StringComparison.Ordinal);
            Assert.Equal(Visibility.Private, reply.Visibility);
        }

        Assert.Equal(0, await bot.DbAsync(db => db.SeenEvents.CountAsync()));
        Assert.DoesNotContain(await bot.DbAsync(db => db.Places.ToListAsync()), p => p.Key == Stranger.Id);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task A_code_lets_one_place_join_once(Database database)
    {
        await using var bot = await StartAsync(database);
        bot.Platform.Channels["third"] = new PlaceRef("fake", "third");
        var code = await bot.PlaceCodeAsync();

        var done = await bot.SayAsync($"setup {code}", organizer: true, channel: Elsewhere, command: true);
        Assert.StartsWith("This place now belongs to", PlainText.Write(done), StringComparison.Ordinal);
        Assert.StartsWith("What I can do", PlainText.Write(await bot.SayAsync("help", channel: Elsewhere)), StringComparison.Ordinal);

        var again = await bot.SayAsync($"setup {code}", organizer: true, channel: new ChannelRef("fake", "third"), command: true);
        Assert.StartsWith("That code does not work", PlainText.Write(again), StringComparison.Ordinal);
        var member = await bot.SayAsync($"setup {code}", organizer: true, channel: Elsewhere, command: true);
        Assert.StartsWith("This place already belongs", PlainText.Write(member), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_code_works_for_an_hour_and_only_for_organizers_of_the_place()
    {
        await using var bot = await StartAsync();
        var code = await bot.PlaceCodeAsync();
        Assert.StartsWith("Only organizers of this place", PlainText.Write(await bot.SayAsync($"setup {code}", channel: Elsewhere)), StringComparison.Ordinal);

        await bot.AdvanceAsync(Membership.CodeLifetime);
        var late = await bot.SayAsync($"setup {code}", organizer: true, channel: Elsewhere);
        Assert.StartsWith("That code does not work", PlainText.Write(late), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_code_entered_in_a_place_of_another_community_tells_nothing_and_stays_valid()
    {
        await using var two = await TwoCommunities.StartAsync();
        var code = await two.Bot.PlaceCodeAsync();

        var right = await two.Bot.SayAsync($"setup {code}", organizer: true, channel: TwoCommunities.Second, command: true);
        var wrong = await two.Bot.SayAsync("setup AAAAA-AAAAA", organizer: true, channel: TwoCommunities.Second, command: true);

        Assert.Equal(PlainText.Write(wrong), PlainText.Write(right));
        Assert.Equal(1, await two.Bot.DbAsync(db => db.JoinCodes.CountAsync()));
        Assert.Equal(two.SecondId, await two.Bot.DbAsync(db => db.Places.Where(p => p.Key == TwoCommunities.SecondPlace.Id).Select(p => p.CommunityId).SingleAsync()));
    }

    [Fact]
    public async Task Guessing_from_many_accounts_in_one_place_is_slowed_down_as_well()
    {
        await using var bot = await StartAsync();
        var code = await bot.PlaceCodeAsync();
        for (var guess = 0; guess < 5; guess++)
            await bot.SayAsync($"setup AAAAA-{guess}{guess}222", new MemberRef("fake", $"guesser-{guess}"), organizer: true, channel: Elsewhere);

        var right = await bot.SayAsync($"setup {code}", new MemberRef("fake", "another"), organizer: true, channel: Elsewhere);
        Assert.StartsWith("Too many attempts", PlainText.Write(right), StringComparison.Ordinal);
        await bot.AdvanceAsync(TimeSpan.FromMinutes(59));
        Assert.StartsWith("Too many attempts", PlainText.Write(await bot.SayAsync($"setup {code}", organizer: true, channel: Elsewhere)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_place_from_which_the_bot_was_sent_away_is_the_groups_again_when_it_is_invited_back()
    {
        await using var bot = await StartAsync();
        await bot.SayAsync($"setup {await bot.PlaceCodeAsync()}", organizer: true, channel: Elsewhere, command: true);
        bot.Platform.Channels.TryRemove(Elsewhere.Id, out _);
        await bot.AdvanceAsync(TimeSpan.FromDays(2));

        bot.Platform.Channels[Elsewhere.Id] = Stranger;
        bot.Platform.Since[Stranger] = bot.Clock.Now;
        await bot.AdvanceAsync(TimeSpan.FromDays(2));

        Assert.Empty(bot.Platform.Left);
        Assert.StartsWith("What I can do", PlainText.Write(await bot.SayAsync("help", channel: Elsewhere)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("feeds add https://landwatch.example/feed {0}")]
    [InlineData("feeds import https://landwatch.example/list {0}")]
    [InlineData("announce \"V\" 31 May 2099 7am at \"X\" in fake/{0}")]
    [InlineData("action 1 post fake/{0}")]
    public async Task A_channel_of_another_community_is_refused_like_one_that_does_not_exist(string command)
    {
        await using var two = await TwoCommunities.StartAsync();
        await two.AnnounceAsync("First vigil");
        // A channel of a deleted server, or of one that the bot is not on, has no place.
        two.Platform.Unknown.Add("nowhere");

        var real = await SayAsync("second");
        var unreal = await SayAsync("nowhere");

        Assert.StartsWith("I cannot post in", real, StringComparison.Ordinal);
        Assert.Equal(unreal.Replace("nowhere", "…", StringComparison.Ordinal), real.Replace("second", "…", StringComparison.Ordinal));
        Assert.Empty(await two.Bot.DbAsync(db => db.Deliveries.Where(d => d.Channel == "second").ToListAsync()));

        async Task<string> SayAsync(string channel) => PlainText.Write(
            await two.Bot.SayAsync(string.Format(CultureInfo.InvariantCulture, command, channel), organizer: true, command: true));
    }

    [Fact]
    public async Task Guessing_codes_is_slowed_down()
    {
        await using var bot = await StartAsync();
        var code = await bot.PlaceCodeAsync();
        for (var guess = 0; guess < 5; guess++)
            await bot.SayAsync($"setup AAAAA-{guess}{guess}222", organizer: true, channel: Elsewhere);

        var right = await bot.SayAsync($"setup {code}", organizer: true, channel: Elsewhere);
        Assert.StartsWith("Too many attempts", PlainText.Write(right), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("true", "Your group is ready")]
    [InlineData("false", "New groups cannot be created")]
    public async Task Whoever_may_found_a_community_is_a_setting(string open, string starts)
    {
        await using var bot = await StartAsync(open: open == "true");
        var reply = await bot.SayAsync("setup new", organizer: true, channel: Elsewhere);
        Assert.StartsWith(starts, PlainText.Write(reply), StringComparison.Ordinal);
        Assert.Equal(open == "true" ? 2 : 1, await bot.DbAsync(db => db.Communities.CountAsync()));
    }

    [Fact]
    public async Task The_bot_leaves_a_place_that_has_not_joined_after_a_day_and_no_other()
    {
        await using var bot = await StartAsync();
        bot.Platform.Since[Stranger] = bot.Clock.Now;
        await bot.AdvanceAsync(TimeSpan.FromHours(23));
        Assert.Empty(bot.Platform.Left);

        await bot.AdvanceAsync(TimeSpan.FromHours(2));
        Assert.Equal([Stranger], bot.Platform.Left);
    }

    [Fact]
    public async Task A_place_taken_over_by_an_upgrade_serves_members_and_waits_for_confirmation_to_take_orders()
    {
        await using var bot = await StartAsync();
        await bot.InScopeAsync(services => services.GetRequiredService<Membership>()
            .EnsureAsync(Stranger, Community.FirstId, PlaceState.Unconfirmed, CancellationToken.None));

        Assert.StartsWith("What I can do", PlainText.Write(await bot.SayAsync("help", channel: Elsewhere)), StringComparison.Ordinal);
        var order = await bot.SayAsync("places", organizer: true, channel: Elsewhere, command: true);
        Assert.StartsWith("This place is waiting to be confirmed", PlainText.Write(order), StringComparison.Ordinal);

        var id = await bot.DbAsync(db => db.Places.Where(p => p.Key == Stranger.Id).Select(p => p.Id).SingleAsync());
        await bot.InScopeAsync(services => services.GetRequiredService<Membership>().ConfirmAsync(id, CancellationToken.None));
        order = await bot.SayAsync("places", organizer: true, channel: Elsewhere, command: true);
        Assert.StartsWith("Places of this group", PlainText.Write(order), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Organizers_actions_are_logged_by_whom_and_read_by_organizers_only()
    {
        await using var bot = await StartAsync();
        var ana = new MemberRef("fake", "ana");
        await bot.SayAsync("language fr", ana, organizer: true, command: true);
        await bot.SayAsync("places code", ana, organizer: true, command: true);

        var log = PlainText.Write(await bot.SayAsync("log", ana, organizer: true, command: true));
        Assert.Contains("ana · language fr", log, StringComparison.Ordinal);
        Assert.Contains("ana · places code", log, StringComparison.Ordinal);
        Assert.StartsWith("Seul", PlainText.Write(await bot.SayAsync("log", command: true)), StringComparison.Ordinal);
        Assert.DoesNotContain("ana", await bot.DbAsync(db => Task.FromResult(string.Concat(db.OrganizerLog.Select(e => e.What)))), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_an_organizer_does_as_a_member_is_not_logged()
    {
        await using var bot = await StartAsync();
        var ana = new MemberRef("fake", "ana");
        var preview = await bot.SayAsync("announce \"Vigil\" 31 May 2099 7am at \"The square\"", ana, organizer: true, command: true);
        await bot.ChooseAsync(preview.Choices[0].Id, ana, organizer: true);

        await bot.SayAsync("rsvp 1 going", ana, organizer: true, command: true);
        await bot.ChooseAsync("remind:1:on", ana, organizer: true);
        await bot.SayAsync("link 1", ana, organizer: true, command: true);
        await bot.SayAsync("action 1 capacity 5", ana, organizer: true, command: true);

        Assert.Equal(["announce", "draft", "action 1 capacity"], await bot.DbAsync(db => db.OrganizerLog.OrderBy(e => e.Id).Select(e => e.What).ToListAsync()));
    }

    [Fact]
    public async Task Whoever_asks_to_be_forgotten_leaves_no_community_in_memory()
    {
        await using var bot = await StartAsync();
        var ana = new MemberRef("fake", "ana");
        var direct = bot.Services.GetRequiredService<DirectCommunities>();
        await bot.SayAsync("help", ana);
        direct.Choose(ana, Community.FirstId);
        Assert.Equal([Community.FirstId], direct.SeenIn(ana));

        await bot.SayAsync("forget me", ana, command: true);

        Assert.Empty(direct.SeenIn(ana));
        Assert.Null(direct.Chosen(ana));
    }

    private static async Task<BotHarness> StartAsync(Database database = Database.Sqlite, bool open = false)
    {
        var bot = await BotHarness.StartAsync(database, services => services.AddSingleton(new CommunitySettings { Open = open }));
        bot.Platform.Channels[Elsewhere.Id] = Stranger;
        return bot;
    }
}
