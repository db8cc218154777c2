using AdvocacyBot.Discord.Gateway;
using AdvocacyBot.Discord.Rest;
using AdvocacyBot.Discord.Wire;

namespace AdvocacyBot.Tests.Discord;

public sealed class BudgetTests
{
    [Fact]
    public void Identifies_of_a_group_are_more_than_five_seconds_apart_and_groups_are_independent()
    {
        var budget = new IdentifyBudget(new SessionStartLimit(1000, 1000, 14_400_000, 2), TimeSpan.Zero);

        Assert.Equal(TimeSpan.Zero, budget.Take(0, At(0)));
        Assert.Equal(TimeSpan.Zero, budget.Take(1, At(0)));
        Assert.Equal(At(4.5), budget.Take(2, At(1)));
        Assert.Equal(TimeSpan.Zero, budget.Take(2, At(5.5)));
    }

    [Fact]
    public void A_budget_is_the_same_after_it_was_written_and_read()
    {
        var limit = new SessionStartLimit(1000, 7, 14_400_000, 2);
        var budget = new IdentifyBudget(limit, At(100));
        budget.Take(1, At(101));

        var read = IdentifyBudget.Read(budget.Write(), limit with { Remaining = 1000 }, At(102));

        Assert.Equal(6, read.Left);
        Assert.Equal(TimeSpan.Zero, read.Wait(0, At(102)));
        Assert.Equal(budget.Wait(1, At(102)), read.Wait(1, At(102)));
        Assert.True(read.Wait(1, At(102)) > TimeSpan.Zero);
        Assert.Equal(budget.Write(), read.Write());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("x y")]
    public void An_unreadable_budget_is_a_new_one(string? text) =>
        Assert.Equal(5, IdentifyBudget.Read(text, new SessionStartLimit(1000, 5, 14_400_000, 1), At(0)).Left);

    [Fact]
    public void Of_two_numbers_for_one_window_the_lower_counts_and_a_new_window_replaces_both()
    {
        var budget = new IdentifyBudget(new SessionStartLimit(1000, 10, 3_600_000, 1), At(0));

        budget.Merge(new SessionStartLimit(1000, 12, 3_590_000, 1), At(10));
        Assert.Equal(10, budget.Left);
        budget.Merge(new SessionStartLimit(1000, 8, 3_580_000, 1), At(20));
        Assert.Equal(8, budget.Left);
        budget.Merge(new SessionStartLimit(1000, 1000, 86_400_000, 1), At(3_700));
        Assert.Equal(1000, budget.Left);
    }

    [Fact]
    public void A_clock_that_was_set_back_makes_nobody_wait_longer_than_the_pause()
    {
        var budget = new IdentifyBudget(new SessionStartLimit(1000, 1000, 14_400_000, 1), At(10_000));
        budget.Take(0, At(10_000));

        Assert.Equal(IdentifyBudget.Pause, budget.Wait(0, At(0)));
    }

    [Fact]
    public void Identifying_whenever_allowed_stays_below_the_daily_limit()
    {
        var budget = new IdentifyBudget(new SessionStartLimit(1000, 1000, 86_400_000, 1), TimeSpan.Zero);
        for (var now = TimeSpan.Zero; now < TimeSpan.FromDays(1);)
        {
            var wait = budget.Take(0, now);
            now += wait > TimeSpan.Zero ? wait : TimeSpan.FromSeconds(1);
        }

        Assert.InRange(budget.Taken, 100, 1000);
    }

    [Fact]
    public void With_no_identifies_left_it_waits_until_the_limit_resets()
    {
        var budget = new IdentifyBudget(new SessionStartLimit(1000, 0, 3_600_000, 1), TimeSpan.Zero);

        Assert.Equal(TimeSpan.FromMinutes(59), budget.Take(0, TimeSpan.FromMinutes(1)));
        Assert.Equal(TimeSpan.Zero, budget.Take(0, TimeSpan.FromMinutes(60)));
    }

    [Fact]
    public void Sends_stay_below_120_a_minute_with_reserve_for_heartbeats()
    {
        var limit = new SendLimit();
        var sent = Enumerable.Range(0, 200).Count(_ => limit.TryTake(essential: false, At(1)));
        var beats = Enumerable.Range(0, 200).Count(_ => limit.TryTake(essential: true, At(2)));

        Assert.Equal((108, 10), (sent, beats));
        Assert.True(limit.TryTake(essential: false, At(62)));
    }

    [Fact]
    public void Too_many_invalid_requests_pause_all_until_the_oldest_are_ten_minutes_old()
    {
        var invalid = new InvalidRequestLimit(maxCount: 3);
        invalid.Count(At(0));
        invalid.Count(At(1));
        Assert.Equal(TimeSpan.Zero, invalid.Wait(At(2)));
        invalid.Count(At(2));

        Assert.Equal(At(598), invalid.Wait(At(2)));
        Assert.Equal(TimeSpan.Zero, invalid.Wait(At(600)));
    }

    [Fact]
    public void The_resume_position_has_no_unfinished_event_before_it()
    {
        var tracker = new EventTracker();
        var tickets = Enumerable.Range(1, 4).Select(n => tracker.Begin(Position(n))).ToList();
        Assert.Equal([true, false, false, false], tickets.Select(t => t.IsAlone));

        Assert.False(tracker.End(tickets[2]));
        Assert.False(tracker.End(tickets[1]));
        Assert.Null(tracker.Done);
        Assert.True(tracker.End(tickets[0]));
        Assert.Equal(3, tracker.Done!.Sequence);
        Assert.True(tracker.End(tickets[3]));
        Assert.Equal(4, tracker.Done!.Sequence);
        Assert.True(tracker.Begin(Position(5)).IsAlone);
    }

    [Theory]
    [InlineData("41771983423143937", 4, 2)]
    [InlineData("197038439483310086", 16, 2)]
    [InlineData("197038439483310086", 1, 0)]
    [InlineData(null, 4, 0)]
    public void A_guild_maps_to_its_shard_and_direct_messages_to_the_first(string? guild, int shards, int expected) =>
        Assert.Equal(expected, Shards.Of(guild, shards));

    private static GatewayPosition Position(int sequence) => new(new GatewaySession("s", new Uri("wss://r.test/")), sequence);

    private static TimeSpan At(double seconds) => TimeSpan.FromSeconds(seconds);
}
