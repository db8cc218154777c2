using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Outbox;
using AdvocacyBot.Core.Store;
using AdvocacyBot.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace AdvocacyBot.Tests.Outbox;

public sealed class DeliveryTests
{
    private static readonly ChannelRef Elsewhere = new("fake", "other");

    [Theory, OnSqlite, OnPostgres]
    public async Task A_delivery_is_sent_once_and_its_message_is_recorded(Database database)
    {
        await using var bot = await BotHarness.StartAsync(database);
        await QueueAsync(bot, "first");

        await bot.TurnAsync();
        await bot.TurnAsync();

        var sent = Assert.Single(bot.Platform.Sent);
        Assert.Equal("first", sent.Text);
        var row = await bot.DbAsync(db => db.Deliveries.SingleAsync());
        Assert.Equal((DeliveryState.Sent, sent.Message.Id, ""), (row.State, row.MessageId, row.Payload));
    }

    [Fact]
    public async Task A_failed_send_is_retried_after_backoff()
    {
        await using var bot = await BotHarness.StartAsync();
        bot.Platform.BeforeSend = _ => throw new SendFailedException(SendFailure.Later, "It rains.");
        await QueueAsync(bot, "later");

        await bot.TurnAsync();
        Assert.Equal("It rains.", (await bot.DbAsync(db => db.Deliveries.SingleAsync())).Problem);
        bot.Platform.BeforeSend = null;
        await bot.TurnAsync();
        Assert.Empty(bot.Platform.Sent);

        await bot.AdvanceAsync(TimeSpan.FromSeconds(3));
        Assert.Single(bot.Platform.Sent);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task A_clock_that_was_years_ahead_keeps_no_delivery_waiting(Database database)
    {
        await using var bot = await BotHarness.StartAsync(database);
        bot.Clock.Step(TimeSpan.FromDays(3_650));
        bot.Platform.BeforeSend = _ => throw new SendFailedException(SendFailure.Later, "It rains.");
        await QueueAsync(bot, "later");
        await bot.TurnAsync();

        bot.Clock.Step(TimeSpan.FromDays(-3_650));
        DateTime? first = null;
        bot.Platform.BeforeSend = post => first = post.FirstAttempt;
        await bot.TurnAsync();
        await bot.TurnAsync();

        Assert.Single(bot.Platform.Sent);
        Assert.True(first < bot.Clock.Now, "An earlier attempt may have been seen, and is looked for.");
    }

    [Fact]
    public async Task A_delivery_is_not_given_up_on_while_the_platform_asks_for_patience()
    {
        await using var bot = await BotHarness.StartAsync();
        bot.Platform.BeforeSend = _ => throw new SendFailedException(SendFailure.Later, "Too fast.", TimeSpan.FromSeconds(5));
        await QueueAsync(bot, "patience");
        for (var attempt = 0; attempt < 30; attempt++)
            await bot.AdvanceAsync(TimeSpan.FromSeconds(6));

        bot.Platform.BeforeSend = null;
        await bot.AdvanceAsync(TimeSpan.FromSeconds(6));

        Assert.Single(bot.Platform.Sent);
    }

    [Fact]
    public async Task A_send_whose_answer_was_lost_is_not_shown_twice()
    {
        await using var bot = await BotHarness.StartAsync();
        var posts = new List<Post>();
        bot.Platform.AfterSend = post =>
        {
            posts.Add(post);
            if (posts.Count == 1)
                throw new HttpRequestException("The connection broke.");
        };
        await QueueAsync(bot, "once");

        await bot.TurnAsync();
        await bot.AdvanceAsync(TimeSpan.FromSeconds(3));

        Assert.Single(bot.Platform.Sent);
        Assert.Equal(posts[0].Key, posts[1].Key);
        Assert.Equal(posts[0].FirstAttempt, posts[1].FirstAttempt);
        Assert.True(posts[1].IsRetry);
    }

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
        await QueueAsync(bot, "one");
        await QueueAsync(bot, "two");
        await QueueAsync(bot, "elsewhere", Elsewhere);

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
        await QueueAsync(bot, "slow");
        await QueueAsync(bot, "behind it");
        for (var i = 0; i < 3; i++)
            await QueueAsync(bot, $"elsewhere {i}", Elsewhere);

        var turn = bot.TurnAsync();
        await Eventually.HoldsAsync(() => bot.Platform.Sent.Count == 3);
        await QueueAsync(bot, "queued meanwhile", Elsewhere);
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
            await EditAsync(bot, one, $"one, version {version}", version);
            await EditAsync(bot, other, $"other, version {version}", version);
        }

