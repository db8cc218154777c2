using System.Text.Json.Nodes;
using AdvocacyBot.TestSupport;
using AdvocacyBot.TestSupport.Matrix;

namespace AdvocacyBot.Tests.Matrix;

/// <summary>Rooms that say they replace another one, and what rights they give: none that the old room did not give.</summary>
public sealed class ReplacedRoomTests
{
    [SynapseFact]
    public async Task A_members_room_that_a_conversation_names_as_its_replacement_makes_nobody_an_organizer()
    {
        await using var scene = await Scene.StartAsync();
        var member = await scene.AddMemberAsync();
        var conversation = await scene.StartConversationAsync(member);
        var own = await member.MakeRoomAsync([]);

        await member.SetStateAsync(conversation, "m.room.tombstone", new JsonObject { ["body"] = "moved", ["replacement_room"] = own });
        await member.InviteAsync(own, scene.Bot.Id);

        await Eventually.HoldsAsync(async () => await member.MembershipAsync(own, scene.Bot.Id) == "leave");
        await member.SayAsync(own, "!echo am I an organizer?");
        await scene.MarkAsync();
        Assert.Empty(await member.MessagesOfAsync(own, scene.Bot.Id));
    }

    [SynapseFact]
    public async Task The_replacement_of_a_conversation_is_a_conversation_with_the_same_member()
    {
        await using var scene = await Scene.StartAsync();
        var member = await scene.AddMemberAsync();
        var conversation = await scene.StartConversationAsync(member);
        var upgraded = await member.ClientAsync(
            "POST", $"rooms/{Uri.EscapeDataString(conversation)}/upgrade", new JsonObject { ["new_version"] = "11" });
        var next = upgraded.GetProperty("replacement_room").GetString()!;
        await member.InviteAsync(next, scene.Bot.Id).ContinueWith(_ => { }, TaskScheduler.Default);
        await Eventually.HoldsAsync(async () => await member.MembershipAsync(next, scene.Bot.Id) == "join");

        await member.SayAsync(next, "echo am I an organizer?");
        await member.WaitForAsync(next, scene.Bot.Id, body => body == "echo am I an organizer?");
        await scene.StopBotAsync();
        await scene.StartBotAsync();
        await member.SayAsync(next, "echo and now?");

        await member.WaitForAsync(next, scene.Bot.Id, body => body == "echo and now?");
    }

    [SynapseFact]
    public async Task A_conversation_into_which_others_are_invited_gives_no_rights_and_hears_no_secrets()
    {
        await using var scene = await Scene.StartAsync();
        var (member, onlooker) = (await scene.AddMemberAsync(), await scene.RegisterAsync());
        var conversation = await scene.StartConversationAsync(member);
        await member.InviteAsync(conversation, onlooker.Id);
        await onlooker.JoinAsync(conversation);

        await member.SayAsync(conversation, "!whisper a secret");
        var alone = await member.AcceptConversationAsync(scene.Bot.Id);
        await member.WaitForAsync(alone, scene.Bot.Id, body => body.Contains("\"setup\" with a code", StringComparison.Ordinal));
        await member.SayAsync(alone, "echo am I an organizer?");
        await member.WaitForAsync(alone, scene.Bot.Id, body => body == "echo am I an organizer?");
        await member.SayAsync(alone, "whisper a secret");
        await member.WaitForAsync(alone, scene.Bot.Id, body => body == "psst a secret");

        Assert.DoesNotContain(await onlooker.MessagesOfAsync(conversation, scene.Bot.Id), e => MatrixHuman.BodyOf(e).Contains("secret", StringComparison.Ordinal));
    }

    [SynapseFact]
    public async Task A_space_is_joined_in_silence_and_power_in_it_counts_for_nothing()
    {
        await using var scene = await Scene.StartAsync();
        var space = await scene.Ana.MakeRoomAsync([scene.Bot.Id], new JsonObject { ["creation_content"] = new JsonObject { ["type"] = "m.space" } });
        await Eventually.HoldsAsync(async () => await scene.Ana.MembershipAsync(space, scene.Bot.Id) == "join");
        var member = await scene.AddMemberAsync();
        await scene.Ana.InviteAsync(space, member.Id);
        await member.JoinAsync(space);
        var levels = JsonNode.Parse((await scene.Ana.StateAsync(space, "m.room.power_levels")).GetRawText())!.AsObject();
        levels["users"]![member.Id] = 100;
        await scene.Ana.SetStateAsync(space, "m.room.power_levels", levels);
        await scene.Ana.SayAsync(space, "!echo anybody?", new JsonObject());
        var conversation = await scene.StartConversationAsync(member);

        await member.SayAsync(conversation, "echo am I an organizer?");

        await member.WaitForAsync(conversation, scene.Bot.Id, body => body == "echo am I an organizer?");
        Assert.Empty(await scene.Ana.MessagesOfAsync(space, scene.Bot.Id));
    }
}
