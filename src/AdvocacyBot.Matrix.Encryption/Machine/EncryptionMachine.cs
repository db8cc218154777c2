using AdvocacyBot.Matrix.Encryption.Machine.OwnDevice;
using AdvocacyBot.Matrix.Encryption.Machine.Peers;
using AdvocacyBot.Matrix.Encryption.Machine.Rooms;
using AdvocacyBot.Matrix.Encryption.Machine.Rows;
using AdvocacyBot.Matrix.Encryption.Olm;
using AdvocacyBot.Matrix.Encryption.Primitives;
using AdvocacyBot.Matrix.Encryption.Signing;
using AdvocacyBot.Matrix.Encryption.Storage;

namespace AdvocacyBot.Matrix.Encryption.Machine;

/// <summary>
/// The encryption state of one device, purely: an input yields the next machine and the effects. It does no I/O and reads no clock.
/// Immutable; the owner takes one step at a time, stores <see cref="MachineStep.Changes"/> in the transaction of the input's other
/// effects, and only then performs the effects.
/// </summary>
public sealed class EncryptionMachine
{
    private readonly MachineOptions options;

    private EncryptionMachine(MachineState state, MachineOptions options)
    {
        State = state;
        this.options = options;
    }

    /// <summary>The bot's account.</summary>
    public string UserId => State.Account.UserId;

    /// <summary>The bot's device.</summary>
    public string DeviceId => State.Account.DeviceId;

    /// <summary>The device's fingerprint.</summary>
    public Ed25519Key DeviceFingerprint => State.Account.Signing.Public;

    /// <summary>The identity's fingerprint, or null if its private keys are not here.</summary>
    public Ed25519Key? IdentityFingerprint => State.Identities.Find(MachineState.Single)?.Keys.Fingerprint;

    /// <summary>Whether the homeserver shows that the identity signed the device. Others share keys only then.</summary>
    public bool IsDeviceSigned => State.AccountRow.Signed;

    /// <summary>Whether the homeserver has the device's keys.</summary>
    public bool AreKeysPublished => State.Account.DeviceKeysPublished;

    /// <summary>The rooms that were encrypted at any time.</summary>
    public IEnumerable<string> EncryptedRooms => State.Rooms.Entries.Select(room => room.Key);

    /// <summary>Whether anything is stored about a person.</summary>
    public bool Knows(string userId) => State.Users.Find(userId) is not null;

    internal MachineState State { get; }

    /// <summary>Begins a new device. Its first step has to be stored before the device is used.</summary>
    /// <param name="userId">The bot's account.</param>
    /// <param name="deviceId">A device id that never had keys.</param>
    /// <param name="identity">The stored row of kind <see cref="RowKind.Identity"/> from an earlier device, or null.</param>
    /// <param name="options">Choices of whoever runs the bot.</param>
    /// <param name="random">Unpredictable bytes.</param>
    public static MachineStep Create(string userId, string deviceId, StoredRow? identity, MachineOptions options, RandomSource random)
    {
        var state = new MachineState();
        if (identity is not null)
            state = state.Load(identity);
        var account = new AccountRow(OlmAccount.Create(userId, deviceId, random), Signed: false);
        state = state with { Accounts = state.Accounts.Set(MachineState.Single, account) };
        return new MachineStep(state, next => new EncryptionMachine(next, options), []);
    }

    /// <summary>Continues from stored rows. The caller overwrites their values. Throws if a row cannot be read.</summary>
    public static EncryptionMachine Load(IEnumerable<StoredRow> rows, MachineOptions options)
    {
        var state = rows.Aggregate(new MachineState(), (state, row) => state.Load(row));
        _ = state.AccountRow;
        return new(state, options);
    }

    /// <summary>Whether the room was encrypted at any time, so that nothing may be sent to it unencrypted.</summary>
    public bool IsEncrypted(string roomId) => State.Rooms.Find(roomId) is not null;

    /// <summary>Takes one step. This machine stays as it was, and can be used again if the step cannot be stored.</summary>
    public MachineStep Step(MachineInput input, DateTimeOffset now, RandomSource random)
    {
        var step = new StepBuilder(State, options, now, random);
        Apply(step, input);
        return new MachineStep(step.State, state => new EncryptionMachine(state, options), step.Effects);
    }

