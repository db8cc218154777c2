using System.Collections.Immutable;
using AdvocacyBot.Matrix.Encryption.Devices;
using AdvocacyBot.Matrix.Encryption.Machine.Rows;
using AdvocacyBot.Matrix.Encryption.Olm;
using AdvocacyBot.Matrix.Encryption.Primitives;
using AdvocacyBot.Matrix.Encryption.Storage;

namespace AdvocacyBot.Matrix.Encryption.Machine;

/// <summary>Everything the machine knows. The tables are stored; <see cref="InFlight"/> is not, and begins empty after a restart.</summary>
internal sealed record MachineState
{
    /// <summary>The key of tables with a single row.</summary>
    public const string Single = "";

    public StateTable<AccountRow> Accounts { get; init; } = new();

    public StateTable<IdentityRow> Identities { get; init; } = new();

    /// <summary>By user id.</summary>
    public StateTable<TrackedUser> Users { get; init; } = new();

    /// <summary>By the device's identity key.</summary>
    public StateTable<PeerRow> Peers { get; init; } = new();

    /// <summary>By room id.</summary>
    public StateTable<OutboundRow> Outbound { get; init; } = new();

    /// <summary>By room id.</summary>
    public StateTable<SharedRow> Shared { get; init; } = new();

    /// <summary>By <see cref="InboundRow.KeyOf"/>.</summary>
    public StateTable<InboundRow> Inbound { get; init; } = new();

    /// <summary>By room id.</summary>
    public StateTable<RoomRow> Rooms { get; init; } = new();

    /// <summary>By request id.</summary>
    public StateTable<RequestRow> Requests { get; init; } = new();

    /// <summary>By order of arrival.</summary>
    public StateTable<HeldEventRow> Held { get; init; } = new();

    /// <summary>By order of arrival.</summary>
    public StateTable<WaitingEventRow> Waiting { get; init; } = new();

    /// <summary>By transaction.</summary>
    public StateTable<SealedEventRow> Sealed { get; init; } = new();

    /// <summary>By <see cref="InboundRow.KeyOf"/>.</summary>
    public StateTable<WithheldRow> Withheld { get; init; } = new();

    /// <summary>By user id.</summary>
    public StateTable<NoticeRow> Notices { get; init; } = new();

    public StateTable<CountersRow> Counters { get; init; } = new();

    /// <summary>Requests that are derived from the tables, by id.</summary>
    public ImmutableDictionary<string, InFlightRequest> InFlight { get; init; } =
        ImmutableDictionary.Create<string, InFlightRequest>(StringComparer.Ordinal);

    /// <summary>How often this process uploaded the signature of its device.</summary>
    public int SignatureUploads { get; init; }

    /// <summary>The identity whose recovery key this process already asked for.</summary>
    public Ed25519Key? RecoveryAskedFor { get; init; }

    public AccountRow AccountRow => Accounts.Find(Single)
        ?? throw new EncryptionException(EncryptionFault.CorruptStore, "The store has no device keys.");

    public OlmAccount Account => AccountRow.Account;

    public MachineState Load(StoredRow row) => row.Kind switch
    {
        RowKind.Account => this with { Accounts = Accounts.Load(row) },
        RowKind.Identity => this with { Identities = Identities.Load(row) },
        RowKind.User => this with { Users = Users.Load(row) },
        RowKind.Peer => this with { Peers = Peers.Load(row) },
        RowKind.Outbound => this with { Outbound = Outbound.Load(row) },
        RowKind.Shared => this with { Shared = Shared.Load(row) },
        RowKind.Inbound => this with { Inbound = Inbound.Load(row) },
        RowKind.Room => this with { Rooms = Rooms.Load(row) },
        RowKind.Request => this with { Requests = Requests.Load(row) },
        RowKind.HeldEvent => this with { Held = Held.Load(row) },
        RowKind.WaitingEvent => this with { Waiting = Waiting.Load(row) },
        RowKind.SealedEvent => this with { Sealed = Sealed.Load(row) },
        RowKind.Withheld => this with { Withheld = Withheld.Load(row) },
        RowKind.Notice => this with { Notices = Notices.Load(row) },
        RowKind.Counters => this with { Counters = Counters.Load(row) },
        _ => throw new EncryptionException(EncryptionFault.CorruptStore, "A stored row has an unknown kind."),
    };

    public IReadOnlyList<StoredRow> Changes() =>
    [
        .. Accounts.Changes(), .. Identities.Changes(), .. Users.Changes(), .. Peers.Changes(), .. Outbound.Changes(),
        .. Shared.Changes(), .. Inbound.Changes(), .. Rooms.Changes(), .. Requests.Changes(), .. Held.Changes(),
        .. Waiting.Changes(), .. Sealed.Changes(), .. Withheld.Changes(), .. Notices.Changes(), .. Counters.Changes(),
    ];

    /// <summary>The keys that were dropped since the state was last stored.</summary>
    public IEnumerable<SecretBytes> RetiredSecrets() =>
    [
        .. Accounts.RetiredSecrets, .. Identities.RetiredSecrets, .. Peers.RetiredSecrets, .. Outbound.RetiredSecrets,
        .. Inbound.RetiredSecrets,
    ];

    public MachineState Stored() => this with
    {
        Accounts = Accounts.Stored(),
        Identities = Identities.Stored(),
        Users = Users.Stored(),
        Peers = Peers.Stored(),
        Outbound = Outbound.Stored(),
        Shared = Shared.Stored(),
        Inbound = Inbound.Stored(),
        Rooms = Rooms.Stored(),
        Requests = Requests.Stored(),
        Held = Held.Stored(),
        Waiting = Waiting.Stored(),
        Sealed = Sealed.Stored(),
        Withheld = Withheld.Stored(),
        Notices = Notices.Stored(),
        Counters = Counters.Stored(),
    };
}

/// <summary>A request that was sent by this process and can be made again from the tables.</summary>
internal abstract record InFlightRequest
{
    public sealed record Upload(uint HighestKeyId) : InFlightRequest;

    /// <summary>The generation of each user's list when the query was sent.</summary>
    public sealed record Query(ImmutableDictionary<string, long> Users) : InFlightRequest;

    public sealed record Claim(ImmutableArray<PeerDevice> Devices) : InFlightRequest;

    public sealed record IdentityUpload : InFlightRequest;

    public sealed record SignatureUpload : InFlightRequest;
}
