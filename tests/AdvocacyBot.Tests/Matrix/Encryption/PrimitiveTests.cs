using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using AdvocacyBot.Matrix.Encryption.Attachments;
using AdvocacyBot.Matrix.Encryption.Identity;
using AdvocacyBot.Matrix.Encryption.Primitives;
using AdvocacyBot.Matrix.Encryption.Signing;

namespace AdvocacyBot.Tests.Matrix.Encryption;

/// <summary>The building blocks, with the vectors of their specifications.</summary>
public sealed class PrimitiveTests
{
    [Theory]
    [InlineData("{}", "{}")]
    [InlineData("""{"one": 1, "two": "Two"}""", """{"one":1,"two":"Two"}""")]
    [InlineData("""{"b": "2", "a": "1"}""", """{"a":"1","b":"2"}""")]
    [InlineData("""{"auth": {"success": true, "mxid": "@john.doe:example.com", "profile": {"display_name": "John"}}}""",
        """{"auth":{"mxid":"@john.doe:example.com","profile":{"display_name":"John"},"success":true}}""")]
    [InlineData("""{"a": "日本語"}""", """{"a":"日本語"}""")]
    [InlineData("""{"本": 2, "日": 1}""", """{"日":1,"本":2}""")]
    [InlineData("""{"a": "\u65E5"}""", """{"a":"日"}""")]
    [InlineData("""{"a": null}""", """{"a":null}""")]
    [InlineData("""{"a": -0, "b": 1}""", """{"a":0,"b":1}""")]
    [InlineData("""{"plus": "a+b/c=<>&'", "c": "\u0000\u001f\u007f\"\\\n"}""", """{"c":"\u0000\u001f""" + "\u007f" + """\"\\\n","plus":"a+b/c=<>&'"}""")]
    [InlineData("""{"\uD83D\uDE00": 2, "\uFFFD": 1}""", "{\"\uFFFD\":1,\"\U0001F600\":2}")]
    public void Canonical_JSON_has_one_spelling(string json, string expected)
    {
        using var document = JsonDocument.Parse(json);
        Assert.Equal(expected, Encoding.UTF8.GetString(CanonicalJson.Encode(document.RootElement)));
    }

    [Theory]
    [InlineData("""{"a": 1.5}""")]
    [InlineData("""{"a": 1e3}""")]
    [InlineData("""{"a": 9007199254740992}""")]
    [InlineData("""{"a": "\ud800"}""")]
    [InlineData("""{"\ud800": 1}""")]
    [InlineData("""{"a": 1, "a": 2}""")]
    public void JSON_without_a_canonical_form_is_refused(string json)
    {
        using var document = JsonDocument.Parse(json);
        Assert.Equal(EncryptionFault.Malformed, Assert.Throws<EncryptionException>(() => CanonicalJson.Encode(document.RootElement)).Fault);
    }

    [Theory]
    [InlineData("{}", "K8280/U9SSy9IVtjBuVeLr+HpOB4BQFWbg+UZaADMtTdGYI7Geitb76LTrr5QV/7Xg4ahLwYGYZzuHGZKM5ZAQ")]
    [InlineData("""{"one": 1, "two": "Two"}""", "KqmLSbO39/Bzb0QIYE82zqLwsA+PDzYIpIRA2sRQ4sL53+sN6/fpNSoqE7BP7vBZhG6kYdD13EIMJpvhJI+6Bw")]
    public void Signatures_equal_the_vectors_of_the_specification(string json, string expected)
    {
        var key = SigningKeyPair.FromSeed(SecretBytes.CopyOf(UnpaddedBase64.Decode("YJDBA9Xnr2sVqXD9Vj7XVUnmFZcZrlw8Md7kMW+3XA1")));
        var signed = SignedJson.Sign(JsonNode.Parse(json)!.AsObject(), "domain", "ed25519:1", key);
        Assert.Equal(expected, (string?)signed["signatures"]!["domain"]!["ed25519:1"]);

        signed["unsigned"] = new JsonObject { ["age"] = 1.5 };
        using var valid = JsonDocument.Parse(signed.ToJsonString());
        Assert.True(SignedJson.IsSigned(valid.RootElement, "domain", "1", key.Public));
        Assert.False(SignedJson.IsSigned(valid.RootElement, "other", "1", key.Public));
        signed["more"] = 1;
        using var changed = JsonDocument.Parse(signed.ToJsonString());
        Assert.False(SignedJson.IsSigned(changed.RootElement, "domain", "1", key.Public));
    }

