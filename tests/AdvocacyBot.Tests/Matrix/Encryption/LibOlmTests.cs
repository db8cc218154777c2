using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using AdvocacyBot.Matrix.Encryption.Megolm;
using AdvocacyBot.Matrix.Encryption.Olm;
using AdvocacyBot.Matrix.Encryption.Primitives;
using AdvocacyBot.TestSupport.Matrix.Encryption;

namespace AdvocacyBot.Tests.Matrix.Encryption;

/// <summary>Both directions with libolm, an independent implementation in C.</summary>
public sealed class LibOlmTests
{
    private static readonly RandomSource Random = RandomNumberGenerator.Fill;

    private readonly OlmAccount account = OlmAccount.Create("@bot:a.org", "BOT", Random).Replenish(40, Random);

    [LibOlmFact]
    public void Libolm_reads_a_session_that_was_begun_here_and_answers()
    {
        using var peer = new LibOlm.Account();
        var session = Begin(peer);
        (session, var hello) = session.Encrypt("hello"u8, Random);
        Assert.Equal(OlmCiphertext.PreKey, hello.Type);

        using var theirs = LibOlm.Session.Accept(peer, UnpaddedBase64.Encode(hello.Body));
        Assert.Equal(session.Id, theirs.Id);
        Assert.Equal("hello", theirs.Decrypt(0, UnpaddedBase64.Encode(hello.Body)));

        (session, var text) = Read(session, theirs.Encrypt("answer é"));
        Assert.Equal("answer é", text);
        (session, var normal) = session.Encrypt("more"u8, Random);
        Assert.Equal(OlmCiphertext.Normal, normal.Type);
        Assert.Equal("more", theirs.Decrypt(1, UnpaddedBase64.Encode(normal.Body)));
    }

    [LibOlmFact]
    public void A_session_that_libolm_began_is_read_and_answered()
    {
        using var peer = new LibOlm.Account();
        var key = account.OneTimeKeys[0];
        using var theirs = LibOlm.Session.Begin(peer, account.Identity.Public.Value, key.Pair.Public.Value);
        var (type, body) = theirs.Encrypt("hello");
        Assert.Equal(OlmCiphertext.PreKey, type);

        var (session, plaintext) = OlmSession.Accept(account.Identity, key.Pair, OlmPreKeyMessage.Decode(UnpaddedBase64.Decode(body)));
        Assert.Equal("hello", Encoding.UTF8.GetString(plaintext));
        Assert.Equal(theirs.Id, session.Id);
        (_, var answer) = session.Encrypt("answer"u8, Random);
        Assert.Equal("answer", theirs.Decrypt(answer.Type, UnpaddedBase64.Encode(answer.Body)));
    }

    [LibOlmFact]
    public void Messages_out_of_order_are_read_in_both_directions()
    {
        using var peer = new LibOlm.Account();
        var session = Begin(peer);
        (session, var first) = session.Encrypt("0"u8, Random);
        using var theirs = LibOlm.Session.Accept(peer, UnpaddedBase64.Encode(first.Body));
        theirs.Decrypt(0, UnpaddedBase64.Encode(first.Body));

        for (var round = 0; round < 4; round++)
        {
            var fromThem = Enumerable.Range(0, 12).Select(i => ($"{round} {i}", theirs.Encrypt($"{round} {i}"))).Shuffle().ToArray();
            foreach (var (expected, message) in fromThem)
            {
                (session, var text) = Read(session, message);
                Assert.Equal(expected, text);
            }

            var fromHere = new List<(string Text, OlmCiphertext Message)>();
            for (var i = 0; i < 12; i++)
            {
                (session, var message) = session.Encrypt(Encoding.UTF8.GetBytes($"{round} {i}"), Random);
                fromHere.Add(($"{round} {i}", message));
            }

            foreach (var (expected, message) in fromHere.Shuffle())
                Assert.Equal(expected, theirs.Decrypt(message.Type, UnpaddedBase64.Encode(message.Body)));
        }
    }

