using AdvocacyBot.Discord.Rest;
using FsCheck;
using FsCheck.Fluent;

namespace AdvocacyBot.Tests.Discord;

public sealed class RateLimitsTests
{
    private static readonly Route Send = new("POST /channels/{}/messages", "channel 1");

    [Fact]
    public void The_first_request_of_a_resource_is_sent_alone_to_learn_the_limit()
    {
        var limits = new RateLimits();
        var first = limits.TryStart(Send, At(0), out _)!;

        Assert.Null(limits.TryStart(Send, At(0), out var wait));
        Assert.True(wait > TimeSpan.Zero);

        limits.End(first, new LimitHeaders("b", 5, 4, TimeSpan.FromSeconds(5), 5), At(0.1));
        for (var i = 0; i < 4; i++)
            Assert.NotNull(limits.TryStart(Send, At(0.1), out _));
        Assert.Null(limits.TryStart(Send, At(0.1), out wait));
        Assert.Equal(5, wait.TotalSeconds, 3);
    }

    [Fact]
    public void Each_channel_has_its_own_limit()
    {
        var limits = new RateLimits();
        limits.End(limits.TryStart(Send, At(0), out _)!, new LimitHeaders("b", 1, 0, TimeSpan.FromSeconds(60), 60), At(0));

        Assert.Null(limits.TryStart(Send, At(1), out _));
        Assert.NotNull(limits.TryStart(Send with { Resource = "channel 2" }, At(1), out _));
    }

    [Fact]
    public void Routes_that_share_a_bucket_share_its_limit()
    {
        var limits = new RateLimits();
        var edit = new Route("PATCH /channels/{}/messages/{}", "channel 1");
        limits.End(limits.TryStart(edit, At(0), out _)!, new LimitHeaders("b", 2, 1, TimeSpan.FromSeconds(60), 60), At(0));
        limits.End(limits.TryStart(Send, At(0), out _)!, new LimitHeaders("b", 2, 0, TimeSpan.FromSeconds(60), 60), At(0));

        Assert.Null(limits.TryStart(edit, At(1), out _));
    }

    [Fact]
    public void A_429_of_an_exhausted_bucket_blocks_that_bucket_only()
    {
        var limits = new RateLimits();
        var ticket = limits.TryStart(Send, At(0), out _)!;
        limits.Refused(ticket, new Refusal(TimeSpan.FromSeconds(2.5), IsBucketExhausted: true), At(0));
        limits.End(ticket, null, At(0));

        Assert.Null(limits.TryStart(Send, At(2), out var wait));
        Assert.Equal(0.5, wait.TotalSeconds, 3);
        Assert.NotNull(limits.TryStart(new Route("GET /channels/{}", "channel 1"), At(2), out _));
    }

    [Fact]
    public void A_global_429_blocks_all_but_interaction_responses()
    {
        var limits = new RateLimits();
        var other = new Route("GET /channels/{}", "channel 1");
        var ticket = limits.TryStart(other, At(2), out _)!;
        limits.Refused(ticket, new Refusal(TimeSpan.FromSeconds(3), IsGlobal: true), At(2));
        limits.End(ticket, null, At(2));

        Assert.Null(limits.TryStart(Send, At(4), out var wait));
        Assert.Equal(1, wait.TotalSeconds, 3);
        Assert.NotNull(limits.TryStart(new Route("POST /interactions/{}/{}/callback", "interaction 1") { IsExempt = true }, At(4), out _));
    }

