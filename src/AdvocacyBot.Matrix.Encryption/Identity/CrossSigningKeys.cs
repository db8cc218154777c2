using System.Text.Json.Nodes;
using AdvocacyBot.Matrix.Encryption.Olm;
using AdvocacyBot.Matrix.Encryption.Primitives;
using AdvocacyBot.Matrix.Encryption.Signing;

namespace AdvocacyBot.Matrix.Encryption.Identity;

/// <summary>
/// The bot's own identity: the private cross-signing keys (Cross-signing). The master key signs the other two; the self-signing
/// key signs devices. The user-signing key exists because clients expect three keys; the bot verifies nobody.
/// </summary>
public sealed class CrossSigningKeys
{
    internal CrossSigningKeys(SigningKeyPair master, SigningKeyPair selfSigning, SigningKeyPair userSigning)
    {
        Master = master;
        SelfSigning = selfSigning;
        UserSigning = userSigning;
    }

    /// <summary>The public master key, by which people recognize the bot.</summary>
    public Ed25519Key Fingerprint => Master.Public;

    internal SigningKeyPair Master { get; }

    internal SigningKeyPair SelfSigning { get; }

    internal SigningKeyPair UserSigning { get; }

    /// <summary>Wraps seeds read from a secret storage; takes ownership of them.</summary>
    public static CrossSigningKeys FromSeeds(SecretBytes master, SecretBytes selfSigning, SecretBytes userSigning) =>
        new(SigningKeyPair.FromSeed(master), SigningKeyPair.FromSeed(selfSigning), SigningKeyPair.FromSeed(userSigning));

    /// <inheritdoc/>
    public override string ToString() => $"[cross-signing keys {Fingerprint}]";

    internal static CrossSigningKeys Create(RandomSource random) =>
        new(SigningKeyPair.Generate(random), SigningKeyPair.Generate(random), SigningKeyPair.Generate(random));

    /// <summary>The body of /keys/device_signing/upload, without the authentication that a homeserver may ask for.</summary>
    internal JsonObject UploadBody(string userId) => new()
    {
        ["master_key"] = MasterKey(userId),
        ["self_signing_key"] = Signed(PublicKey(userId, "self_signing", SelfSigning), userId),
        ["user_signing_key"] = Signed(PublicKey(userId, "user_signing", UserSigning), userId),
    };

    /// <summary>
    /// The body of /keys/signatures/upload: the self-signing key signs the device, and the device signs the master key, so that a
    /// client can tell that both belong together.
    /// </summary>
    internal JsonObject SignaturesBody(OlmAccount account)
    {
        var device = SignedJson.Sign(account.DeviceKeys(), account.UserId, $"ed25519:{SelfSigning.Public}", SelfSigning);
        var master = SignedJson.Sign(MasterKey(account.UserId), account.UserId, $"ed25519:{account.DeviceId}", account.Signing);
        return new JsonObject
        {
            [account.UserId] = new JsonObject { [account.DeviceId] = device, [Master.Public.Value] = master },
        };
    }

    internal IEnumerable<SecretBytes> Secrets() => [Master.Seed, SelfSigning.Seed, UserSigning.Seed];

    private JsonObject MasterKey(string userId) => PublicKey(userId, "master", Master);

    private JsonObject Signed(JsonObject json, string userId) => SignedJson.Sign(json, userId, $"ed25519:{Master.Public}", Master);

    private static JsonObject PublicKey(string userId, string usage, SigningKeyPair key) => new()
    {
        ["user_id"] = userId,
        ["usage"] = new JsonArray(usage),
        ["keys"] = new JsonObject { [$"ed25519:{key.Public}"] = key.Public.Value },
    };
}
