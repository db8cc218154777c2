using System.Text.Json;
using AdvocacyBot.Discord.Gateway;
using AdvocacyBot.Discord.Wire;
using FsCheck;
using FsCheck.Fluent;

namespace AdvocacyBot.Tests.Discord;

public sealed class GatewayStateTests
{
    private static readonly Uri Gateway = new("wss://gateway.test/");
    private static readonly Uri ResumeUrl = new("wss://resume.test/");

    [Theory]
    [InlineData(4000, "resume")]
    [InlineData(4001, "resume")]
    [InlineData(4002, "resume")]
    [InlineData(4003, "resume")]
    [InlineData(4004, "stop")]
    [InlineData(4005, "resume")]
    [InlineData(4007, "identify")]
    [InlineData(4008, "resume")]
    [InlineData(4009, "identify")]
    [InlineData(4010, "stop")]
    [InlineData(4011, "more shards")]
    [InlineData(4012, "stop")]
    [InlineData(4013, "stop")]
    [InlineData(4014, "stop")]
    [InlineData(1000, "identify")]
    [InlineData(1001, "resume")]
    [InlineData(1006, "resume")]
    [InlineData(null, "resume")]
    public void Each_close_code_leads_to_the_documented_next_step(int? code, string next)
    {
        var (state, actions) = Connected().Step(new Lost(code), 0.5);

        switch (next)
        {
            case "more shards":
                Assert.IsType<RequireMoreShards>(Assert.Single(actions));
                break;
            case "stop":
                Assert.IsType<Stop>(Assert.Single(actions));
                Assert.Empty(state.Step(new Started(), 0.5).Actions);
                break;
            case "resume":
                Assert.Equal(ResumeUrl, Assert.IsType<Connect>(Assert.Single(actions)).Address);
                Assert.Equal(new SendResume("s1", 7), Last(state, Hello()));
                break;
            default:
                Assert.Equal(Gateway, Assert.IsType<Connect>(Assert.Single(actions)).Address);
                Assert.IsType<AskToIdentify>(Last(state, Hello()));
                break;
        }
    }

    [Fact]
    public void A_new_connection_waits_for_the_budget_identifies_and_becomes_ready()
    {
        var (state, first) = new GatewayState(Gateway).Step(new Started(), 0.5);
        Assert.Equal(new Connect(Gateway, TimeSpan.Zero), Assert.Single(first));

        (state, var greeted) = state.Step(Hello(), 0.25);
        Assert.Equal([new ScheduleHeartbeat(TimeSpan.FromMilliseconds(10_000)), new AskToIdentify()], greeted);

        (state, var identified) = state.Step(new IdentifyAllowed(), 0.5);
        Assert.IsType<SendIdentify>(Assert.Single(identified));

        (state, var dispatched) = state.Step(Ready(), 0.5);
        Assert.Equal(new GatewaySession("s1", ResumeUrl), Assert.IsType<Dispatch>(Assert.Single(dispatched)).Session);
        Assert.Equal(GatewayPhase.Ready, state.Phase);
        Assert.Equal(1, state.Sequence);
    }

    [Fact]
    public void A_stored_session_is_resumed()
    {
        var stored = new GatewayState(Gateway) { Session = new GatewaySession("old", ResumeUrl), Sequence = 42 };

        var (state, actions) = stored.Step(new Started(), 0.5);

        Assert.Equal(new Connect(ResumeUrl, TimeSpan.Zero), Assert.Single(actions));
        Assert.Equal(new SendResume("old", 42), Last(state, Hello()));
    }

    [Fact]
    public void A_missing_ack_closes_the_connection_and_resumes()
    {
        var (state, beat) = Connected().Step(new HeartbeatDue(), 0.5);
        Assert.Equal([new SendHeartbeat(7), new ScheduleHeartbeat(TimeSpan.FromMilliseconds(40_000))], beat);

        var (_, zombie) = state.Step(new HeartbeatDue(), 0.5);

        Assert.Equal(new Close(4000), zombie[0]);
        Assert.Equal(ResumeUrl, Assert.IsType<Connect>(zombie[1]).Address);
    }

    [Fact]
    public void An_acknowledged_heartbeat_keeps_the_connection()
    {
        var state = Connected().Step(new HeartbeatDue(), 0.5).State.Step(Packet(GatewayOp.HeartbeatAck), 0.5).State;

        Assert.Contains(new SendHeartbeat(7), state.Step(new HeartbeatDue(), 0.5).Actions);
    }

    [Fact]
    public void Hello_resets_a_missing_ack_of_the_previous_connection()
    {
        var owing = Connected().Step(new HeartbeatDue(), 0.5).State.Step(new Lost(null), 0.5).State;

        var greeted = owing.Step(Hello(), 0.5).State;

        Assert.Contains(new SendHeartbeat(7), greeted.Step(new HeartbeatDue(), 0.5).Actions);
    }

    [Fact]
    public void A_requested_heartbeat_is_sent_immediately_and_expects_no_ack()
    {
        var (state, asked) = Connected().Step(Packet(GatewayOp.Heartbeat), 0.5);

        Assert.Equal(new SendHeartbeat(7, Asked: true), Assert.Single(asked));
        Assert.Contains(new SendHeartbeat(7), state.Step(new HeartbeatDue(), 0.5).Actions);
    }

