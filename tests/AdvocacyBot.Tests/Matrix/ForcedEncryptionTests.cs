using System.Text.Json;
using System.Text.Json.Nodes;
using AdvocacyBot.TestSupport;
using AdvocacyBot.TestSupport.Matrix;

namespace AdvocacyBot.Tests.Matrix;

/// <summary>Homeservers that encrypt rooms without being asked, which a client cannot prevent.</summary>
public sealed class ForcedEncryptionTests
{
    [SynapseFact]
    public async Task One_conversation_is_opened_and_everything_in_it_is_encrypted()
    {
        await using var synapse = await Synapse.StartAsync(new SynapseOptions { ForcedEncryption = "invite" });
        await using var scene = await Scene.StartAsync(synapse, room: new JsonObject { ["preset"] = "public_chat" });
        var member = await scene.AddMemberAsync();

        for (var i = 0; i < 2; i++)
        {
            await member.SayAsync(scene.Room, $"!whisper {i}");
            await scene.MarkAsync();
        }

        var conversation = await member.AcceptConversationAsync(scene.Bot.Id);
        await Eventually.HoldsAsync(async () => (await SentAsync(member, scene, conversation)).Count == 2);
        await scene.StopBotAsync();
        await scene.StartBotAsync();
        await member.SayAsync(scene.Room, "!whisper after a restart");
        await Eventually.HoldsAsync(async () => (await SentAsync(member, scene, conversation)).Count == 3);

        Assert.Equal(1, await synapse.CountRoomsAsync(scene.Bot.Id));
        Assert.All(await SentAsync(member, scene, conversation), e => Assert.Equal("m.room.encrypted", MatrixHuman.Text(e, "type")));
        Assert.DoesNotContain(await member.MessagesOfAsync(scene.Room, scene.Bot.Id), e => MatrixHuman.BodyOf(e).Contains("psst", StringComparison.Ordinal));
    }

    [SynapseFact]
    public async Task A_conversation_that_somebody_starts_is_greeted_encrypted()
    {
        await using var synapse = await Synapse.StartAsync(new SynapseOptions { ForcedEncryption = "all" });
        await using var scene = await Scene.StartAsync(synapse, room: new JsonObject { ["preset"] = "public_chat" }, waitForGreeting: false);

        var conversation = await scene.Ana.MakeRoomAsync([scene.Bot.Id], new JsonObject { ["is_direct"] = true });

        await Eventually.HoldsAsync(async () => (await SentAsync(scene.Ana, scene, conversation)).Count == 1);
        Assert.All(await SentAsync(scene.Ana, scene, conversation), e => Assert.Equal("m.room.encrypted", MatrixHuman.Text(e, "type")));
        Assert.Equal(0, await synapse.CountRoomsAsync(scene.Bot.Id));
    }

    private static async Task<IReadOnlyList<JsonElement>> SentAsync(MatrixHuman human, Scene scene, string room) =>
        [.. (await human.HistoryAsync(room)).Where(e => MatrixHuman.Text(e, "sender") == scene.Bot.Id && !e.TryGetProperty("state_key", out _))];
}
