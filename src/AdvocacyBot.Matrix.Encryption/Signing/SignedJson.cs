using System.Text.Json;
using System.Text.Json.Nodes;
using AdvocacyBot.Matrix.Encryption.Primitives;

namespace AdvocacyBot.Matrix.Encryption.Signing;

/// <summary>
/// Signing JSON (Appendices, Signing JSON): a signature covers the canonical form of the object without its members
/// <c>signatures</c> and <c>unsigned</c>.
/// </summary>
internal static class SignedJson
{
    private const string Signatures = "signatures";
    private const string Unsigned = "unsigned";

    /// <summary>Returns a copy with one more signature; existing ones stay.</summary>
    public static JsonObject Sign(JsonObject json, string userId, string keyId, SigningKeyPair key)
    {
        var signed = (JsonObject)json.DeepClone();
        var signature = UnpaddedBase64.Encode(key.Sign(Canonical(json)));
        var all = signed[Signatures] as JsonObject ?? [];
        var own = all[userId] as JsonObject ?? [];
        own[keyId] = signature;
        all[userId] = own;
        signed[Signatures] = all;
        return signed;
    }

    /// <summary>Whether <paramref name="key"/> signed the object under <c>ed25519:keyName</c>. Objects that have no canonical form are not signed.</summary>
    public static bool IsSigned(JsonElement json, string userId, string keyName, Ed25519Key key)
    {
        if (json.Member(Signatures)?.Member(userId)?.Text($"ed25519:{keyName}") is not { } text)
            return false;
        if (UnpaddedBase64.TryDecode(text) is not { } signature)
            return false;
        try
        {
            return Ed25519Signing.Verify(key, CanonicalJson.Encode(json, Signatures, Unsigned), signature);
        }
        catch (EncryptionException)
        {
            return false;
        }
    }

    private static byte[] Canonical(JsonObject json)
    {
        using var document = JsonDocument.Parse(json.ToJsonString());
        return CanonicalJson.Encode(document.RootElement, Signatures, Unsigned);
    }
}