    private static void Apply(StepBuilder step, MachineInput input)
    {
        switch (input)
        {
            case MachineInput.Started:
                Start(step);
                break;
            case MachineInput.SyncArrived sync:
                ReadSync(step, sync);
                break;
            case MachineInput.DeviceChangesArrived changes:
                DeviceTracking.ReadChanges(step, changes.Response);
                break;
            case MachineInput.RoomEncryptionSeen seen:
                RoomEncryption.Seen(step, seen.RoomId, seen.Content);
                break;
            case MachineInput.UsersTracked tracked:
                DeviceTracking.Track(step, tracked.UserIds.Where(u => u != step.Account.UserId));
                break;
            case MachineInput.MemberLeft left:
                RoomSending.MemberLeft(step, left.RoomId);
                break;
            case MachineInput.RoomLeft left:
                StateCleanup.ForgetRoom(step, left.RoomId);
                break;
            case MachineInput.UserForgotten forgotten when forgotten.UserId != step.Account.UserId:
                StateCleanup.ForgetUser(step, forgotten.UserId);
                break;
            case MachineInput.IdentityChangeAnnounced announced:
                DeviceTracking.AcceptIdentity(step, announced.UserId);
                break;
            case MachineInput.IdentityRecovered recovered:
                OwnIdentity.Recovered(step, recovered.Keys);
                break;
            case MachineInput.RoomEventArrived arrived:
                RoomReading.Receive(step, arrived.RoomId, arrived.Event);
                break;
            case MachineInput.EncryptEvent encrypt:
                RoomSending.Encrypt(step, encrypt);
                break;
            case MachineInput.EventSent sent:
                RoomSending.Sent(step, sent.Transaction);
                break;
            case MachineInput.RequestAnswered answered:
                RequestAnswers.Answered(step, answered.RequestId, answered.Response);
                break;
            case MachineInput.RequestRefused refused:
                RequestAnswers.Refused(step, refused.RequestId, refused.Status);
                break;
            case MachineInput.TimePassed:
                PassTime(step);
                break;
        }
    }

    private static void Start(StepBuilder step)
    {
        foreach (var (id, row) in step.State.Requests.Entries.OrderBy(e => e.Key, StringComparer.Ordinal))
            step.Emit(StepBuilder.ToDevice(id, row));
        foreach (var user in step.State.Users.Values.Where(u => u.IdentityChangePending && u.UserId != step.Account.UserId))
            step.Emit(new MachineEffect.IdentityChanged(user.UserId, user.PinnedMaster!.Value, user.Identity!.Master));

        KeyPublishing.Upload(step);
        OwnIdentity.Check(step);
        SessionClaiming.Resume(step);
    }

    private static void ReadSync(StepBuilder step, MachineInput.SyncArrived sync)
    {
        // Device lists come first: a to-device event of a new device is then understood at once.
        DeviceTracking.ReadChanges(step, sync.Response.Member("device_lists"));
        if (sync.AfterGap)
            DeviceTracking.MarkAllOutdated(step);
        ToDeviceReceiving.Receive(step, sync.Response.Member("to_device"));
        KeyPublishing.ReadCounts(step, sync.Response);
    }

    private static void PassTime(StepBuilder step)
    {
        RoomReading.GiveUp(step);
        StateCleanup.Run(step);
        DeviceTracking.Query(step);
    }
}

/// <summary>The result of one step.</summary>
public sealed class MachineStep
{
    private readonly MachineState state;
    private readonly Func<MachineState, EncryptionMachine> next;

    internal MachineStep(MachineState state, Func<MachineState, EncryptionMachine> next, IReadOnlyList<MachineEffect> effects)
    {
        this.state = state;
        this.next = next;
        Effects = effects;
        Changes = state.Changes();
    }

    /// <summary>
    /// What to do after storing. Decrypted events and notices belong in the same transaction as <see cref="Changes"/>; requests and
    /// encrypted events follow it.
    /// </summary>
    public IReadOnlyList<MachineEffect> Effects { get; }

    /// <summary>The rows to seal and store, in one transaction.</summary>
    public IReadOnlyList<StoredRow> Changes { get; }

    /// <summary>
    /// Call once the changes are stored: overwrites the keys that are not needed any more and returns the next machine. The previous
    /// one cannot be used afterwards.
    /// </summary>
    public EncryptionMachine Commit()
    {
        Discard();
        foreach (var secret in state.RetiredSecrets())
            secret.Dispose();
        return next(state.Stored());
    }

    /// <summary>Call instead if the changes could not be stored; the previous machine remains valid.</summary>
    public void Discard()
    {
        foreach (var row in Changes)
            row.Value?.Dispose();
    }
}
