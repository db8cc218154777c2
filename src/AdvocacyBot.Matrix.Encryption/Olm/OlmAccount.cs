using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Text.Json.Nodes;
using AdvocacyBot.Matrix.Encryption.Primitives;
using AdvocacyBot.Matrix.Encryption.Signing;

namespace AdvocacyBot.Matrix.Encryption.Olm;

/// <summary>A one-time or fallback key. Ids count up for the device's lifetime and are never used twice.</summary>
internal sealed record PreKey(uint Id, CurveKeyPair Pair, bool Published)
{
    public const string Algorithm = "signed_curve25519";

    public string KeyId
    {
        get
        {
            Span<byte> bytes = stackalloc byte[sizeof(uint)];
            BinaryPrimitives.WriteUInt32BigEndian(bytes, Id);
            return $"{Algorithm}:{UnpaddedBase64.Encode(bytes)}";
        }
    }
}

/// <summary>This device's long-term keys and the private parts of its one-time and fallback keys. Immutable.</summary>
internal sealed record OlmAccount(string UserId, string DeviceId, CurveKeyPair Identity, SigningKeyPair Signing)
{
    public const string OlmAlgorithm = "m.olm.v1.curve25519-aes-sha2";
    public const string MegolmAlgorithm = "m.megolm.v1.aes-sha2";

    /// <summary>How many unclaimed one-time keys the homeserver should have.</summary>
    public const int TargetOnServer = 50;

    /// <summary>The oldest private keys are discarded beyond this number (Uploading keys).</summary>
    public const int MaxOneTimeKeys = 200;

    /// <summary>How long the replaced fallback key still accepts messages (One-time and fallback keys).</summary>
    public static readonly TimeSpan PreviousFallbackLifetime = TimeSpan.FromHours(1);

    /// <summary>Oldest first.</summary>
    public ImmutableArray<PreKey> OneTimeKeys { get; init; } = [];

    public PreKey? Fallback { get; init; }

    public PreKey? PreviousFallback { get; init; }

    /// <summary>When <see cref="Fallback"/> replaced the previous one.</summary>
    public DateTimeOffset FallbackReplacedAt { get; init; }

    public uint NextKeyId { get; init; } = 1;

    public bool DeviceKeysPublished { get; init; }

    public bool HasUnpublished => !DeviceKeysPublished || Fallback is { Published: false } || OneTimeKeys.Any(k => !k.Published);

    public static OlmAccount Create(string userId, string deviceId, RandomSource random) =>
        new(userId, deviceId, CurveKeyPair.Generate(random), SigningKeyPair.Generate(random));

    /// <summary>The private key for a handshake, or null. The key stays until <see cref="Remove"/>, after a successful decryption.</summary>
    public PreKey? Find(Curve25519Key key) =>
        OneTimeKeys.FirstOrDefault(k => k.Pair.Public == key)
        ?? (Fallback?.Pair.Public == key ? Fallback : PreviousFallback?.Pair.Public == key ? PreviousFallback : null);

    /// <summary>Removes a used one-time key; a fallback key stays.</summary>
    public OlmAccount Remove(PreKey key) => this with { OneTimeKeys = OneTimeKeys.Remove(key) };

    /// <summary>Adds keys until the homeserver, which has <paramref name="onServer"/>, can have the target number.</summary>
    public OlmAccount Replenish(int onServer, RandomSource random)
    {
        var missing = TargetOnServer - Math.Max(onServer, 0) - OneTimeKeys.Count(k => !k.Published);
        if (missing <= 0)
            return this;

        var keys = OneTimeKeys.ToBuilder();
        var id = NextKeyId;
        for (; missing > 0; missing--)
            keys.Add(new PreKey(id++, CurveKeyPair.Generate(random), Published: false));
        while (keys.Count > MaxOneTimeKeys)
            keys.RemoveAt(0);
        return this with { OneTimeKeys = keys.ToImmutable(), NextKeyId = id };
    }

    public OlmAccount ReplaceFallback(DateTimeOffset now, RandomSource random) => this with
    {
        Fallback = new PreKey(NextKeyId, CurveKeyPair.Generate(random), Published: false),
        PreviousFallback = Fallback,
        FallbackReplacedAt = now,
        NextKeyId = NextKeyId + 1,
    };

    /// <summary>Marks as published exactly the keys that the upload with this highest id contained.</summary>
    public OlmAccount MarkPublished(uint highestId) => this with
    {
        DeviceKeysPublished = true,
        OneTimeKeys = [.. OneTimeKeys.Select(k => k.Id <= highestId ? k with { Published = true } : k)],
        Fallback = Fallback is { } key && key.Id <= highestId ? key with { Published = true } : Fallback,
    };

    /// <summary>The signed device keys (Device keys).</summary>
    public JsonObject DeviceKeys() => Signed(new JsonObject
    {
        ["user_id"] = UserId,
        ["device_id"] = DeviceId,
        ["algorithms"] = new JsonArray(OlmAlgorithm, MegolmAlgorithm),
        ["keys"] = new JsonObject
        {
            [$"curve25519:{DeviceId}"] = Identity.Public.Value,
            [$"ed25519:{DeviceId}"] = Signing.Public.Value,
        },
    });

    /// <summary>The body of /keys/upload with everything that is not published yet (Uploading keys).</summary>
    public JsonObject UploadBody()
    {
        var body = new JsonObject();
        if (!DeviceKeysPublished)
            body["device_keys"] = DeviceKeys();

        var oneTime = new JsonObject();
        foreach (var key in OneTimeKeys.Where(k => !k.Published))
            oneTime[key.KeyId] = Signed(new JsonObject { ["key"] = key.Pair.Public.Value });
        if (oneTime.Count > 0)
            body["one_time_keys"] = oneTime;

        if (Fallback is { Published: false })
        {
            var json = new JsonObject { ["key"] = Fallback.Pair.Public.Value, ["fallback"] = true };
            body["fallback_keys"] = new JsonObject { [Fallback.KeyId] = Signed(json) };
        }

        return body;
    }

    public IEnumerable<SecretBytes> Secrets()
    {
        yield return Identity.Private;
        yield return Signing.Seed;
        foreach (var key in OneTimeKeys)
            yield return key.Pair.Private;
        if (Fallback is not null)
            yield return Fallback.Pair.Private;
        if (PreviousFallback is not null)
            yield return PreviousFallback.Pair.Private;
    }

    public override string ToString() => $"[Olm account {UserId} {DeviceId}]";

    private JsonObject Signed(JsonObject json) => SignedJson.Sign(json, UserId, $"ed25519:{DeviceId}", Signing);
}
