using System.Globalization;
using System.Text.Json.Nodes;
using AdvocacyBot.Matrix.Encryption.Devices;
using AdvocacyBot.Matrix.Encryption.Machine.Rows;
using AdvocacyBot.Matrix.Encryption.Olm;
using AdvocacyBot.Matrix.Encryption.Primitives;

namespace AdvocacyBot.Matrix.Encryption.Machine;

/// <summary>Collects one step: the state so far and the effects. Lives only while the step is computed.</summary>
internal sealed class StepBuilder(MachineState state, MachineOptions options, DateTimeOffset now, RandomSource random)
{
    private readonly List<MachineEffect> effects = [];

    public MachineState State { get; set; } = state;

    public MachineOptions Options { get; } = options;

    public DateTimeOffset Now { get; } = now;

    public RandomSource Random { get; } = random;

    public IReadOnlyList<MachineEffect> Effects => effects;

    public OlmAccount Account
    {
        get => State.Account;
        set => State = State with { Accounts = State.Accounts.Set(MachineState.Single, State.AccountRow with { Account = value }) };
    }

    public void Emit(MachineEffect effect) => effects.Add(effect);

    public void Report(EncryptionFault fault, string? userId, string description) =>
        Emit(new MachineEffect.Problem(fault, userId, description));

    /// <summary>The tracked user, or a new one that was not queried yet.</summary>
    public TrackedUser User(string userId) => State.Users.Find(userId) ?? new TrackedUser(userId) { LastSeenAt = Now };

    public void Save(TrackedUser user) => State = State with { Users = State.Users.Set(user.UserId, user) };

    public PeerRow Peer(PeerDevice device) => State.Peers.Find(device.IdentityKey.Value) ?? new PeerRow { LastUsedAt = Now };

    public void Save(PeerDevice device, PeerRow row) => State = State with { Peers = State.Peers.Set(device.IdentityKey.Value, row) };

    /// <summary>Sends a request that can be derived again after a restart.</summary>
    public void Send(RequestKind kind, JsonObject body, InFlightRequest request)
    {
        var id = NextRequestId();
        State = State with { InFlight = State.InFlight.Add(id, request) };
        Emit(new MachineEffect.SendRequest(new MachineRequest(id, kind, null, body.ToJsonString())));
    }

    /// <summary>Stores a to-device request, which is repeated with the same id and body until it is confirmed.</summary>
    public void SendToDevice(string eventType, JsonObject messages, string roomId = "")
    {
        var id = NextRequestId();
        var row = new RequestRow(eventType, new JsonObject { ["messages"] = messages }.ToJsonString(), roomId);
        State = State with { Requests = State.Requests.Set(id, row) };
        Emit(ToDevice(id, row));
    }

    /// <summary>Keeps a to-device event until its sender's devices are known.</summary>
    public void Hold(HeldEventRow row)
    {
        var key = NextEventKey();
        State = State with { Held = State.Held.Set(key, row) };
    }

    /// <summary>Keeps a room event until its key arrives.</summary>
    public void Wait(WaitingEventRow row)
    {
        var key = NextEventKey();
        State = State with { Waiting = State.Waiting.Set(key, row) };
    }

    public static MachineEffect.SendRequest ToDevice(string id, RequestRow row) =>
        new(new MachineRequest(id, RequestKind.ToDevice, row.EventType, row.Body));

    private CountersRow Counters
    {
        get => State.Counters.Find(MachineState.Single) ?? new CountersRow(1, 1);
        set => State = State with { Counters = State.Counters.Set(MachineState.Single, value) };
    }

    /// <summary>A key that sorts in the order of arrival.</summary>
    private string NextEventKey()
    {
        var counters = Counters;
        Counters = counters with { NextEvent = counters.NextEvent + 1 };
        return counters.NextEvent.ToString("D12", CultureInfo.InvariantCulture);
    }

    private string NextRequestId()
    {
        var counters = Counters;
        Counters = counters with { NextRequest = counters.NextRequest + 1 };
        return $"olm{counters.NextRequest.ToString("D10", CultureInfo.InvariantCulture)}";
    }
}
