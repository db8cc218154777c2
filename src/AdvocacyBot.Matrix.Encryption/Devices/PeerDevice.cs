using System.Text.Json;
using AdvocacyBot.Matrix.Encryption.Olm;
using AdvocacyBot.Matrix.Encryption.Primitives;
using AdvocacyBot.Matrix.Encryption.Signing;

namespace AdvocacyBot.Matrix.Encryption.Devices;

/// <summary>Another person's device, from keys that the device itself signed.</summary>
/// <param name="Signed">Whether the owner's self-signing key signed it (Cross-signing).</param>
internal sealed record PeerDevice(string UserId, string DeviceId, Curve25519Key IdentityKey, Ed25519Key SigningKey, bool SupportsMegolm, bool Signed)
{
    /// <summary>
    /// Reads the device keys that a homeserver or the device sent (Device keys; POST /keys/query). Throws if the names or the
    /// device's own signature are wrong.
    /// </summary>
    public static PeerDevice Parse(JsonElement keys, string userId, string deviceId, UserIdentity? owner)
    {
        if (keys.Text("user_id") != userId || keys.Text("device_id") != deviceId)
            throw new EncryptionException(EncryptionFault.WrongSender, "The device keys name another user or device.");
        if (!Curve25519Key.TryParse(keys.Member("keys")?.Text($"curve25519:{deviceId}"), out var identity)
            || !Ed25519Key.TryParse(keys.Member("keys")?.Text($"ed25519:{deviceId}"), out var signing))
        {
            throw EncryptionException.Malformed("The device keys are incomplete.");
        }

        if (!SignedJson.IsSigned(keys, userId, deviceId, signing))
            throw new EncryptionException(EncryptionFault.BadSignature, "The device did not sign its keys.");

        var algorithms = keys.Member("algorithms")?.Texts().ToHashSet(StringComparer.Ordinal) ?? [];
        var megolm = algorithms.Contains(OlmAccount.OlmAlgorithm) && algorithms.Contains(OlmAccount.MegolmAlgorithm);
        var signed = owner is not null && SignedJson.IsSigned(keys, userId, owner.SelfSigning.Value, owner.SelfSigning);
        return new(userId, deviceId, identity, signing, megolm, signed);
    }

    public bool HasSameKeysAs(PeerDevice other) => IdentityKey == other.IdentityKey && SigningKey == other.SigningKey;
}

/// <summary>A person's public cross-signing keys, verified: the master key signed the self-signing key.</summary>
internal sealed record UserIdentity(Ed25519Key Master, Ed25519Key SelfSigning)
{
    /// <summary>
    /// Reads both keys (POST /keys/query). The keys are taken from their values and their usage, never from a name alone, because
    /// a homeserver could give a device the id of a key (Key and signature security, CVE-2022-39250). Null if the person has no
    /// identity or a broken one: their devices then count as unsigned.
    /// </summary>
    public static UserIdentity? Parse(JsonElement response, string userId, IEnumerable<string> deviceIds)
    {
        if (ParseKey(response.Member("master_keys")?.Member(userId), userId, "master") is not { } master
            || response.Member("self_signing_keys")?.Member(userId) is not { } selfSigningJson
            || ParseKey(selfSigningJson, userId, "self_signing") is not { } selfSigning)
        {
            return null;
        }

        var collides = deviceIds.Any(id => id == master.Value || id == selfSigning.Value);
        return !collides && SignedJson.IsSigned(selfSigningJson, userId, master.Value, master) ? new(master, selfSigning) : null;
    }

    private static Ed25519Key? ParseKey(JsonElement? json, string userId, string usage)
    {
        if (json is not { } key || key.Text("user_id") != userId || key.Member("usage")?.Texts().Contains(usage) != true)
            return null;
        var keys = key.Member("keys")?.Members().ToArray() ?? [];
        return keys is [var (name, value)] && Ed25519Key.TryParse(value.AsText(), out var parsed) && name == $"ed25519:{parsed}"
            ? parsed
            : null;
    }
}
