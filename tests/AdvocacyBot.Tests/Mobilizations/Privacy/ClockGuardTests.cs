using AdvocacyBot.Core;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Mobilizations.Privacy;
using AdvocacyBot.TestSupport;
using Microsoft.Extensions.DependencyInjection;

namespace AdvocacyBot.Tests.Mobilizations.Privacy;

/// <summary>A wrong clock destroys nothing: nothing brings a key back.</summary>
public sealed class ClockGuardTests
{
    private static readonly TimeSpan Year = TimeSpan.FromDays(400);

    [Theory, OnSqlite, OnPostgres]
    public async Task A_clock_that_jumps_destroys_no_key_until_an_organizer_confirms_the_time(Database database)
    {
        await using var bot = await BotHarness.StartAsync(database);
        var id = await AnsweredAsync(bot);

        bot.Clock.Step(Year);
        await bot.TurnAsync();
        Assert.True(await HasKeyAsync(bot, id));
        Assert.Equal(4, (await bot.RsvpsAsync(id)).Count);
        Assert.Contains("only organizers", PlainText.Write(await bot.ChooseAsync("clock:confirm", Organizing.Volunteer())), StringComparison.OrdinalIgnoreCase);
        await bot.AdvanceAsync(TimeSpan.FromHours(1));
        Assert.True(await HasKeyAsync(bot, id));

        var overview = await bot.OrganizeAsync($"action {id}");
        Assert.Contains("My clock has jumped ahead", PlainText.Write(overview), StringComparison.Ordinal);
        await bot.ChooseAsync(Assert.Single(overview.Choices).Id, organizer: true);
        await bot.AdvanceAsync(TimeSpan.FromMinutes(5));
        Assert.False(await HasKeyAsync(bot, id));
    }

    [Fact]
    public async Task What_a_feed_or_a_platform_says_confirms_the_time()
    {
        await using var bot = await BotHarness.StartAsync();
        var id = await AnsweredAsync(bot);
        bot.Clock.Step(Year);
        var outside = bot.Services.GetRequiredService<OutsideTime>();

        outside.Hear(bot.Clock.GetUtcNow() - TimeSpan.FromDays(30));
        await bot.TurnAsync();
        Assert.True(await HasKeyAsync(bot, id), "Another time confirms nothing.");

        outside.Hear(bot.Clock.GetUtcNow() - TimeSpan.FromHours(2));
        await bot.AdvanceAsync(TimeSpan.FromMinutes(5));
        Assert.False(await HasKeyAsync(bot, id));
    }

    [Fact]
    public async Task A_restart_with_a_wrong_clock_destroys_no_key()
    {
        using var folder = new TemporaryFolder();
        var clock = new FakeClock();
        long id;
        await using (var bot = await BotHarness.StartAsync(clock: clock, folder: folder.Path))
            id = await AnsweredAsync(bot);

        clock.Step(Year);
        // The restarted bot has heard nothing yet.
        await using var restarted = await BotHarness.StartAsync(clock: clock, folder: folder.Path, isAlone: true);
        await restarted.TurnAsync();

        Assert.True(await HasKeyAsync(restarted, id));
        clock.Step(-Year);
        await restarted.AdvanceAsync(TimeSpan.FromMinutes(5));
        Assert.Contains("You're going", await restarted.AnswerAsync(id, Organizing.Volunteer(), "going"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task A_short_absence_is_not_taken_for_a_jump(int days)
    {
        using var folder = new TemporaryFolder();
        var clock = new FakeClock();
        long id;
        await using (var bot = await BotHarness.StartAsync(clock: clock, folder: folder.Path))
        {
            id = await AnsweredAsync(bot);
            await bot.UntilAsync((await bot.MobilizationAsync(id)).ShredAt.AddHours(-1));
        }

        clock.Step(TimeSpan.FromDays(days));
        await using var restarted = await BotHarness.StartAsync(clock: clock, folder: folder.Path, isAlone: true);
        await restarted.TurnAsync();

        Assert.False(await HasKeyAsync(restarted, id));
    }

    private static async Task<long> AnsweredAsync(BotHarness bot)
    {
        var id = await bot.AnnounceAsync();
        await bot.CrowdAsync(id, 4);
        await bot.TurnAsync();
        return id;
    }

    private static async Task<bool> HasKeyAsync(BotHarness bot, long id) =>
        bot.Services.GetRequiredService<KeyStore>().Find((await bot.MobilizationAsync(id)).KeyId) is not null;
}