    [Fact]
    public void Op_7_closes_resumably_and_resumes_even_before_hello()
    {
        var connecting = Connected().Step(new Lost(null), 0.5).State;
        foreach (var state in new[] { Connected(), connecting })
        {
            var (_, actions) = state.Step(Packet(GatewayOp.Reconnect), 0.5);

            Assert.Equal(new Close(4000), actions[0]);
            Assert.Equal(ResumeUrl, Assert.IsType<Connect>(actions[1]).Address);
        }
    }

    [Theory]
    [InlineData("true", true)]
    [InlineData("false", false)]
    public void Op_9_resumes_or_identifies_after_one_to_five_seconds(string d, bool resumes)
    {
        foreach (var chance in new[] { 0, 0.5, 0.99 })
        {
            var (state, actions) = Connected().Step(Packet(GatewayOp.InvalidSession, d), chance);

            var connect = Assert.IsType<Connect>(actions[1]);
            Assert.InRange(connect.Delay, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5));
            Assert.Equal(resumes ? ResumeUrl : Gateway, connect.Address);
            Assert.Equal(resumes ? typeof(SendResume) : typeof(AskToIdentify), Last(state, Hello()).GetType());
        }
    }

    [Fact]
    public void A_connection_without_hello_is_closed()
    {
        var connecting = new GatewayState(Gateway).Step(new Started(), 0.5).State;

        Assert.Equal(new Close(4000), connecting.Step(new HelloLate(), 0.5).Actions[0]);
        Assert.Empty(Connected().Step(new HelloLate(), 0.5).Actions);
    }

    [Fact]
    public void After_five_failed_resumes_a_new_session_starts()
    {
        var state = Connected();
        for (var i = 0; i < 5; i++)
        {
            state = state.Step(new Lost(null), 0.5).State;
            Assert.IsType<SendResume>(Last(state, Hello()));
            state = state.Step(Hello(), 0.5).State;
        }

        state = state.Step(new Lost(null), 0.5).State;

        Assert.IsType<AskToIdentify>(Last(state, Hello()));
    }

    [Fact]
    public void Reconnecting_backs_off_to_a_minute_and_resets_after_an_acknowledged_heartbeat()
    {
        var state = Connected();
        var delays = new List<TimeSpan>();
        for (var i = 0; i < 10; i++)
        {
            var (next, actions) = state.Step(new Lost(null), 1);
            delays.Add(Assert.IsType<Connect>(Assert.Single(actions)).Delay);
            state = next;
        }

        Assert.True(delays[0] <= TimeSpan.FromSeconds(1));
        Assert.Equal(TimeSpan.FromSeconds(60), delays[^1]);
        Assert.Equal(delays.Order(), delays);

        var healed = Identified(state).Step(Packet(GatewayOp.HeartbeatAck), 0.5).State;
        Assert.True(Assert.IsType<Connect>(healed.Step(new Lost(null), 1).Actions[0]).Delay <= TimeSpan.FromSeconds(1));
    }

    [Fact]
    public void No_input_sequence_throws_or_identifies_twice_on_one_connection()
    {
        GatewayInput[] all =
        [
            new Started(), Hello(), Ready(), new HeartbeatDue(), new HelloLate(), new IdentifyAllowed(), new Lost(null), new Lost(4009),
            new Lost(4000), Packet(GatewayOp.Reconnect), Packet(GatewayOp.InvalidSession, "true"), Packet(GatewayOp.InvalidSession, "false"),
            Packet(GatewayOp.Heartbeat), Packet(GatewayOp.HeartbeatAck), Packet(GatewayOp.Hello, "\"odd\""), Packet((GatewayOp)99),
            new Arrived(new GatewayPacket(GatewayOp.Dispatch, Json("{}"), 9, "READY")),
            new Arrived(new GatewayPacket(GatewayOp.Dispatch, Json("{}"), 10, "RESUMED")),
        ];
        Check.QuickThrowOnFailure(Prop.ForAll<int[]>(picks =>
        {
            var state = new GatewayState(Gateway);
            var identified = 0;
            foreach (var pick in picks)
            {
                var (next, actions) = state.Step(all[(int)((uint)pick % (uint)all.Length)], 0.5);
                foreach (var action in actions)
                {
                    identified = action switch { Connect => 0, SendIdentify => identified + 1, _ => identified };
                    if (identified > 1)
                        return false;
                }

                state = next;
            }

            return true;
        }));
    }

    private static GatewayState Connected() =>
        Identified(new GatewayState(Gateway).Step(new Started(), 0.5).State)
            .Step(new Arrived(new GatewayPacket(GatewayOp.Dispatch, Json("{}"), 7, "GUILD_CREATE")), 0.5).State
            .Step(Packet(GatewayOp.HeartbeatAck), 0.5).State;

    private static GatewayState Identified(GatewayState connecting) =>
        (connecting with { Session = null }).Step(Hello(), 0.5).State.Step(new IdentifyAllowed(), 0.5).State.Step(Ready(), 0.5).State;

    private static GatewayAction Last(GatewayState state, GatewayInput input) => state.Step(input, 0.5).Actions[^1];

    private static Arrived Hello() => Packet(GatewayOp.Hello, """{"heartbeat_interval":40000}""");

    private static Arrived Ready() => new(new GatewayPacket(
        GatewayOp.Dispatch, Json("""{"v":10,"session_id":"s1","resume_gateway_url":"wss://resume.test/"}"""), 1, "READY"));

    private static Arrived Packet(GatewayOp op, string d = "null") => new(new GatewayPacket(op, Json(d)));

    private static JsonElement Json(string text) => JsonDocument.Parse(text).RootElement;
}
