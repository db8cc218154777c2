using System.Security.Cryptography;
using System.Text;
using AdvocacyBot.Matrix.Encryption.Olm;
using AdvocacyBot.Matrix.Encryption.Primitives;

namespace AdvocacyBot.Tests.Matrix.Encryption;

/// <summary>The double ratchet's limits.</summary>
public sealed class OlmSessionTests
{
    private static readonly RandomSource Random = RandomNumberGenerator.Fill;

    private readonly OlmAccount bob = OlmAccount.Create("@bob:a.org", "B", Random).Replenish(49, Random);
    private OlmSession toBob;
    private OlmSession fromAlice;

    public OlmSessionTests()
    {
        var alice = CurveKeyPair.Generate(Random);
        toBob = OlmSession.Begin(alice, bob.Identity.Public, bob.OneTimeKeys[0].Pair.Public, Random);
        (toBob, var hello) = toBob.Encrypt("hello"u8, Random);
        (fromAlice, _) = OlmSession.Accept(bob.Identity, bob.OneTimeKeys[0].Pair, OlmPreKeyMessage.Decode(hello.Body));
        Answer();
    }

    [Fact]
    public void Each_message_key_works_once()
    {
        var messages = Send(3);
        Receive(messages[2]);
        Receive(messages[0]);
        foreach (var used in new[] { messages[2], messages[0] })
            Assert.Equal(EncryptionFault.KeyAlreadyUsed, Fault(used));
        Receive(messages[1]);
        Assert.Equal(EncryptionFault.KeyAlreadyUsed, Fault(messages[1]));
    }

    [Fact]
    public void A_message_may_skip_two_thousand_keys_and_no_more()
    {
        var messages = Send(2002);
        Assert.Equal(EncryptionFault.TooFarAhead, Fault(messages[2001]));
        Receive(messages[2000]);
    }

    [Fact]
    public void Only_the_forty_newest_skipped_keys_are_kept()
    {
        var messages = Send(50);
        Receive(messages[49]);
        Assert.Equal(EncryptionFault.KeyAlreadyUsed, Fault(messages[8]));
        Receive(messages[9]);
    }

    [Fact]
    public void Only_the_five_newest_chains_are_kept()
    {
        var old = Send(1)[0];
        for (var i = 0; i <= OlmSession.MaxReceiverChains; i++)
        {
            Receive(Send(1)[0]);
            Answer();
        }

        Assert.Equal(OlmSession.MaxReceiverChains, fromAlice.Receivers.Length);
        Assert.NotNull(Fault(old));
    }

    [Fact]
    public void A_changed_message_is_refused_and_the_right_one_is_still_read()
    {
        var message = Send(1)[0];
        for (var i = 0; i < message.Length; i++)
        {
            var changed = (byte[])message.Clone();
            changed[i] ^= 1;
            Assert.NotNull(Fault(changed));
        }

        Receive(message);
    }

    [Fact]
    public void A_message_of_an_unknown_chain_does_not_change_the_session()
    {
        var stranger = OlmSession.Begin(CurveKeyPair.Generate(Random), bob.Identity.Public, bob.OneTimeKeys[0].Pair.Public, Random);
        var (_, foreign) = stranger.Encrypt("x"u8, Random);
        var inner = OlmPreKeyMessage.Decode(foreign.Body).Message;
        Assert.Equal(EncryptionFault.BadMac, Assert.Throws<EncryptionException>(() => fromAlice.Decrypt(inner)).Fault);
        Receive(Send(1)[0]);
    }

    [Fact]
    public void A_handshake_with_a_weak_key_is_refused()
    {
        Assert.True(Curve25519Key.TryParse(new string('A', 43), out var zero));
        var own = CurveKeyPair.Generate(Random);
        Assert.Equal(
            EncryptionFault.WeakKey, Assert.Throws<EncryptionException>(() => OlmSession.Begin(own, bob.Identity.Public, zero, Random)).Fault);
        Assert.Equal(
            EncryptionFault.WeakKey, Assert.Throws<EncryptionException>(() => OlmSession.Begin(own, zero, bob.Identity.Public, Random)).Fault);
    }

    private byte[][] Send(int count)
    {
        var messages = new byte[count][];
        for (var i = 0; i < count; i++)
        {
            (toBob, var message) = toBob.Encrypt(Encoding.UTF8.GetBytes($"{i}"), Random);
            messages[i] = message.Body;
        }

        return messages;
    }

    private void Answer()
    {
        (fromAlice, var answer) = fromAlice.Encrypt("answer"u8, Random);
        (toBob, _) = toBob.Decrypt(OlmMessage.Decode(answer.Body));
    }

    private void Receive(byte[] message) => (fromAlice, _) = fromAlice.Decrypt(OlmMessage.Decode(message));

    private EncryptionFault? Fault(byte[] message)
    {
        try
        {
            fromAlice.Decrypt(OlmMessage.Decode(message));
            return null;
        }
        catch (EncryptionException e)
        {
            return e.Fault;
        }
    }
}