    [LibOlmFact]
    public void Libolm_reads_a_group_session_across_the_byte_boundary()
    {
        var session = OutboundGroupSession.Create(DateTimeOffset.UnixEpoch, Random);
        using var theirs = new LibOlm.InboundGroup(KeyOf(session));
        for (var i = 0; i < 520; i++)
        {
            (session, var message) = session.Encrypt(Encoding.UTF8.GetBytes($"message {i}"));
            if (i is 0 or 1 or 254 or 255 or 256 or 257 or 299 or 511 or 512)
                Assert.Equal(((uint)i, $"message {i}"), theirs.Decrypt(UnpaddedBase64.Encode(message)));
        }

        using var late = new LibOlm.InboundGroup(KeyOf(session));
        (_, var last) = session.Encrypt("last"u8);
        Assert.Equal((520u, "last"), late.Decrypt(UnpaddedBase64.Encode(last)));
    }

    [LibOlmFact]
    public void A_group_session_of_libolm_is_read_across_the_byte_boundary()
    {
        using var theirs = new LibOlm.OutboundGroup();
        var session = InboundGroupSession.FromSharedKey(UnpaddedBase64.Decode(theirs.Key()));
        for (var i = 0; i < 520; i++)
        {
            var message = MegolmMessage.Decode(UnpaddedBase64.Decode(theirs.Encrypt($"message {i}")));
            if (i is not (0 or 1 or 255 or 256 or 257 or 299 or 511 or 512))
                continue;
            (session, var plaintext) = session.Decrypt(message, new ReadIndex($"${i}", i));
            Assert.Equal($"message {i}", Encoding.UTF8.GetString(plaintext));
        }
    }

    [LibOlmFact]
    public void A_session_that_libolm_exported_is_refused()
    {
        using var theirs = new LibOlm.OutboundGroup();
        using var inbound = new LibOlm.InboundGroup(theirs.Key());
        var export = UnpaddedBase64.Decode(inbound.Export(0));
        Assert.Equal(EncryptionFault.ImportRefused, Assert.Throws<EncryptionException>(() => InboundGroupSession.FromSharedKey(export)).Fault);
    }

    [LibOlmFact]
    public void A_signature_of_libolm_verifies()
    {
        using var peer = new LibOlm.Account();
        Assert.True(Ed25519Key.TryParse(IdentityKey(peer, "ed25519"), out var key));
        Assert.True(Ed25519Signing.Verify(key, "text"u8, UnpaddedBase64.Decode(peer.Sign("text"))));
        Assert.False(Ed25519Signing.Verify(key, "Text"u8, UnpaddedBase64.Decode(peer.Sign("text"))));
    }

    private OlmSession Begin(LibOlm.Account peer)
    {
        using var keys = JsonDocument.Parse(peer.OneTimeKeys(1));
        var oneTime = keys.RootElement.GetProperty("curve25519").EnumerateObject().Single().Value.GetString();
        Assert.True(Curve25519Key.TryParse(oneTime, out var oneTimeKey));
        Assert.True(Curve25519Key.TryParse(IdentityKey(peer, "curve25519"), out var identity));
        return OlmSession.Begin(account.Identity, identity, oneTimeKey, Random);
    }

    private static (OlmSession Next, string Text) Read(OlmSession session, (int Type, string Body) message)
    {
        Assert.Equal(OlmCiphertext.Normal, message.Type);
        var (next, plaintext) = session.Decrypt(OlmMessage.Decode(UnpaddedBase64.Decode(message.Body)));
        return (next, Encoding.UTF8.GetString(plaintext));
    }

    private static string? IdentityKey(LibOlm.Account peer, string algorithm)
    {
        using var keys = JsonDocument.Parse(peer.IdentityKeys());
        return keys.RootElement.GetProperty(algorithm).GetString();
    }

    private static string KeyOf(OutboundGroupSession session)
    {
        using var key = session.SharedKey();
        return UnpaddedBase64.Encode(key.Span);
    }
}
