using System.Text.Json.Nodes;
using AdvocacyBot.TestSupport;
using AdvocacyBot.TestSupport.Matrix;

namespace AdvocacyBot.Tests.Matrix;

/// <summary>Homeservers that encrypt rooms without being asked, which a client cannot prevent.</summary>
public sealed class ForcedEncryptionTests
{
    [SynapseFact]
    public async Task A_private_answer_is_tried_once_and_nobody_is_invited_into_an_encrypted_room()
    {
        await using var synapse = await Synapse.StartAsync(new SynapseOptions { ForcedEncryption = "invite" });
        await using var scene = await Scene.StartAsync(synapse, room: new JsonObject { ["preset"] = "public_chat" });
        var member = await scene.AddMemberAsync();

        for (var i = 0; i < 3; i++)
        {
            var question = await member.SayAsync(scene.Room, $"!whisper {i}");
            await WaitForReplyAsync(member, scene, question, "encrypts every direct conversation");
        }

        await scene.StopBotAsync();
        await scene.StartBotAsync();
        await member.SayAsync(scene.Room, "!whisper after a restart");
        await scene.MarkAsync();

        Assert.Equal(1, await synapse.CountRoomsAsync(scene.Bot.Id));
        Assert.Empty(await member.InvitationsAsync());
        Assert.Equal([scene.Room], await scene.Running.JoinedRoomsAsync());
        Assert.DoesNotContain(await member.MessagesOfAsync(scene.Room, scene.Bot.Id), e => MatrixHuman.BodyOf(e).Contains("psst", StringComparison.Ordinal));
    }

    [SynapseFact]
    public async Task A_conversation_that_somebody_starts_is_declined_with_the_reason_and_no_other_is_opened()
    {
        await using var synapse = await Synapse.StartAsync(new SynapseOptions { ForcedEncryption = "all" });
        await using var scene = await Scene.StartAsync(synapse);

        var conversation = await scene.Ana.MakeRoomAsync([scene.Bot.Id], new JsonObject { ["is_direct"] = true });

        await scene.Ana.WaitForAsync(conversation, scene.Bot.Id, body => body.Contains("encrypts every new conversation", StringComparison.Ordinal));
        await Eventually.HoldsAsync(async () => await scene.Ana.MembershipAsync(conversation, scene.Bot.Id) == "leave");
        Assert.Equal(1, await synapse.CountRoomsAsync(scene.Bot.Id));
        Assert.Empty(await scene.Ana.InvitationsAsync());
        Assert.Single(await scene.Ana.MessagesOfAsync(conversation, scene.Bot.Id));
    }

    [SynapseFact]
    public async Task An_encrypted_conversation_leads_to_the_one_that_the_member_already_has()
    {
        await using var scene = await Scene.StartAsync();
        await scene.StartConversationAsync(scene.Ana);

        var secret = await scene.Ana.MakeRoomAsync([scene.Bot.Id], SynapseRoomTests.Encrypted(isDirect: true));

        await scene.Ana.WaitForAsync(secret, scene.Bot.Id, body => body.Contains("our other conversation", StringComparison.Ordinal));
        await Eventually.HoldsAsync(async () => await scene.Ana.MembershipAsync(secret, scene.Bot.Id) == "leave");
        Assert.Empty(await scene.Ana.InvitationsAsync());
    }

    private static Task WaitForReplyAsync(MatrixHuman human, Scene scene, string question, string part) => Eventually.HoldsAsync(async () =>
        (await human.MessagesOfAsync(scene.Room, scene.Bot.Id)).Any(e =>
            MatrixHuman.Text(e.GetProperty("content"), "m.relates_to", "m.in_reply_to", "event_id") == question
            && MatrixHuman.BodyOf(e).Contains(part, StringComparison.Ordinal)));
}