    [Theory]
    [InlineData(20022, "same message", true)]
    [InlineData(20022, "other message", false)]
    [InlineData(0, "same message", true)]
    [InlineData(0, "other message", false)]
    [InlineData(30046, "other message", true)]
    [InlineData(30046, "other channel", false)]
    [InlineData(20022, "post", false)]
    [InlineData(30046, "post", false)]
    public void A_429_with_requests_left_blocks_only_what_its_limit_covers(int code, string next, bool isBlocked)
    {
        var limits = new RateLimits();
        var edit = Edit("channel 1", "1");
        Learn(limits, Send, new LimitHeaders("shared name", 5, 4, TimeSpan.FromSeconds(5), 105), At(0));
        Learn(limits, edit, new LimitHeaders("shared name", 5, 3, TimeSpan.FromSeconds(5), 105), At(0));
        var ticket = limits.TryStart(edit, At(0), out _)!;
        limits.Refused(ticket, new Refusal(TimeSpan.FromMinutes(10), Code: code), At(0));
        limits.End(ticket, new LimitHeaders("shared name", 5, 2, TimeSpan.FromSeconds(5), 105), At(0));

        var route = next switch
        {
            "same message" => edit,
            "other message" => Edit("channel 1", "2"),
            "other channel" => Edit("channel 2", "1"),
            _ => Send,
        };
        Assert.Equal(isBlocked, limits.TryStart(route, At(1), out var wait) is null);
        if (isBlocked)
            Assert.Equal(599, wait.TotalSeconds, 3);
    }

    [Fact]
    public void Routes_with_one_bucket_name_that_are_counted_separately_do_not_share_a_window()
    {
        var limits = new RateLimits();
        var edit = Edit("channel 1", "1");
        Learn(limits, Send, new LimitHeaders("one name", 1, 0, TimeSpan.FromSeconds(5), 105), At(0));
        // The server answers at 101; its window for posts is open until 105.
        Learn(limits, edit, new LimitHeaders("one name", 5, 4, TimeSpan.FromSeconds(5), 106), At(1));

        Assert.Null(limits.TryStart(Send, At(1), out var wait));
        Assert.InRange(wait.TotalSeconds, 4, 5);
        Assert.NotNull(limits.TryStart(edit, At(1), out _));
    }

    [Fact]
    public void A_quota_counts_from_the_responses_and_keeps_the_last_request_for_urgent_ones()
    {
        var limits = new RateLimits();
        var now = new DateTimeOffset(2026, 11, 26, 12, 0, 0, TimeSpan.Zero);
        for (var i = 0; i < 2; i++)
            Learn(limits, Published(isUrgent: false), null, At(10 * i));

        Assert.Null(limits.TryStart(Published(isUrgent: false), At(60), out var wait));
        Assert.Equal(3540, wait.TotalSeconds, 3);
        Learn(limits, Published(isUrgent: true), null, At(60));
        Assert.Null(limits.TryStart(Published(isUrgent: true), At(61), out wait));
        Assert.Equal(3539, wait.TotalSeconds, 3);
        Assert.NotNull(limits.TryStart(Published(isUrgent: false) with { Quotas = [] }, At(61), out _));

        Route Published(bool isUrgent)
        {
            var message = AdvocacyBot.Discord.Wire.Snowflake.IdAt(now.UtcDateTime);
            return new Route("PATCH /channels/{}/messages/{}", "channel 1") { Message = message, Quotas = MessageQuotas.ForEdit("1", message, true, isUrgent, now) };
        }
    }

    [Fact]
    public void The_global_limit_is_fifty_requests_per_second()
    {
        var limits = new RateLimits();
        for (var i = 0; i < 50; i++)
            limits.End(limits.TryStart(Send with { Resource = $"channel {i}" }, At(0), out _)!, null, At(0.2));

        Assert.Null(limits.TryStart(Send with { Resource = "channel 51" }, At(0.9), out var wait));
        Assert.Equal(0.3, wait.TotalSeconds, 3);
        Assert.NotNull(limits.TryStart(Send with { Resource = "channel 51" }, At(1.2), out _));
    }

    [Fact]
    public void Many_posts_use_nearly_all_of_the_global_limit_although_posts_sent_together_delay_each_other()
    {
        const int Posts = 550;
        var limits = new RateLimits();
        var events = new PriorityQueue<Action, TimeSpan>();
        var (now, last, sent, inProgress) = (TimeSpan.Zero, TimeSpan.Zero, 0, 0);
        for (var worker = 0; worker < 60; worker++)
            events.Enqueue(Send, At(0));
        while (events.TryDequeue(out var next, out var at))
        {
            now = at;
            next();
        }

        Assert.InRange(last.TotalSeconds, 10, 10.3);

        void Send()
        {
            if (sent == Posts)
                return;
            if (limits.TryStart(RateLimitsTests.Send with { Resource = $"channel {sent}" }, now, out var wait) is not { } ticket)
            {
                // Timers are late by up to two milliseconds.
                events.Enqueue(Send, now + wait + TimeSpan.FromMilliseconds(2));
                return;
            }

            sent++;
            // Each request in progress delays the response by a millisecond and a half.
            events.Enqueue(() => End(ticket), now + TimeSpan.FromMilliseconds(3 + (1.5 * inProgress++)));
        }

        void End(RateLimits.Ticket ticket)
        {
            inProgress--;
            last = now;
            limits.End(ticket, null, now);
            Send();
        }
    }

