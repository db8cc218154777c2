using System.Security.Cryptography;
using System.Text;
using AdvocacyBot.Matrix.Encryption.Megolm;
using AdvocacyBot.Matrix.Encryption.Primitives;

namespace AdvocacyBot.Tests.Matrix.Encryption;

/// <summary>The hash ratchet, and sessions for reading.</summary>
public sealed class MegolmSessionTests
{
    private static readonly RandomSource Random = RandomNumberGenerator.Fill;

    private readonly List<MegolmMessage> messages = [];
    private readonly InboundGroupSession start;
    private readonly OutboundGroupSession outbound = OutboundGroupSession.Create(DateTimeOffset.UnixEpoch, Random);

    public MegolmSessionTests()
    {
        start = Shared();
        for (var i = 0; i < 12; i++)
        {
            (outbound, var message) = outbound.Encrypt(Encoding.UTF8.GetBytes($"{i}"));
            messages.Add(MegolmMessage.Decode(message));
        }
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(0, 255)]
    [InlineData(0, 256)]
    [InlineData(250, 513)]
    [InlineData(65_530, 65_540)]
    [InlineData(16_777_210, 16_777_220)]
    [InlineData(255, 131_072)]
    public void Skipping_ahead_equals_single_steps(uint from, uint to)
    {
        var ratchet = MegolmRatchet.Create(Random).AdvanceTo(from);
        var stepped = ratchet;
        while (stepped.Index < to)
            stepped = stepped.Advance();
        Assert.True(ratchet.AdvanceTo(to).State.FixedTimeEquals(stepped.State));
    }

    [Fact]
    public void A_ratchet_does_not_go_back_and_has_an_end()
    {
        var ratchet = MegolmRatchet.Create(Random).AdvanceTo(10);
        Assert.Equal(EncryptionFault.IndexTooOld, Assert.Throws<EncryptionException>(() => ratchet.AdvanceTo(9)).Fault);
        var last = ratchet.AdvanceTo(uint.MaxValue);
        Assert.Equal(EncryptionFault.Exhausted, Assert.Throws<EncryptionException>(() => last.Advance()).Fault);
    }

    [Fact]
    public void A_session_is_ratcheted_past_the_contiguous_part_that_was_read()
    {
        var session = Read(Read(start, 0), 1);
        Assert.Equal(2u, session.Ratchet.Index);
        Assert.Empty(session.Read);

        session = Read(Read(session, 4), 3);
        Assert.Equal(2u, session.Ratchet.Index);
        session = Read(session, 2);
        Assert.Equal(5u, session.Ratchet.Index);
        Assert.Empty(session.Read);
    }

    [Fact]
    public void Nothing_that_was_read_can_be_read_again_from_what_is_kept()
    {
        var session = Read(Read(start, 0), 1);
        Assert.Equal(EncryptionFault.KeyAlreadyUsed, Fault(session, 0, "$0"));
        Assert.Equal(EncryptionFault.KeyAlreadyUsed, Fault(session, 1, "$another"));
        Assert.Equal(EncryptionFault.IndexTooOld, Assert.Throws<EncryptionException>(() => session.Ratchet.AdvanceTo(1)).Fault);
    }

    [Fact]
    public void A_replayed_index_is_told_apart_from_the_same_event()
    {
        var session = Read(start, 5);
        Assert.Equal(EncryptionFault.KeyAlreadyUsed, Fault(session, 5, "$5"));
        Assert.Equal(EncryptionFault.Replayed, Fault(session, 5, "$another"));
    }

    [Fact]
    public void A_session_shared_later_cannot_read_what_came_before()
    {
        var session = Shared();
        Assert.Equal(12u, session.FirstIndex);
        Assert.Equal(EncryptionFault.IndexTooOld, Fault(session, 11, "$11"));
    }

    [Fact]
    public void A_message_of_another_session_or_with_a_changed_byte_is_refused()
    {
        var (_, foreign) = OutboundGroupSession.Create(DateTimeOffset.UnixEpoch, Random).Encrypt("x"u8);
        Assert.Equal(EncryptionFault.BadSignature, Fault(start, MegolmMessage.Decode(foreign), "$x"));

        (_, var right) = outbound.Encrypt("text"u8);
        for (var i = 0; i < right.Length; i++)
        {
            var changed = (byte[])right.Clone();
            changed[i] ^= 1;
            Assert.ThrowsAny<EncryptionException>(() => start.Decrypt(MegolmMessage.Decode(changed), new ReadIndex("$x", 0)));
        }
    }

    [Fact]
    public void A_message_that_skips_too_far_is_refused()
    {
        var far = outbound with { Ratchet = outbound.Ratchet.AdvanceTo(InboundGroupSession.MaxGap + 1) };
        Assert.Equal(EncryptionFault.TooFarAhead, Fault(start, MegolmMessage.Decode(far.Encrypt("x"u8).Message), "$x"));
        Assert.Equal("x", Encoding.UTF8.GetString(start.Decrypt(
            MegolmMessage.Decode((outbound with { Ratchet = outbound.Ratchet.AdvanceTo(InboundGroupSession.MaxGap) }).Encrypt("x"u8).Message),
            new ReadIndex("$x", 0)).Plaintext));
    }

    [Fact]
    public void A_shared_key_that_its_session_did_not_sign_is_refused()
    {
        using var key = outbound.SharedKey();
        var bytes = key.Span.ToArray();
        bytes[4] ^= 1;
        Assert.Equal(EncryptionFault.BadSignature, Assert.Throws<EncryptionException>(() => InboundGroupSession.FromSharedKey(bytes)).Fault);
        Assert.Equal(EncryptionFault.Malformed, Assert.Throws<EncryptionException>(() => InboundGroupSession.FromSharedKey(bytes.AsSpan(1))).Fault);
        Assert.Equal(EncryptionFault.ImportRefused, Assert.Throws<EncryptionException>(() => InboundGroupSession.FromSharedKey([1, .. bytes[1..]])).Fault);
    }

    [Fact]
    public void Too_many_gaps_give_up_the_oldest_messages()
    {
        var session = start;
        var sender = outbound;
        for (var i = 0; i <= InboundGroupSession.MaxReadAhead; i++)
        {
            sender = sender with { Ratchet = sender.Ratchet.Advance() };
            (sender, var message) = sender.Encrypt("x"u8);
            (session, _) = session.Decrypt(MegolmMessage.Decode(message), new ReadIndex($"${i}", i));
        }

        Assert.True(session.Read.Count <= InboundGroupSession.MaxReadAhead);
        Assert.Equal(EncryptionFault.KeyAlreadyUsed, Fault(session, 0, "$0"));
    }

    private InboundGroupSession Read(InboundGroupSession session, int index) =>
        session.Decrypt(messages[index], new ReadIndex($"${index}", index)).Next;

    private EncryptionFault Fault(InboundGroupSession session, int index, string eventId) => Fault(session, messages[index], eventId, index);

    private static EncryptionFault Fault(InboundGroupSession session, MegolmMessage message, string eventId, long timestamp = 0) =>
        Assert.Throws<EncryptionException>(() => session.Decrypt(message, new ReadIndex(eventId, timestamp))).Fault;

    private InboundGroupSession Shared()
    {
        using var key = outbound.SharedKey();
        return InboundGroupSession.FromSharedKey(key.Span);
    }
}
