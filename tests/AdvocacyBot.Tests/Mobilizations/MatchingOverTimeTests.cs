using AdvocacyBot.Core.Chat;
using AdvocacyBot.TestSupport;

namespace AdvocacyBot.Tests.Mobilizations;

/// <summary>Matches follow what people do, and end by themselves.</summary>
public sealed class MatchingOverTimeTests
{
    [Theory, OnSqlite, OnPostgres]
    public async Task Who_is_left_by_their_match_is_told(Database database)
    {
        foreach (var leaving in (string[])["rsvp 1 no", "match 1 off", "forget me"])
        {
            await using var bot = await BotHarness.StartAsync(database);
            var (stays, leaves) = await PairAsync(bot);

            await bot.SayAsync(leaving, leaves, command: true);
            await bot.TurnAsync();

            Assert.Contains("no longer looking", bot.Told(stays)[^1].Text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Who_is_matched_again_after_being_left_is_told_of_the_new_match()
    {
        await using var bot = await BotHarness.StartAsync();
        var (stays, leaves) = await PairAsync(bot);
        var third = await SeekAsync(bot);
        await bot.TurnAsync();

        await bot.SayAsync("match 1 off", leaves, command: true);
        await bot.TurnAsync();

        foreach (var member in (MemberRef[])[stays, third])
            Assert.Contains("Somebody matches", bot.Told(member)[^1].Text, StringComparison.Ordinal);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task A_decline_lasts_when_a_search_is_ended_and_begun_again(Database database)
    {
        await using var bot = await BotHarness.StartAsync(database);
        var (stays, leaves) = await PairAsync(bot);
        await bot.ChooseAsync("match:1:decline:Buddy", leaves);

        await bot.SayAsync("match 1 off", leaves, command: true);
        await bot.SayAsync("match 1 buddy \"Signal: moon\"", leaves, command: true);

        Assert.Contains("nobody yet", PlainText.Write(await bot.ChooseAsync("match:1:show", stays)), StringComparison.Ordinal);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task A_match_that_is_not_accepted_by_both_ends_after_a_day(Database database)
    {
        await using var bot = await BotHarness.StartAsync(database);
        var (accepts, silent) = await PairAsync(bot);
        await bot.ChooseAsync("match:1:accept:Buddy", accepts);
        var third = await SeekAsync(bot);

        await bot.AdvanceAsync(TimeSpan.FromHours(26));

        Assert.Contains("Somebody matches", bot.Told(accepts)[^1].Text, StringComparison.Ordinal);
        Assert.Contains("no longer looking", bot.Told(silent)[^1].Text, StringComparison.Ordinal);
        Assert.Contains("Somebody matches", bot.Told(third)[^1].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_match_that_both_accepted_stays()
    {
        await using var bot = await BotHarness.StartAsync();
        var (first, second) = await PairAsync(bot);
        await bot.ChooseAsync("match:1:accept:Buddy", first);
        await bot.ChooseAsync("match:1:accept:Buddy", second);

        await bot.AdvanceAsync(TimeSpan.FromHours(26));

        Assert.Contains("Signal: sun", PlainText.Write(await bot.ChooseAsync("match:1:show", first)), StringComparison.Ordinal);
    }

    private static async Task<MemberRef> SeekAsync(BotHarness bot)
    {
        var member = Organizing.Volunteer();
        await bot.AnswerAsync(1, member, "going");
        await bot.SayAsync("match 1 buddy \"Signal: sun\"", member, command: true);
        return member;
    }

    private static async Task<(MemberRef First, MemberRef Second)> PairAsync(BotHarness bot)
    {
        await bot.AnnounceAsync();
        var pair = (await SeekAsync(bot), await SeekAsync(bot));
        await bot.TurnAsync();
        return pair;
    }
}