    [Theory]
    [InlineData("own names")]
    [InlineData("one name, counted together")]
    [InlineData("one name, counted separately")]
    public void No_latency_or_response_order_leads_to_a_429_or_wastes_capacity(string buckets) =>
        Check.QuickThrowOnFailure(Prop.ForAll<int>(seed =>
        {
            var world = new SimulatedServer(new Random(seed), buckets);
            world.Run(TimeSpan.FromSeconds(30));
            return (world.Refused == 0 && world.Served > 200).Label($"{world.Refused} refused of {world.Served}");
        }));

    private static Route Edit(string channel, string message) => new("PATCH /channels/{}/messages/{}", channel) { Message = message };

    private static void Learn(RateLimits limits, Route route, LimitHeaders? headers, TimeSpan now) =>
        limits.End(limits.TryStart(route, now, out _)!, headers, now);

    private static TimeSpan At(double seconds) => TimeSpan.FromSeconds(seconds);

    /// <summary>A server with fixed windows and a network with random latency.</summary>
    private sealed class SimulatedServer(Random random, string buckets)
    {
        private readonly RateLimits limits = new() { PerSecond = 20 };
        private readonly PriorityQueue<Action, TimeSpan> events = new();
        private readonly Dictionary<Route, (TimeSpan Ends, int Count)> windows = [];
        private readonly bool isCountedTogether = buckets == "one name, counted together";
        private readonly Queue<TimeSpan> all = new();
        private TimeSpan now;

        public int Refused { get; private set; }

        public int Served { get; private set; }

        public void Run(TimeSpan until)
        {
            // The first response of each route names its bucket; until then nobody can know that two routes share one.
            Ask(new Route("POST /0", "first"), isRepeated: false);
            Ask(new Route("POST /1", "second"), isRepeated: false);
            for (var i = 0; i < 30; i++)
            {
                var route = new Route($"POST /{i % 2}", $"channel {i % 5}");
                After(TimeSpan.FromSeconds(1), () => Ask(route));
            }

            while (events.TryDequeue(out var next, out var at) && at < until)
            {
                now = at;
                next();
            }
        }

        private void Ask(Route route, bool isRepeated = true)
        {
            if (limits.TryStart(route, now, out var wait) is { } ticket)
                After(Delay(), () => Arrive(route, ticket, isRepeated));
            else
                After(wait < RateLimits.UntilNextResponse ? wait : TimeSpan.FromMilliseconds(20), () => Ask(route));
        }

        private void Arrive(Route route, RateLimits.Ticket ticket, bool isRepeated)
        {
            while (all.TryPeek(out var first) && now - first >= TimeSpan.FromSeconds(1))
                all.Dequeue();
            all.Enqueue(now);
            var counted = isCountedTogether ? route with { Template = "" } : route;
            var window = windows.GetValueOrDefault(counted);
            if (now >= window.Ends)
                window = (now + TimeSpan.FromSeconds(2), 0);
            window.Count++;
            windows[counted] = window;
            if (window.Count > 5 || all.Count > 20)
                Refused++;
            Served++;
            var headers = new LimitHeaders(buckets == "own names" ? $"bucket of {route.Template}" : "bucket", 5, Math.Max(0, 5 - window.Count), window.Ends - now, window.Ends.TotalSeconds);
            After(Delay(), () =>
            {
                limits.End(ticket, headers, now);
                if (isRepeated)
                    Ask(route);
            });
        }

        private TimeSpan Delay() => TimeSpan.FromMilliseconds(random.Next(1, 120));

        private void After(TimeSpan delay, Action action) => events.Enqueue(action, now + delay);
    }
}
