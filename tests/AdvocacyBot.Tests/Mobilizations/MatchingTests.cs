using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Mobilizations.Matching;
using AdvocacyBot.TestSupport;
using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Tests.Mobilizations;

public sealed class MatchingTests
{
    [Theory, OnSqlite, OnPostgres]
    public async Task Neither_sees_the_others_contact_before_both_accept(Database database)
    {
        await using var bot = await BotHarness.StartAsync(database);
        var id = await bot.AnnounceAsync();
        var (driver, rider) = (Organizing.Volunteer(), Organizing.Volunteer());

        Assert.Contains("nobody yet", await Said(bot, $"match {id} ride-offer \"Signal: moon.7\"", driver), StringComparison.Ordinal);
        var found = await Said(bot, $"match {id} ride-seek \"Signal: sun.12\"", rider);
        await bot.TurnAsync();
        Assert.Contains("somebody matches", found, StringComparison.Ordinal);
        Assert.DoesNotContain("moon", found, StringComparison.Ordinal);
        Assert.Single(bot.Told(driver));

        var half = await Chosen(bot, $"match:{id}:accept:Ride", rider);
        Assert.Contains("the other person has not yet", half, StringComparison.Ordinal);
        Assert.DoesNotContain("moon", half, StringComparison.Ordinal);
        Assert.DoesNotContain("sun", await Chosen(bot, $"match:{id}:show", driver), StringComparison.Ordinal);

        Assert.Contains("sun.12", await Chosen(bot, $"match:{id}:accept:Ride", driver), StringComparison.Ordinal);
        Assert.Contains("moon.7", await Chosen(bot, $"match:{id}:show", rider), StringComparison.Ordinal);
        await bot.TurnAsync();
        Assert.Contains("both accepted", bot.Told(rider)[^1].Text, StringComparison.Ordinal);
        Assert.DoesNotContain(bot.Platform.Sent, m => m.Text.Contains("Signal", StringComparison.Ordinal));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task A_declined_pair_is_not_proposed_again_and_both_look_on(Database database)
    {
        await using var bot = await BotHarness.StartAsync(database);
        var id = await bot.AnnounceAsync();
        var (one, two, three) = (Organizing.Volunteer(), Organizing.Volunteer(), Organizing.Volunteer());
        await Said(bot, $"match {id} buddy \"one\"", one);
        await Said(bot, $"match {id} buddy \"two\"", two);

        Assert.Contains("nobody yet", await Chosen(bot, $"match:{id}:decline:Buddy", one), StringComparison.Ordinal);
        await Said(bot, $"match {id} buddy \"three\"", three);

        var pairs = await bot.DbAsync(db => db.Seekers.Where(s => s.Partner != null).ToListAsync());
        Assert.Equal(2, pairs.Count);
        Assert.Contains(pairs, s => s.Partner == pairs.Single(p => p != s).Person);
        await Chosen(bot, $"match:{id}:accept:Buddy", three);
        await Said(bot, $"match {id} off", three);
        Assert.Equal(0, await bot.DbAsync(db => db.Seekers.CountAsync(s => s.Partner != null)));
    }

    [Fact]
    public async Task Before_accepting_each_sees_the_others_language_and_answer_and_those_going_come_first()
    {
        await using var bot = await BotHarness.StartAsync();
        await bot.AnnounceAsync();
        for (var i = 0; i < 4; i++)
            await Said(bot, "match 1 ride-offer \"Signal: moon.7\"", Organizing.Volunteer());
        var going = Organizing.Volunteer();
        await bot.AnswerAsync(1, going, "going");
        await bot.SayAsync("match 1 ride-offer \"Signal: star.1\"", going, locale: Language.Spanish, command: true);

        var found = await Said(bot, "match 1 ride-seek \"Signal: sun.12\"", Organizing.Volunteer());

        Assert.Contains("About them: going · español", found, StringComparison.Ordinal);
        Assert.Contains("has not said whether", await Chosen(bot, "match:1:show", going), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reported_match_ends_for_good_and_organizers_learn_of_it_and_not_of_whom()
    {
        await using var bot = await BotHarness.StartAsync();
        await bot.AnnounceAsync();
        var alerts = new ChannelRef("fake", "alerts");
        await bot.SayAsync("alerts here", organizer: true, channel: alerts);
        var (one, two) = (Organizing.Volunteer(), Organizing.Volunteer());
        await Said(bot, "match 1 buddy \"one\"", one);
        await Said(bot, "match 1 buddy \"two\"", two);
        Assert.DoesNotContain("Report", await Labels(bot, one));
        await Chosen(bot, "match:1:accept:Buddy", one);
        await Chosen(bot, "match:1:accept:Buddy", two);
        Assert.Contains("Report", await Labels(bot, one));

        Assert.Contains("organizers know that somebody reported", await Chosen(bot, "match:1:report:Buddy", one), StringComparison.Ordinal);
        await bot.TurnAsync();

        var notice = Assert.Single(bot.Posted(alerts), m => m.Text.Contains("reported", StringComparison.Ordinal)).Text;
        Assert.Contains("action 1 \"March for water\"", notice, StringComparison.Ordinal);
        Assert.DoesNotContain("volunteer", notice, StringComparison.Ordinal);
        Assert.Contains("nobody yet", await Chosen(bot, "match:1:show", one), StringComparison.Ordinal);
        Assert.Contains("no longer looking", bot.Told(two)[^1].Text, StringComparison.Ordinal);
        await Chosen(bot, "match:1:report:Buddy", two);
        await bot.TurnAsync();
        Assert.Single(bot.Posted(alerts), m => m.Text.Contains("reported", StringComparison.Ordinal));
    }

    private static async Task<IEnumerable<string>> Labels(BotHarness bot, MemberRef member) =>
        (await bot.ChooseAsync("match:1:show", member)).Choices.Select(choice => choice.Label);

    [Fact]
    public async Task Contacts_are_sealed_in_the_database()
    {
        await using var bot = await BotHarness.StartAsync();
        var id = await bot.AnnounceAsync();
        await Said(bot, $"match {id} buddy \"Signal: sun.12\"", Organizing.Volunteer());

        var seeker = await bot.DbAsync(db => db.Seekers.SingleAsync());

        Assert.Equal(-1, seeker.Contact.AsSpan().IndexOf("sun.12"u8));
    }

    [Theory]
    [InlineData("match 1 dragon \"me\"", "buddy, ride-offer or ride-seek")]
    [InlineData("match 1 buddy", "how the other person can reach you")]
    [InlineData("match 99 buddy \"me\"", "do not know that action")]
    public async Task What_cannot_be_matched_is_told(string text, string told)
    {
        await using var bot = await BotHarness.StartAsync();
        await bot.AnnounceAsync();

        Assert.Contains(told, await Said(bot, text, Organizing.Volunteer()), StringComparison.Ordinal);
    }

    private static async Task<string> Said(BotHarness bot, string text, MemberRef member) => PlainText.Write(await bot.SayAsync(text, member));

    private static async Task<string> Chosen(BotHarness bot, string choice, MemberRef member) => PlainText.Write(await bot.ChooseAsync(choice, member));
}
