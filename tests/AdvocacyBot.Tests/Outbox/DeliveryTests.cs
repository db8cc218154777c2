using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Outbox;
using AdvocacyBot.Core.Platforms;
using AdvocacyBot.TestSupport;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace AdvocacyBot.Tests.Outbox;

/// <summary>What becomes of a delivery.</summary>
public sealed class DeliveryTests
{
    [Theory, OnSqlite, OnPostgres]
    public async Task A_delivery_is_sent_once_and_its_message_is_recorded(Database database)
    {
        await using var bot = await BotHarness.StartAsync(database);
        await bot.QueueAsync("first");

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
        await bot.QueueAsync("later");

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
        await bot.QueueAsync("later");
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
        await bot.QueueAsync("patience");
        for (var attempt = 0; attempt < 30; attempt++)
            await bot.AdvanceAsync(TimeSpan.FromSeconds(6));

        bot.Platform.BeforeSend = null;
        await bot.AdvanceAsync(TimeSpan.FromSeconds(6));

        Assert.Single(bot.Platform.Sent);
    }

    [Fact]
    public async Task A_long_queue_is_told_from_one_that_hangs()
    {
        await using var bot = await BotHarness.StartAsync();
        bot.Platform.BeforeSend = _ => bot.Clock.Advance(TimeSpan.FromSeconds(50));
        for (var i = 0; i < 5; i++)
            await bot.QueueAsync($"post {i}");

        await bot.TurnAsync();

        Assert.Equal(5, bot.Platform.Sent.Count);
        Assert.InRange(bot.Services.GetRequiredService<DeliveryWorker>().SinceSignOfLife, TimeSpan.Zero, TimeSpan.FromSeconds(60));
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
        await bot.QueueAsync("once");

        await bot.TurnAsync();
        await bot.AdvanceAsync(TimeSpan.FromSeconds(3));

        Assert.Single(bot.Platform.Sent);
        Assert.Equal(posts[0].Key, posts[1].Key);
        Assert.Equal(posts[0].FirstAttempt, posts[1].FirstAttempt);
        Assert.True(posts[1].IsRetry);
    }

    [Fact]
    public async Task A_failed_record_of_one_delivery_leaves_the_others_theirs_and_is_made_up_for()
    {
        await using var bot = await BotHarness.StartAsync();
        await bot.QueueAsync("one");
        await bot.QueueAsync("two", new ChannelRef("fake", "other"));
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
    public async Task What_is_late_beyond_use_is_dropped_with_its_reason()
    {
        await using var bot = await BotHarness.StartAsync();
        await bot.QueueAsync("stale", expires: bot.Clock.Now.AddHours(1));

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
        await bot.QueueAsync("left");
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

        await Assert.ThrowsAsync<InvalidOperationException>(() => bot.Services.WriteOutboxAsync(outbox =>
        {
            outbox.Send(Some.Channel, Reply.Say(Language.English, "never"), "test/1", "post");
            throw new InvalidOperationException("The cause failed.");
        }));
        await bot.TurnAsync();

        Assert.Empty(bot.Platform.Sent);
        Assert.Equal(0, await bot.DbAsync(db => db.Deliveries.CountAsync()));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task What_waits_is_dropped_with_its_cause(Database database)
    {
        await using var bot = await BotHarness.StartAsync(database);
        await bot.QueueAsync("moot", due: bot.Clock.Now.AddHours(1), cause: "mobilization/7");
        await bot.QueueAsync("stays", due: bot.Clock.Now.AddHours(1), cause: "mobilization/70");

        await bot.InScopeAsync(services => services.GetRequiredService<OutboxQueue>()
            .DropAsync("mobilization/7", "It was cancelled.", CancellationToken.None));
        await bot.AdvanceAsync(TimeSpan.FromHours(1));

        Assert.Equal(["stays"], bot.Platform.Sent.Select(s => s.Text));
    }

    [Fact]
    public async Task A_message_is_found_again_by_what_it_is_about_and_edited()
    {
        await using var bot = await BotHarness.StartAsync();
        await bot.QueueAsync("8 delegations", subject: "claim/F-0001");
        await bot.TurnAsync();

        var about = Assert.Single(await bot.InScopeAsync(services =>
            services.GetRequiredService<MessageSubjects>().AboutAsync("claim/F-0001", CancellationToken.None)));
        await bot.Services.WriteOutboxAsync(outbox => outbox.Edit(about.MessageRef, Reply.Say(Language.English, "9"), "claim/F-0001", "2"));
        await bot.TurnAsync();

        var (message, reply) = Assert.Single(bot.Platform.Edits);
        Assert.Equal(bot.Platform.Sent[0].Message, message);
        Assert.Equal("9", PlainText.Write(reply));
    }
}
