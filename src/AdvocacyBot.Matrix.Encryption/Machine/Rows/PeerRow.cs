using System.Collections.Immutable;
using AdvocacyBot.Matrix.Encryption.Olm;
using AdvocacyBot.Matrix.Encryption.Primitives;
using AdvocacyBot.Matrix.Encryption.Storage;

namespace AdvocacyBot.Matrix.Encryption.Machine.Rows;

/// <summary>The Olm sessions with one device, whose identity key is the row's key.</summary>
internal sealed record PeerRow : IStoredValue<PeerRow>
{
    /// <summary>The least recently used session beyond this number is discarded (m.olm.v1.curve25519-aes-sha2: at least 4).</summary>
    public const int MaxSessions = 8;

    public static RowKind Kind => RowKind.Peer;

    /// <summary>
    /// The session that last decrypted a message first; a session that has not received any counts from its creation. The first one
    /// is used for sending.
    /// </summary>
    public ImmutableArray<OlmSession> Sessions { get; init; } = [];

    /// <summary>When a session was last begun because a message could not be decrypted.</summary>
    public DateTimeOffset ReplacedAt { get; init; }

    /// <summary>Whether an m.dummy has to tell the other side about a new session.</summary>
    public bool DummyWanted { get; init; }

    /// <summary>Whether the device was told that there is no Olm session; once is enough until there was one.</summary>
    public bool NoOlmSent { get; init; }

    /// <summary>No one-time key is claimed before this instant, because a claim failed.</summary>
    public DateTimeOffset NextClaimAt { get; init; }

    public DateTimeOffset LastUsedAt { get; init; }

    public PeerRow WithNew(OlmSession session, DateTimeOffset now)
    {
        var sessions = Sessions.Insert(0, session);
        if (sessions.Length > MaxSessions)
            sessions = sessions.RemoveAt(MaxSessions);
        return this with { Sessions = sessions, NoOlmSent = false, NextClaimAt = default, LastUsedAt = now };
    }

    /// <summary>Replaces a session after it decrypted a message.</summary>
    public PeerRow WithReceived(OlmSession old, OlmSession next, DateTimeOffset now) =>
        this with { Sessions = Sessions.Remove(old).Insert(0, next), LastUsedAt = now };

    /// <summary>Replaces the first session after it encrypted a message.</summary>
    public PeerRow WithSent(OlmSession next) => this with { Sessions = Sessions.SetItem(0, next) };

    public static PeerRow Read(StateReader reader) => new()
    {
        Sessions = reader.List(() => ReadSession(reader)),
        ReplacedAt = reader.Time(),
        DummyWanted = reader.Bool(),
        NoOlmSent = reader.Bool(),
        NextClaimAt = reader.Time(),
        LastUsedAt = reader.Time(),
    };

    public void Write(StateWriter writer) => writer
        .List(Sessions, session => WriteSession(writer, session))
        .Time(ReplacedAt)
        .Bool(DummyWanted)
        .Bool(NoOlmSent)
        .Time(NextClaimAt)
        .Time(LastUsedAt);

    public IEnumerable<SecretBytes> Secrets() => Sessions.SelectMany(s => s.Secrets());

    private static OlmSession ReadSession(StateReader reader) => new(
        new OlmSessionKeys(reader.CurveKey(), reader.CurveKey(), reader.CurveKey()),
        reader.Secret(),
        reader.Optional(() => new OlmSenderChain(reader.CurvePair(), reader.Secret(), reader.UInt())),
        reader.List(() => new OlmReceiverChain(
            reader.CurveKey(), reader.Secret(), reader.UInt(), reader.List(() => new OlmSkippedKey(reader.UInt(), reader.Secret())))));

    private static void WriteSession(StateWriter writer, OlmSession session) => writer
        .Key(session.Keys.IdentityKey)
        .Key(session.Keys.BaseKey)
        .Key(session.Keys.OneTimeKey)
        .Secret(session.RootKey)
        .Optional(session.Sender, chain => writer.Pair(chain.Ratchet).Secret(chain.ChainKey).Long(chain.Index))
        .List(session.Receivers, chain => writer
            .Key(chain.RatchetKey)
            .Secret(chain.ChainKey)
            .Long(chain.Index)
            .List(chain.Skipped, skipped => writer.Long(skipped.Index).Secret(skipped.Key)));
}
