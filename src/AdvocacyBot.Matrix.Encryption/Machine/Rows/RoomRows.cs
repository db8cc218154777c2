using System.Collections.Immutable;
using AdvocacyBot.Matrix.Encryption.Devices;
using AdvocacyBot.Matrix.Encryption.Megolm;
using AdvocacyBot.Matrix.Encryption.Primitives;
using AdvocacyBot.Matrix.Encryption.Storage;

namespace AdvocacyBot.Matrix.Encryption.Machine.Rows;

/// <summary>A room that was encrypted at some time, and therefore always is (m.room.encryption cannot be unset).</summary>
/// <param name="Supported">Whether the room's algorithm is Megolm. Nothing is sent to a room with another one.</param>
/// <param name="RotationPeriod">How long an outbound session may be used.</param>
/// <param name="RotationMessages">How many messages it may encrypt.</param>
internal sealed record RoomRow(bool Supported, TimeSpan RotationPeriod, long RotationMessages) : IStoredValue<RoomRow>
{
    public static RowKind Kind => RowKind.Room;

    public static RoomRow Read(StateReader reader) => new(reader.Bool(), TimeSpan.FromTicks(reader.Long()), reader.Long());

    public void Write(StateWriter writer) => writer.Bool(Supported).Long(RotationPeriod.Ticks).Long(RotationMessages);
}

/// <summary>The session for sending in one room.</summary>
/// <param name="Session">The session.</param>
/// <param name="SharedHistory">Whether its recipients may pass it on to people they invite (Shareable encryption sessions).</param>
/// <param name="MustRotate">Whether someone who may have the session left.</param>
internal sealed record OutboundRow(OutboundGroupSession Session, bool SharedHistory, bool MustRotate) : IStoredValue<OutboundRow>
{
    public static RowKind Kind => RowKind.Outbound;

    public static OutboundRow Read(StateReader reader) => new(
        new OutboundGroupSession(new MegolmRatchet(reader.Secret(), reader.UInt()), reader.SigningPair(), reader.Time()),
        reader.Bool(),
        reader.Bool());

    public void Write(StateWriter writer) => writer
        .Secret(Session.Ratchet.State)
        .Long(Session.Ratchet.Index)
        .Pair(Session.Signing)
        .Time(Session.CreatedAt)
        .Bool(SharedHistory)
        .Bool(MustRotate);

    public IEnumerable<SecretBytes> Secrets() => Session.Secrets();
}

/// <summary>Who has a room's outbound session, by the devices' identity keys. Separate, because the session changes with each message.</summary>
internal sealed record SharedRow(string SessionId) : IStoredValue<SharedRow>
{
    public static RowKind Kind => RowKind.Shared;

    /// <summary>The owner's user id by device.</summary>
    public ImmutableDictionary<string, string> Devices { get; init; } = ImmutableDictionary.Create<string, string>(StringComparer.Ordinal);

    /// <summary>Devices that may have lost the session and get it again. They still count as having it.</summary>
    public ImmutableHashSet<string> Again { get; init; } = ImmutableHashSet.Create<string>(StringComparer.Ordinal);

    /// <summary>Devices that were told that they do not get the session.</summary>
    public ImmutableHashSet<string> Withheld { get; init; } = ImmutableHashSet.Create<string>(StringComparer.Ordinal);

    public bool Has(string device) => Devices.ContainsKey(device) && !Again.Contains(device);

    public SharedRow WithAgain(string device) => this with { Again = Again.Add(device) };

    public static SharedRow Read(StateReader reader) => new(reader.Text())
    {
        Devices = reader.List(() => KeyValuePair.Create(reader.Text(), reader.Text())).ToImmutableDictionary(StringComparer.Ordinal),
        Again = reader.List(reader.Text).ToImmutableHashSet(StringComparer.Ordinal),
        Withheld = reader.List(reader.Text).ToImmutableHashSet(StringComparer.Ordinal),
    };

    public void Write(StateWriter writer) => writer
        .Text(SessionId)
        .List(Devices, pair => writer.Text(pair.Key).Text(pair.Value))
        .List(Again, key => writer.Text(key))
        .List(Withheld, key => writer.Text(key));
}

/// <summary>A session for reading, bound to the room, the person and the device that sent it (m.megolm.v1.aes-sha2).</summary>
/// <param name="RoomId">The only room in which it counts.</param>
/// <param name="Sender">The device that sent it over Olm, as it was known then.</param>
/// <param name="Session">The session.</param>
/// <param name="ReceivedAt">When it arrived.</param>
internal sealed record InboundRow(string RoomId, PeerDevice Sender, InboundGroupSession Session, DateTimeOffset ReceivedAt)
    : IStoredValue<InboundRow>
{
    public static RowKind Kind => RowKind.Inbound;

    /// <summary>The sender belongs to the key: nobody can occupy the id of another person's session.</summary>
    public static string KeyOf(string roomId, string sessionId, string userId) => $"{roomId}\n{sessionId}\n{userId}";

    public static InboundRow Read(StateReader reader) =>
        new(reader.Text(), TrackedUser.ReadDevice(reader), ReadSession(reader), reader.Time());

    public void Write(StateWriter writer)
    {
        TrackedUser.WriteDevice(writer.Text(RoomId), Sender);
        writer
            .Secret(Session.Ratchet.State)
            .Long(Session.Ratchet.Index)
            .Key(Session.SessionKey)
            .Long(Session.FirstIndex)
            .List(Session.Read, pair => writer.Long(pair.Key).Text(pair.Value.EventId).Long(pair.Value.Timestamp))
            .Time(ReceivedAt);
    }

    public IEnumerable<SecretBytes> Secrets() => [Session.Ratchet.State];

    private static InboundGroupSession ReadSession(StateReader reader) => new(
        new MegolmRatchet(reader.Secret(), reader.UInt()),
        reader.EdKey(),
        reader.UInt(),
        reader.List(() => KeyValuePair.Create(reader.UInt(), new ReadIndex(reader.Text(), reader.Long()))).ToImmutableSortedDictionary());
}