        await QueueAsync(bot, "a post");
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
            await QueueAsync(bot, $"hangs {i}", new ChannelRef("fake", $"c{i}"));
        await QueueAsync(bot, "goes", new ChannelRef("other", "c"));

        var turn = bot.TurnAsync();
        await Eventually.HoldsAsync(() => other.Sent.Count == 1);
        Assert.Empty(bot.Platform.Sent);
        answer.SetResult();
        await turn;

        Assert.Equal(300, bot.Platform.Sent.Select(s => s.Text).Distinct().Count());
    }

    [Fact]
    public async Task A_failed_record_of_one_delivery_leaves_the_others_theirs_and_is_made_up_for()
    {
        await using var bot = await BotHarness.StartAsync();
        await QueueAsync(bot, "one");
        await QueueAsync(bot, "two", Elsewhere);
        await bot.DbAsync(db => db.Database.ExecuteSqlRawAsync(
            "CREATE TRIGGER no_record BEFORE UPDATE OF State ON Deliveries WHEN NEW.Channel = 'other' BEGIN SELECT RAISE(ABORT, 'no'); END"));

        await Assert.ThrowsAnyAsync<Exception>(bot.TurnAsync);
        Assert.Equal([DeliveryState.Sent, DeliveryState.Waiting], await bot.DbAsync(db => db.Deliveries.OrderBy(d => d.Id).Select(d => d.State).ToListAsync()));
        await bot.DbAsync(db => db.Database.ExecuteSqlRawAsync("DROP TRIGGER no_record"));
        await bot.AdvanceAsync(TimeSpan.FromMinutes(3));

        Assert.Equal(["one", "two"], bot.Platform.Sent.Select(s => s.Text).Order());
        Assert.All(await bot.DbAsync(db => db.Deliveries.ToListAsync()), d => Assert.Equal(DeliveryState.Sent, d.State));
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
        await QueueAsync(bot, "forbidden");
        await QueueAsync(bot, "allowed");

        await bot.TurnAsync();

        Assert.Equal(["allowed"], bot.Platform.Sent.Select(s => s.Text));
        var parked = await bot.DbAsync(db => db.Deliveries.SingleAsync(d => d.State == DeliveryState.Parked));
        Assert.Equal("I may not write there.", parked.Problem);
    }

    [Fact]
    public async Task What_is_due_later_waits_and_holds_nothing_back()
    {
        await using var bot = await BotHarness.StartAsync();
        await QueueAsync(bot, "tomorrow", due: bot.Clock.Now.AddDays(1));
        await QueueAsync(bot, "now");

        await bot.TurnAsync();
        Assert.Equal(["now"], bot.Platform.Sent.Select(s => s.Text));

        await bot.AdvanceAsync(TimeSpan.FromDays(1));
        Assert.Equal(["now", "tomorrow"], bot.Platform.Sent.Select(s => s.Text));
    }

    [Fact]
    public async Task What_is_late_beyond_use_is_dropped_with_its_reason()
    {
        await using var bot = await BotHarness.StartAsync();
        await QueueAsync(bot, "stale", expires: bot.Clock.Now.AddHours(1));

        await bot.AdvanceAsync(TimeSpan.FromHours(2));

        Assert.Empty(bot.Platform.Sent);
        var row = await bot.DbAsync(db => db.Deliveries.SingleAsync());
        Assert.Equal(DeliveryState.Dropped, row.State);
        Assert.NotNull(row.Problem);
    }

    [Fact]
    public async Task A_delivery_left_in_the_hands_of_a_dead_process_is_taken_over_when_its_lease_ends()
    {
        await using var bot = await BotHarness.StartAsync();
        await QueueAsync(bot, "left");
        var until = bot.Clock.Now.AddMinutes(2);
        await bot.DbAsync(db => db.Deliveries.ExecuteUpdateAsync(row => row
            .SetProperty(d => d.LeaseOwner, "dead").SetProperty(d => d.LeaseUntil, until)));

        await bot.TurnAsync();
        Assert.Empty(bot.Platform.Sent);

        await bot.AdvanceAsync(TimeSpan.FromMinutes(3));
        Assert.Single(bot.Platform.Sent);
    }

    [Fact]
    public async Task What_fails_with_its_transaction_leaves_no_delivery()
    {
        await using var bot = await BotHarness.StartAsync();

        await Assert.ThrowsAsync<InvalidOperationException>(() => bot.InScopeAsync(services =>
            services.GetRequiredService<WriteTransaction>().RunAsync<bool>(
                "test",
                _ =>
                {
                    services.GetRequiredService<OutboxQueue>().Send(Some.Channel, Reply.Say(Language.English, "never"), "test/1", "post");
                    throw new InvalidOperationException("The cause failed.");
                },
                CancellationToken.None)));
        await bot.TurnAsync();

        Assert.Empty(bot.Platform.Sent);
        Assert.Equal(0, await bot.DbAsync(db => db.Deliveries.CountAsync()));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task What_waits_is_dropped_with_its_cause(Database database)
    {
        await using var bot = await BotHarness.StartAsync(database);
        await QueueAsync(bot, "moot", due: bot.Clock.Now.AddHours(1), cause: "mobilization/7");
        await QueueAsync(bot, "stays", due: bot.Clock.Now.AddHours(1), cause: "mobilization/70");

        await bot.InScopeAsync(services => services.GetRequiredService<OutboxQueue>()
            .DropAsync("mobilization/7", "It was cancelled.", CancellationToken.None));
        await bot.AdvanceAsync(TimeSpan.FromHours(1));

        Assert.Equal(["stays"], bot.Platform.Sent.Select(s => s.Text));
    }

    [Fact]
    public async Task A_message_is_found_again_by_what_it_is_about_and_edited()
    {
        await using var bot = await BotHarness.StartAsync();
        await QueueAsync(bot, "8 delegations", subject: "claim/F-0001");
        await bot.TurnAsync();

        await bot.InScopeAsync(async services =>
        {
            var about = Assert.Single(await services.GetRequiredService<MessageSubjects>().AboutAsync("claim/F-0001", CancellationToken.None));
            await services.GetRequiredService<WriteTransaction>().RunAsync(
                "claim/F-0001",
                _ =>
                {
                    services.GetRequiredService<OutboxQueue>().Edit(about.MessageRef, Reply.Say(Language.English, "9"), "claim/F-0001", "2");
                    return Task.CompletedTask;
                },
                CancellationToken.None);
            return true;
        });
        await bot.TurnAsync();

        var (message, reply) = Assert.Single(bot.Platform.Edits);
        Assert.Equal(bot.Platform.Sent[0].Message, message);
        Assert.Equal("9", PlainText.Write(reply));
    }

    private static Task<bool> QueueAsync(
        BotHarness bot, string text, ChannelRef? channel = null, DateTime? due = null, DateTime? expires = null,
        string? cause = null, string? subject = null)
    {
        var reply = Reply.Say(Language.English, text) with { Subjects = subject is null ? [] : [subject] };
        return WriteAsync(bot, outbox => outbox.Send(channel ?? Some.Channel, reply, cause ?? $"test/{text}", "post", due, expires));
    }

    private static Task<bool> EditAsync(BotHarness bot, MessageRef message, string text, int version) =>
        WriteAsync(bot, outbox => outbox.Edit(message, Reply.Say(Language.English, text), "test/edit", $"{version}"));

    private static Task<bool> WriteAsync(BotHarness bot, Action<OutboxQueue> write) => bot.InScopeAsync(async services =>
    {
        await services.GetRequiredService<WriteTransaction>().RunAsync(
            "test",
            _ =>
            {
                write(services.GetRequiredService<OutboxQueue>());
                return Task.CompletedTask;
            },
            CancellationToken.None);
        return true;
    });
}