    [Fact]
    public void Agreement_equals_the_vector_of_RFC_7748()
    {
        using var secret = SecretBytes.CopyOf(Convert.FromHexString("a546e36bf0527c9d3b16154b82465edd62144c0ac1fc5a18506a2244ba449ac4"));
        var other = Curve25519Key.FromBytes(Convert.FromHexString("e6db6867583030db3594c1a424b15f7c726624ec26b3353b10a903a6d0ab1c4c"));
        var shared = new byte[X25519.SharedSize];
        X25519.Agree(secret, other, shared);
        Assert.Equal("C3DA55379DE9C6908E94EA4DF28D084F32ECCF03491C71F754B4075577A28552", Convert.ToHexString(shared));
    }

    [Theory]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("0100000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800")]
    [InlineData("5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157")]
    [InlineData("ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f")]
    [InlineData("edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f")]
    [InlineData("eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f")]
    public void A_key_of_small_order_is_refused(string hex)
    {
        var own = CurveKeyPair.Generate(RandomNumberGenerator.Fill);
        var weak = Curve25519Key.FromBytes(Convert.FromHexString(hex));
        var e = Assert.Throws<EncryptionException>(() => X25519.Agree(own.Private, weak, new byte[32]));
        Assert.Equal(EncryptionFault.WeakKey, e.Fault);
    }

    [Fact]
    public void A_signing_key_of_small_order_verifies_nothing()
    {
        var identity = new byte[32];
        identity[0] = 1;
        Assert.False(Ed25519Signing.Verify(Ed25519Key.FromBytes(identity), "text"u8, new byte[64]));
        Assert.False(Ed25519Signing.Verify(Ed25519Key.FromBytes(new byte[32]), "text"u8, new byte[64]));
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("f", "Zg")]
    [InlineData("fo", "Zm8")]
    [InlineData("foo", "Zm9v")]
    [InlineData("foob", "Zm9vYg")]
    public void Base64_is_read_with_and_without_padding(string text, string base64)
    {
        Assert.Equal(base64, UnpaddedBase64.Encode(Encoding.UTF8.GetBytes(text)));
        Assert.Equal(text, Encoding.UTF8.GetString(UnpaddedBase64.Decode(base64)));
        Assert.Equal(text, Encoding.UTF8.GetString(UnpaddedBase64.Decode(base64.PadRight((base64.Length + 3) / 4 * 4, '='))));
    }

    [Theory]
    [InlineData("Z")]
    [InlineData("Zm9v Zm9v")]
    [InlineData("Zm9-")]
    [InlineData("Zg===")]
    [InlineData("=Zg")]
    public void Other_text_is_not_Base64(string text) => Assert.Null(UnpaddedBase64.TryDecode(text));

    [Fact]
    public void AES_CTR_equals_the_vector_of_NIST_SP_800_38A()
    {
        var key = Convert.FromHexString("603deb1015ca71be2b73aef0857d77811f352c073b6108d72d9810a30914dff4");
        var counter = Convert.FromHexString("f0f1f2f3f4f5f6f7f8f9fafbfcfdfeff");
        var plaintext = Convert.FromHexString("6bc1bee22e409f96e93d7e117393172aae2d8a571e03ac9c9eb76fac45af8e51");
        Assert.Equal(
            "601EC313775789A5B7A7F504BBF3D228F443E3CA4D62B59ACA84E990CACAF5C5",
            Convert.ToHexString(AesCtr.Transform(key, counter, plaintext)));
    }

    [Fact]
    public void Every_file_has_its_own_key_and_its_counter_starts_at_zero()
    {
        var (_, first) = EncryptedAttachment.Encrypt("data"u8, RandomNumberGenerator.Fill);
        var (_, second) = EncryptedAttachment.Encrypt("data"u8, RandomNumberGenerator.Fill);
        Assert.NotEqual((string?)first["key"]!["k"], (string?)second["key"]!["k"]);
        Assert.NotEqual((string?)first["iv"], (string?)second["iv"]);
        Assert.Equal(new byte[8], UnpaddedBase64.Decode((string)first["iv"]!)[8..]);
    }

    [Theory]
    [InlineData("hashes", """{"sha256": "AAAA"}""", EncryptionFault.BadMac)]
    [InlineData("hashes", """{}""", EncryptionFault.Malformed)]
    [InlineData("v", "\"v1\"", EncryptionFault.UnknownAlgorithm)]
    [InlineData("iv", "\"AAAA\"", EncryptionFault.Malformed)]
    [InlineData("key", """{"alg": "A256CTR", "kty": "oct", "k": "AAAA"}""", EncryptionFault.Malformed)]
    [InlineData("key", """{"alg": "A128CBC", "kty": "oct"}""", EncryptionFault.UnknownAlgorithm)]
    public void A_changed_file_is_refused(string member, string value, EncryptionFault expected)
    {
        var (ciphertext, file) = EncryptedAttachment.Encrypt("data"u8, RandomNumberGenerator.Fill);
        file[member] = JsonNode.Parse(value);
        using var document = JsonDocument.Parse(file.ToJsonString());
        Assert.Equal(expected, Assert.Throws<EncryptionException>(() => EncryptedAttachment.Decrypt(ciphertext, document.RootElement)).Fault);
    }

    [Fact]
    public void A_recovery_key_is_read_with_or_without_spaces()
    {
        using var key = RecoveryKey.Parse("EsTc LW2K PGiF wKEA 3As5 g5c4 BXwk qeeJ ZJV8 Q9fu gUMN UE4d");
        using var same = RecoveryKey.Parse("EsTcLW2KPGiFwKEA3As5g5c4BXwkqeeJZJV8Q9fugUMNUE4d\n");
        Assert.Equal("77076D0A7318A57D3C16C17251B26645DF4C2F87EBC0992AB177FBA51DB92C2A", Convert.ToHexString(key.Span));
        Assert.True(key.FixedTimeEquals(same));
    }

    [Theory]
    [InlineData("")]
    [InlineData("EsTc LW2K PGiF wKEA 3As5 g5c4 BXwk qeeJ ZJV8 Q9fu gUMN UE4x")]
    [InlineData("EsTc 0OIl")]
    [InlineData("zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz")]
    public void A_mistyped_recovery_key_is_refused(string text) =>
        Assert.Equal(EncryptionFault.WrongRecoveryKey, Assert.Throws<EncryptionException>(() => RecoveryKey.Parse(text)).Fault);

    [Fact]
    public void A_secret_is_overwritten_compared_in_constant_time_and_never_printed()
    {
        var secret = SecretBytes.CopyOf([1, 2, 3]);
        using var same = SecretBytes.CopyOf([1, 2, 3]);
        Assert.True(secret.FixedTimeEquals(same));
        Assert.Equal("[secret]", secret.ToString());
        Assert.DoesNotContain("AQID", JsonSerializer.Serialize(new { Length = secret.Length }), StringComparison.Ordinal);
        Assert.ThrowsAny<Exception>(() => JsonSerializer.Serialize(secret));
        secret.Dispose();
        Assert.Throws<ObjectDisposedException>(() => secret.Span.Length);
    }
}
