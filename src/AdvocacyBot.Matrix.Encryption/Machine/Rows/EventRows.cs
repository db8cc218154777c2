using AdvocacyBot.Matrix.Encryption.Storage;

namespace AdvocacyBot.Matrix.Encryption.Machine.Rows;

/// <summary>A to-device request, stored with its ciphertext, so that a repetition is the same request (Send-to-Device messaging).</summary>
/// <param name="EventType">m.room.encrypted or m.room_key.withheld.</param>
/// <param name="Body">JSON.</param>
/// <param name="RoomId">The room whose key it shares; the room's next event waits for it. Empty for others.</param>
internal sealed record RequestRow(string EventType, string Body, string RoomId) : IStoredValue<RequestRow>
{
    public static RowKind Kind => RowKind.Request;

    public static RequestRow Read(StateReader reader) => new(reader.Text(), reader.Text(), reader.Text());

    public void Write(StateWriter writer) => writer.Text(EventType).Text(Body).Text(RoomId);
}

/// <summary>An encrypted to-device event of a device that is not known yet.</summary>
internal sealed record HeldEventRow(string Sender, string Json, DateTimeOffset ReceivedAt) : IStoredValue<HeldEventRow>
{
    public static RowKind Kind => RowKind.HeldEvent;

    public static HeldEventRow Read(StateReader reader) => new(reader.Text(), reader.Text(), reader.Time());

    public void Write(StateWriter writer) => writer.Text(Sender).Text(Json).Time(ReceivedAt);
}

/// <summary>A room event, still encrypted, whose key may arrive soon.</summary>
internal sealed record WaitingEventRow(string RoomId, string SessionId, string Sender, string EventId, string Json, DateTimeOffset ArrivedAt)
    : IStoredValue<WaitingEventRow>
{
    public static RowKind Kind => RowKind.WaitingEvent;

    public static WaitingEventRow Read(StateReader reader) =>
        new(reader.Text(), reader.Text(), reader.Text(), reader.Text(), reader.Text(), reader.Time());

    public void Write(StateWriter writer) => writer.Text(RoomId).Text(SessionId).Text(Sender).Text(EventId).Text(Json).Time(ArrivedAt);
}

/// <summary>The ciphertext of an event until the homeserver confirms it: a repetition does not use another message key.</summary>
internal sealed record SealedEventRow(string RoomId, string SessionId, string Content, DateTimeOffset CreatedAt) : IStoredValue<SealedEventRow>
{
    public static RowKind Kind => RowKind.SealedEvent;

    public static SealedEventRow Read(StateReader reader) => new(reader.Text(), reader.Text(), reader.Text(), reader.Time());

    public void Write(StateWriter writer) => writer.Text(RoomId).Text(SessionId).Text(Content).Time(CreatedAt);
}

/// <summary>The sender of a session stated that the bot does not get it (Reporting that decryption keys are withheld).</summary>
internal sealed record WithheldRow(DateTimeOffset At) : IStoredValue<WithheldRow>
{
    public static RowKind Kind => RowKind.Withheld;

    public static WithheldRow Read(StateReader reader) => new(reader.Time());

    public void Write(StateWriter writer) => writer.Time(At);
}

/// <summary>When a person was last asked to send a message again.</summary>
internal sealed record NoticeRow(DateTimeOffset At) : IStoredValue<NoticeRow>
{
    public static RowKind Kind => RowKind.Notice;

    public static NoticeRow Read(StateReader reader) => new(reader.Time());

    public void Write(StateWriter writer) => writer.Time(At);
}
