using System.Collections.Immutable;
using System.Text.Json;
using AdvocacyBot.Matrix.Encryption.Primitives;
using AdvocacyBot.Matrix.Encryption.Signing;
using AdvocacyBot.Matrix.Encryption.Storage;

namespace AdvocacyBot.Matrix.Encryption.Devices;

/// <summary>A person's devices and identity (Tracking the device list for a user). Immutable.</summary>
internal sealed record TrackedUser(string UserId) : IStoredValue<TrackedUser>
{
    public const int MaxDevices = 500;

    public static RowKind Kind => RowKind.User;

    /// <summary>Whether the homeserver reports changes, because an encrypted room is shared.</summary>
    public bool Tracked { get; init; }

    /// <summary>Whether the list has to be queried before it is used.</summary>
    public bool Outdated { get; init; } = true;

    /// <summary>Counts the changes reported, so that an answer to an earlier query does not clear <see cref="Outdated"/>.</summary>
    public long Generation { get; init; }

    /// <summary>Failed queries in a row.</summary>
    public int FailedQueries { get; init; }

    /// <summary>Before this instant, the list is used as it is.</summary>
    public DateTimeOffset NextQueryAt { get; init; }

    public DateTimeOffset LastSeenAt { get; init; }

    /// <summary>The master key that was seen first (trust on first use), or that organizers were told about.</summary>
    public Ed25519Key? PinnedMaster { get; init; }

    public UserIdentity? Identity { get; init; }

    public ImmutableSortedDictionary<string, PeerDevice> Devices { get; init; } =
        ImmutableSortedDictionary.Create<string, PeerDevice>(StringComparer.Ordinal);

    /// <summary>
    /// Nothing is encrypted for this person until organizers were told (Key and signature security: "must notify the user about
    /// the change before allowing communication between the users to continue").
    /// </summary>
    public bool IdentityChangePending => Identity is { } identity && PinnedMaster is { } pinned && identity.Master != pinned;

    public TrackedUser MarkOutdated() => this with { Outdated = true, Generation = Generation + 1, FailedQueries = 0, NextQueryAt = default };

    public PeerDevice? FindDevice(Curve25519Key key) => Devices.Values.FirstOrDefault(d => d.IdentityKey == key);

    /// <summary>Whether what this device sends is proven to come from the person, and may be sent to.</summary>
    public bool Trusts(PeerDevice device) => device.Signed && !IdentityChangePending;

    /// <summary>
    /// Applies an answer of /keys/query. A device whose data is not valid is left out; a known device keeps its keys, whatever the
    /// homeserver says, because a device's keys never change.
    /// </summary>
    public TrackedUser Update(JsonElement response, long generation, DateTimeOffset now, Action<EncryptionFault, string> report)
    {
        var listed = response.Member("device_keys")?.Member(UserId)?.Members().Take(MaxDevices).ToArray() ?? [];
        var identity = UserIdentity.Parse(response, UserId, listed.Select(d => d.Name));
        var devices = Devices.Clear();
        var identityKeys = new HashSet<Curve25519Key>();
        foreach (var (deviceId, json) in listed)
        {
            try
            {
                var device = PeerDevice.Parse(json, UserId, deviceId, identity);
                if (Devices.TryGetValue(deviceId, out var known) && !known.HasSameKeysAs(device))
                {
                    report(EncryptionFault.KeyChanged, $"Device {deviceId} has other keys than before.");
                    device = known;
                }

                if (identityKeys.Add(device.IdentityKey))
                    devices = devices.SetItem(deviceId, device);
                else
                    report(EncryptionFault.KeyChanged, $"Device {deviceId} has the identity key of another device.");
            }
            catch (EncryptionException e)
            {
                report(e.Fault, $"Device {deviceId} is ignored: {e.Message}");
            }
        }

        return this with
        {
            Devices = devices,
            Identity = identity,
            PinnedMaster = PinnedMaster ?? identity?.Master,
            Outdated = generation != Generation,
            FailedQueries = 0,
            NextQueryAt = default,
            LastSeenAt = now,
        };
    }

    /// <summary>The query failed; the next one waits longer each time, up to an hour.</summary>
    public TrackedUser QueryFailed(DateTimeOffset now) => this with
    {
        FailedQueries = FailedQueries + 1,
        NextQueryAt = now + TimeSpan.FromMinutes(Math.Min(60, 1 << Math.Min(FailedQueries, 6))),
    };

    public static TrackedUser Read(StateReader reader) => new(reader.Text())
    {
        Tracked = reader.Bool(),
        Outdated = reader.Bool(),
        Generation = reader.Long(),
        LastSeenAt = reader.Time(),
        PinnedMaster = reader.OptionalEdKey(),
        Identity = reader.Optional(() => new UserIdentity(reader.EdKey(), reader.EdKey())),
        Devices = ReadDevices(reader),
    };

    public void Write(StateWriter writer) => writer
        .Text(UserId)
        .Bool(Tracked)
        .Bool(Outdated)
        .Long(Generation)
        .Time(LastSeenAt)
        .OptionalKey(PinnedMaster)
        .Optional(Identity, identity => writer.Key(identity.Master).Key(identity.SelfSigning))
        .List([.. Devices.Values], device => WriteDevice(writer, device));

    internal static void WriteDevice(StateWriter writer, PeerDevice device) => writer
        .Text(device.UserId)
        .Text(device.DeviceId)
        .Key(device.IdentityKey)
        .Key(device.SigningKey)
        .Bool(device.SupportsMegolm)
        .Bool(device.Signed);

    internal static PeerDevice ReadDevice(StateReader reader) =>
        new(reader.Text(), reader.Text(), reader.CurveKey(), reader.EdKey(), reader.Bool(), reader.Bool());

    private static ImmutableSortedDictionary<string, PeerDevice> ReadDevices(StateReader reader) =>
        reader.List(() => ReadDevice(reader)).ToImmutableSortedDictionary(d => d.DeviceId, d => d, StringComparer.Ordinal);
}
