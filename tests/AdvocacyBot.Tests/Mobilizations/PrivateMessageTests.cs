using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Loops;
using AdvocacyBot.Core.Mobilizations.Notices;
using AdvocacyBot.Core.Mobilizations.Private;
using AdvocacyBot.Core.Platforms;
using AdvocacyBot.TestSupport;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace AdvocacyBot.Tests.Mobilizations;

/// <summary>What is written to people alone reaches them once, whatever becomes of platforms.</summary>
public sealed class PrivateMessageTests
{
    private static readonly DateTime Reminder = new(2026, 5, 30, 11, 0, 0, DateTimeKind.Utc);

    [Theory, OnSqlite, OnPostgres]
    public async Task A_reminder_waits_for_its_platform_to_return_before_the_start(Database database)
    {
        await using var bot = await BotHarness.StartAsync(database);
        var member = (await RemindedAsync(bot, "fake", 1))[0];

        bot.Platform.IsReady = false;
        await bot.UntilAsync(Reminder.AddHours(2));
        Assert.Empty(bot.RemindersTo(member));
        bot.Platform.IsReady = true;
        await bot.AdvanceAsync(TimeSpan.FromMinutes(1));

        Assert.Single(bot.RemindersTo(member));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task A_reminder_whose_platform_returns_after_the_start_is_not_sent(Database database)
    {
        await using var bot = await BotHarness.StartAsync(database);
        var member = (await RemindedAsync(bot, "fake", 1))[0];

        bot.Platform.IsReady = false;
        await bot.UntilAsync(Reminder.AddHours(24));
        bot.Platform.IsReady = true;
        await bot.AdvanceAsync(TimeSpan.FromMinutes(1));

        Assert.Empty(bot.RemindersTo(member));
        Assert.Equal(0, await bot.DbAsync(db => db.PrivateNotes.CountAsync()));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task A_platform_that_hangs_holds_up_no_other_and_costs_one_message(Database database)
    {
        var other = new FakePlatform("other");
        await using var bot = await BotHarness.StartAsync(database, services => services.AddSingleton<IChatPlatform>(other));
        var hanging = await RemindedAsync(bot, "fake", 5);
        await RemindedAsync(bot, "other", 5);
        var held = 0;
        bot.Platform.Held = post => post.Channel.Direct is null || Interlocked.Increment(ref held) > 1 ? Task.CompletedTask : Task.Delay(Timeout.Infinite);

        bot.Clock.Advance(Reminder - bot.Clock.Now);
        var turn = bot.TurnAsync();
        await Eventually.HoldsAsync(() => held == 1 && other.Sent.Count == 10);
        bot.Clock.Advance(TimeSpan.FromSeconds(31));
        await turn;
        Assert.Equal(1, held);
        await bot.AdvanceAsync(TimeSpan.FromMinutes(1));

        Assert.Equal([0, 1, 1, 1, 1], hanging.Select(member => bot.RemindersTo(member).Count).Order());
    }

    [Fact]
    public async Task A_message_that_is_on_its_way_when_the_bot_is_told_to_stop_arrives_and_the_next_stays()
    {
        await using var bot = await BotHarness.StartAsync();
        var members = await RemindedAsync(bot, "fake", 2);
        var (begun, answered) = (new TaskCompletionSource(), new TaskCompletionSource());
        bot.Platform.Held = _ =>
        {
            begun.TrySetResult();
            return answered.Task;
        };
        using var stop = new CancellationTokenSource();

        bot.Clock.Advance(Reminder - bot.Clock.Now);
        await bot.Services.GetServices<Loop>().OfType<SendReminders>().Single().TurnAsync(CancellationToken.None);
        var turn = bot.Services.GetServices<Loop>().OfType<SendNotes>().Single().TurnAsync(stop.Token);
        await begun.Task;
        await stop.CancelAsync();
        answered.SetResult();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => turn);
        Assert.Single(members, member => bot.RemindersTo(member).Count == 1);
        await bot.TurnAsync();
        Assert.All(members, member => Assert.Single(bot.RemindersTo(member)));
    }

    /// <summary>Members who want to be reminded of a march, the first time a day before.</summary>
    private static async Task<IReadOnlyList<MemberRef>> RemindedAsync(BotHarness bot, string platform, int count)
    {
        var id = await bot.AnnounceAsync(when: "31 May 7am");
        var members = Enumerable.Range(0, count).Select(_ => Organizing.Volunteer(platform)).ToList();
        foreach (var member in members)
        {
            await bot.AnswerAsync(id, member, "going");
            await bot.ChooseAsync($"remind:{id}:on", member);
        }

        await bot.TurnAsync();
        return members;
    }
}
