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
    public void A_429_blocks_its_bucket_and_a_global_429_blocks_all_but_interaction_responses()
    {
        var limits = new RateLimits();
        var other = new Route("GET /channels/{}", "channel 1");
        var ticket = limits.TryStart(Send, At(0), out _)!;
        limits.Refused(ticket, global: false, TimeSpan.FromSeconds(2.5), At(0));
        limits.End(ticket, null, At(0));
        Assert.Null(limits.TryStart(Send, At(2), out var wait));
        Assert.Equal(0.5, wait.TotalSeconds, 3);

        var second = limits.TryStart(other, At(2), out _)!;
        limits.Refused(second, global: true, TimeSpan.FromSeconds(3), At(2));
        limits.End(second, null, At(2));
        Assert.Null(limits.TryStart(other, At(4), out wait));
        Assert.Equal(1, wait.TotalSeconds, 3);
        Assert.NotNull(limits.TryStart(new Route("POST /interactions/{}/{}/callback", "interaction 1") { IsExempt = true }, At(4), out _));
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
    public void No_latency_or_response_order_leads_to_a_429_or_wastes_capacity() =>
        Check.QuickThrowOnFailure(Prop.ForAll<int>(seed =>
        {
            var world = new SimulatedServer(new Random(seed));
            world.Run(TimeSpan.FromSeconds(30));
            return (world.Refused == 0 && world.Served > 200).Label($"{world.Refused} refused of {world.Served}");
        }));

    private static TimeSpan At(double seconds) => TimeSpan.FromSeconds(seconds);

    /// <summary>A server with fixed windows and a network with random latency.</summary>
    private sealed class SimulatedServer(Random random)
    {
        private readonly RateLimits limits = new(perSecond: 20);
        private readonly PriorityQueue<Action, TimeSpan> events = new();
        private readonly Dictionary<Route, (TimeSpan Ends, int Count)> windows = [];
        private readonly Queue<TimeSpan> all = new();
        private TimeSpan now;

        public int Refused { get; private set; }

        public int Served { get; private set; }

        public void Run(TimeSpan until)
        {
            for (var i = 0; i < 30; i++)
                Ask(new Route($"POST /{i % 2}", $"channel {i % 5}"));
            while (events.TryDequeue(out var next, out var at) && at < until)
            {
                now = at;
                next();
            }
        }

        private void Ask(Route route)
        {
            if (limits.TryStart(route, now, out var wait) is { } ticket)
                After(Delay(), () => Arrive(route, ticket));
            else
                After(wait < RateLimits.UntilNextResponse ? wait : TimeSpan.FromMilliseconds(20), () => Ask(route));
        }

        private void Arrive(Route route, RateLimits.Ticket ticket)
        {
            while (all.TryPeek(out var first) && now - first >= TimeSpan.FromSeconds(1))
                all.Dequeue();
            all.Enqueue(now);
            var window = windows.GetValueOrDefault(route);
            if (now >= window.Ends)
                window = (now + TimeSpan.FromSeconds(2), 0);
            window.Count++;
            windows[route] = window;
            if (window.Count > 5 || all.Count > 20)
                Refused++;
            Served++;
            var headers = new LimitHeaders($"bucket of {route.Template}", 5, Math.Max(0, 5 - window.Count), window.Ends - now, window.Ends.TotalSeconds);
            After(Delay(), () =>
            {
                limits.End(ticket, headers, now);
                Ask(route);
            });
        }

        private TimeSpan Delay() => TimeSpan.FromMilliseconds(random.Next(1, 120));

        private void After(TimeSpan delay, Action action) => events.Enqueue(action, now + delay);
    }
}
