using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Outbox;
using AdvocacyBot.Core.Platforms;
using AdvocacyBot.TestSupport;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace AdvocacyBot.Tests.Outbox;

/// <summary>Which delivery waits for which, and which for none.</summary>
public sealed class DeliveryOrderTests
{
    private static readonly ChannelRef Elsewhere = new("fake", "other");

    [Fact]
    public async Task The_order_within_a_channel_is_kept_while_other_channels_go_on()
    {
        await using var bot = await BotHarness.StartAsync();
        var raining = true;
        bot.Platform.BeforeSend = post =>
        {
            if (raining && post.Channel == Some.Channel)
                throw new SendFailedException(SendFailure.Later, "It rains.");
        };
        await bot.QueueAsync("one");
        await bot.QueueAsync("two");
        await bot.QueueAsync("elsewhere", Elsewhere);

        await bot.TurnAsync();
        Assert.Equal(["elsewhere"], bot.Platform.Sent.Select(s => s.Text));

        raining = false;
        await bot.AdvanceAsync(TimeSpan.FromSeconds(3));
        Assert.Equal(["elsewhere", "one", "two"], bot.Platform.Sent.Select(s => s.Text));
    }

    [Fact]
    public async Task A_channel_that_takes_its_time_holds_up_no_other_nor_what_is_queued_meanwhile()
    {
        await using var bot = await BotHarness.StartAsync();
        var answer = new TaskCompletionSource();
        bot.Platform.Held = post => post.Channel == Some.Channel ? answer.Task : Task.CompletedTask;
        await bot.QueueAsync("slow");
        await bot.QueueAsync("behind it");
        for (var i = 0; i < 3; i++)
            await bot.QueueAsync($"elsewhere {i}", Elsewhere);

        var turn = bot.TurnAsync();
        await Eventually.HoldsAsync(() => bot.Platform.Sent.Count == 3);
        await bot.QueueAsync("queued meanwhile", Elsewhere);
        await Eventually.HoldsAsync(() => bot.Platform.Sent.Count == 4);
        Assert.False(turn.IsCompleted);
        answer.SetResult();
        await turn;

        Assert.Equal(
            ["elsewhere 0", "elsewhere 1", "elsewhere 2", "queued meanwhile", "slow", "behind it"], bot.Platform.Sent.Select(s => s.Text));
    }

    [Fact]
    public async Task Edits_hold_up_no_posts_and_of_several_for_one_message_the_last_is_enough()
    {
        await using var bot = await BotHarness.StartAsync();
        bot.Platform.BeforeEdit = _ => throw new SendFailedException(SendFailure.Later, "It rains.");
        var (one, other) = (new MessageRef(Some.Channel, "1"), new MessageRef(Some.Channel, "2"));
        for (var version = 1; version <= 3; version++)
        {
            await bot.QueueEditAsync(one, $"one, version {version}", version);
            await bot.QueueEditAsync(other, $"other, version {version}", version);
        }

        await bot.QueueAsync("a post");
        await bot.TurnAsync();
        Assert.Equal(["a post"], bot.Platform.Sent.Select(s => s.Text));

        bot.Platform.BeforeEdit = null;
        await bot.AdvanceAsync(TimeSpan.FromMinutes(1));

        Assert.Equal(
            [(one, "one, version 3"), (other, "other, version 3")],
            bot.Platform.Edits.Select(e => (e.Message, PlainText.Write(e.Reply))));
        var dropped = await bot.DbAsync(db => db.Deliveries.Where(d => d.State == DeliveryState.Dropped).ToListAsync());
        Assert.All(dropped, d => Assert.Equal(("A newer text has taken its place.", ""), (d.Problem, d.Payload)));
        Assert.Equal(4, dropped.Count);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task A_platform_on_which_every_channel_hangs_holds_up_no_other_platform(Database database)
    {
        var other = new FakePlatform("other");
        await using var bot = await BotHarness.StartAsync(database, services => services.AddSingleton<IChatPlatform>(other));
        var answer = new TaskCompletionSource();
        bot.Platform.Held = _ => answer.Task;
        for (var i = 0; i < 300; i++)
            await bot.QueueAsync($"hangs {i}", new ChannelRef("fake", $"c{i}"));
        await bot.QueueAsync("goes", new ChannelRef("other", "c"));

        var turn = bot.TurnAsync();
        await Eventually.HoldsAsync(() => other.Sent.Count == 1);
        Assert.Empty(bot.Platform.Sent);
        answer.SetResult();
        await turn;

        Assert.Equal(300, bot.Platform.Sent.Select(s => s.Text).Distinct().Count());
    }

    [Fact]
    public async Task What_can_never_be_sent_is_parked_with_its_reason_and_what_follows_goes_on()
    {
        await using var bot = await BotHarness.StartAsync();
        bot.Platform.BeforeSend = post =>
        {
            if (PlainText.Write(post.Reply) == "forbidden")
                throw new SendFailedException(SendFailure.Never, "I may not write there.");
        };
        await bot.QueueAsync("forbidden");
        await bot.QueueAsync("allowed");

        await bot.TurnAsync();

        Assert.Equal(["allowed"], bot.Platform.Sent.Select(s => s.Text));
        var parked = await bot.DbAsync(db => db.Deliveries.SingleAsync(d => d.State == DeliveryState.Parked));
        Assert.Equal("I may not write there.", parked.Problem);
    }

    [Fact]
    public async Task What_is_due_later_waits_and_holds_nothing_back()
    {
        await using var bot = await BotHarness.StartAsync();
        await bot.QueueAsync("tomorrow", due: bot.Clock.Now.AddDays(1));
        await bot.QueueAsync("now");

        await bot.TurnAsync();
        Assert.Equal(["now"], bot.Platform.Sent.Select(s => s.Text));

        await bot.AdvanceAsync(TimeSpan.FromDays(1));
        Assert.Equal(["now", "tomorrow"], bot.Platform.Sent.Select(s => s.Text));
    }
}
