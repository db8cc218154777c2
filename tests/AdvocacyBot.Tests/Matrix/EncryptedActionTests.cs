using System.Text.Json.Nodes;
using AdvocacyBot.TestSupport;
using AdvocacyBot.TestSupport.Matrix;

namespace AdvocacyBot.Tests.Matrix;

/// <summary>The real executable with all its features, among people whose clients are built on matrix-js-sdk and encrypt.</summary>
public sealed class EncryptedActionTests
{
    [MatrixSdkSynapseFact]
    public async Task An_action_is_announced_answered_in_words_and_cancelled_without_a_word_in_plaintext()
    {
        var synapse = await Synapse.SharedAsync();
        var account = await synapse.RegisterAsync();
        using var peer = new NodePeer("matrix-human.mjs");
        var ana = await EncryptedHuman.StartAsync(peer, synapse.Address, await synapse.RegisterAsync(), isStrict: true);
        var ben = await EncryptedHuman.StartAsync(peer, synapse.Address, await synapse.RegisterAsync(), isStrict: true);
        using var folder = new TemporaryFolder();
        await using var bot = await BotProcess.StartAsync(
            folder.Path,
            ("Sample__Enabled", "true"), ("Matrix__Homeserver", synapse.Address.ToString()), ("Matrix__User", account.Id), ("Matrix__Password", account.Password),
            ("Matrix__AllowedInviters", ana.Id));
        var room = await ana.Human.MakeRoomAsync([account.Id, ben.Id], SynapseRoomTests.Encrypted());
        ben.Join(room);
        ana.WaitForMember(room, account.Id);
        await Eventually.HoldsAsync(
            () => ana.DevicesOf(account.Id) is { Count: > 0 } devices && devices.Values.All(isSigned => isSigned), "Ana's client knows that the bot's device is signed");

        var (_, code) = await BotProcess.RunAsync(folder.Path, ["places", "code"]);
        ana.Say(room, $"!setup {code.Trim()}");
        var (desk, _) = ana.AcceptConversation(account.Id);
        ana.Read(desk, account.Id, "This place now belongs to");
        ana.Say(room, "!announce \"Vigil\" 2099-05-31 07:00 America/Toronto at \"City Hall\" capacity 1");
        ana.React(desk, ana.Read(desk, account.Id, "Nothing is published yet", anywhere: true).Id, "1\uFE0F\u20E3");
        var announcement = ana.Read(room, account.Id, "Vigil");
        Assert.Equal(announcement.Id, ben.Read(room, account.Id, "Vigil").Id);

        Reply(ben, room, announcement.Id, "going");
        var (receipts, isEncrypted) = ben.AcceptConversation(account.Id);
        Assert.True(isEncrypted);
        ben.Read(receipts, account.Id, "You're going");
        Reply(ana, room, announcement.Id, "going");
        ana.Read(desk, account.Id, "You're on the waitlist");
        ben.Say(receipts, "rsvp 1 not going");
        ben.Read(receipts, account.Id, "You're not going");
        ana.Read(desk, account.Id, "A seat came free", anywhere: true);
        ana.Say(desk, "action 1 cancel");
        ana.Read(room, account.Id, "This is cancelled", anywhere: true);

        foreach (var sent in new[] { room, desk, receipts })
        {
            var events = (await (sent == receipts ? ben : ana).Human.HistoryAsync(sent)).Where(e => MatrixHuman.Text(e, "sender") == account.Id && !e.TryGetProperty("state_key", out _));
            Assert.All(events, e => Assert.Contains(MatrixHuman.Text(e, "type"), (string[])["m.room.encrypted", "m.reaction", "m.room.redaction"]));
        }

        Assert.All(ana.Shields(room, account.Id).Concat(ben.Shields(receipts, account.Id)), shield => Assert.Equal(0, shield));
    }

    private static void Reply(EncryptedHuman person, string room, string message, string words) => person.Say(room, new JsonObject
    {
        ["body"] = words,
        ["m.relates_to"] = new JsonObject { ["m.in_reply_to"] = new JsonObject { ["event_id"] = message } },
    });
}
