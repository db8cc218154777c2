using System.Text.Json;
using System.Text.Json.Nodes;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Mobilizations;
using AdvocacyBot.TestSupport;
using AdvocacyBot.TestSupport.Matrix;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace AdvocacyBot.Tests.Matrix;

/// <summary>Choices on a real homeserver: by reaction, by number, and taken back.</summary>
public sealed class SynapseChoiceTests
{
    private readonly Picks picks = new();

    [SynapseFact]
    public async Task An_announcement_offers_its_answers_as_reactions()
    {
        await using var scene = await AnnounceAsync();

        var reactions = (await scene.Ana.HistoryAsync(scene.Room)).Where(e => MatrixHuman.Text(e, "type") == "m.reaction").ToList();

        Assert.Equal(["✅", "❔", "❌"], reactions.Select(e => MatrixHuman.Text(e.GetProperty("content"), "m.relates_to", "key")));
        Assert.Contains("1. ✅ Going\n2. ❔ Maybe\n3. ❌ Not going", MatrixHuman.BodyOf(await AnnouncementAsync(scene)), StringComparison.Ordinal);
    }

    [SynapseFact]
    public async Task A_reaction_gets_a_private_receipt_and_removing_it_takes_the_answer_back()
    {
        await using var scene = await AnnounceAsync();
        var member = await scene.AddMemberAsync();
        var message = MatrixHuman.IdOf(await AnnouncementAsync(scene));

        var reaction = await member.ReactAsync(scene.Room, message, "✅");
        var conversation = await member.AcceptConversationAsync(scene.Bot.Id);
        await member.WaitForAsync(conversation, scene.Bot.Id, body => body == "receipt going");
        await member.RedactAsync(scene.Room, reaction);
        await member.WaitForAsync(conversation, scene.Bot.Id, body => body == "withdrawn going");

        Assert.Empty(picks.Of);
        Assert.DoesNotContain(await member.MessagesOfAsync(scene.Room, scene.Bot.Id), e => MatrixHuman.BodyOf(e).Contains("receipt", StringComparison.Ordinal));
    }

    [SynapseFact]
    public async Task A_reaction_removed_while_the_bot_is_down_is_taken_back_later()
    {
        await using var scene = await AnnounceAsync();
        var message = MatrixHuman.IdOf(await AnnouncementAsync(scene));
        var reaction = await scene.Ana.ReactAsync(scene.Room, message, "❔️");
        await Eventually.HoldsAsync(() => picks.Of.ContainsKey(scene.Ana.Id));
        await scene.StopBotAsync();
        await scene.Ana.RedactAsync(scene.Room, reaction);

        await scene.StartBotAsync(adjust: KeepPicks);

        await Eventually.HoldsAsync(() => picks.Of.IsEmpty);
    }

    [SynapseFact]
    public async Task A_later_answer_survives_the_removal_of_an_earlier_reaction()
    {
        await using var scene = await AnnounceAsync();
        var message = MatrixHuman.IdOf(await AnnouncementAsync(scene));
        var going = await scene.Ana.ReactAsync(scene.Room, message, "✅");
        await Eventually.HoldsAsync(() => picks.Of.GetValueOrDefault(scene.Ana.Id) == "going");
        var no = await scene.Ana.ReactAsync(scene.Room, message, "❌");
        await Eventually.HoldsAsync(() => picks.Of.GetValueOrDefault(scene.Ana.Id) == "no");

        await scene.Ana.RedactAsync(scene.Room, going);
        await scene.Ana.SayAsync(scene.Room, "!echo both are seen");
        await scene.Ana.WaitForAsync(scene.Room, scene.Bot.Id, body => body.StartsWith("echo both", StringComparison.Ordinal));
        Assert.Equal("no", picks.Of[scene.Ana.Id]);

        picks.Of[scene.Ana.Id] = "maybe";
        await scene.Ana.RedactAsync(scene.Room, no);
        await scene.Ana.SayAsync(scene.Room, "!echo third");
        await scene.Ana.WaitForAsync(scene.Room, scene.Bot.Id, body => body.StartsWith("echo third", StringComparison.Ordinal));
        Assert.Equal("maybe", picks.Of[scene.Ana.Id]);
    }

    [SynapseFact]
    public async Task A_number_counts_only_in_reply_to_an_announcement()
    {
        await using var scene = await AnnounceAsync();
        var message = MatrixHuman.IdOf(await AnnouncementAsync(scene));
        await scene.Ana.SayAsync(scene.Room, "3");
        await scene.Ana.SayAsync(scene.Room, "2", ReplyTo(message));

        await Eventually.HoldsAsync(() => picks.Of.GetValueOrDefault(scene.Ana.Id) == "maybe");
    }

    [SynapseFact]
    public async Task Choices_in_a_member_s_own_message_are_ignored()
    {
        await using var scene = await AnnounceAsync();
        var forged = await scene.Ana.SayAsync(scene.Room, "Press me", new JsonObject
        {
            ["org.advocacybot.choices"] = new JsonArray(new JsonObject { ["id"] = "pick:7:going", ["mark"] = "✅" }),
        });
        await scene.Ana.ReactAsync(scene.Room, forged, "✅");
        await scene.Ana.SayAsync(scene.Room, "!echo seen");

        await scene.Ana.WaitForAsync(scene.Room, scene.Bot.Id, body => body.StartsWith("echo seen", StringComparison.Ordinal));

        Assert.Empty(picks.Of);
    }

    [SynapseFact]
    public async Task Removing_a_reaction_takes_an_rsvp_back_even_while_the_bot_is_down()
    {
        await using var scene = await Scene.StartAsync();
        var (first, second) = (await scene.AddMemberAsync(), await scene.AddMemberAsync());
        await scene.Ana.SayAsync(scene.Room, "!announce \"Reacted march\" 31 May 2099 7am at \"City Hall\" capacity 1");
        var conversation = await scene.Ana.AcceptConversationAsync(scene.Bot.Id);
        var preview = MatrixHuman.IdOf(await scene.Ana.WaitForAsync(conversation, scene.Bot.Id, body => body.Contains("Nothing is published yet", StringComparison.Ordinal)));
        await scene.Ana.ReactAsync(conversation, preview, "1\uFE0F\u20E3");
        await Eventually.HoldsAsync(() => scene.Running.Harness.DbAsync(db => db.Mobilizations.AnyAsync()));
        await scene.Running.Harness.TurnAsync();
        var message = MatrixHuman.IdOf(await scene.Ana.WaitForAsync(scene.Room, scene.Bot.Id, body => body.Contains("City Hall", StringComparison.Ordinal)));
        var going = await first.ReactAsync(scene.Room, message, "✅");
        await AnswersAsync(scene, Answer.Going);
        var waiting = await second.ReactAsync(scene.Room, message, "✅");
        await AnswersAsync(scene, Answer.Going, Answer.Waiting);

        await first.RedactAsync(scene.Room, going);
        await AnswersAsync(scene, Answer.Going, Answer.No);
        await scene.StopBotAsync();
        await second.RedactAsync(scene.Room, waiting);
        await scene.StartBotAsync();

        await AnswersAsync(scene, Answer.No, Answer.No);
    }

    private static Task AnswersAsync(Scene scene, params Answer[] expected) => Eventually.HoldsAsync(async () =>
        (await scene.Running.Harness.DbAsync(db => db.Rsvps.Select(r => r.Answer).ToListAsync())).Order().SequenceEqual(expected.Order()));

    private static JsonObject ReplyTo(string message) => new()
    {
        ["m.relates_to"] = new JsonObject { ["m.in_reply_to"] = new JsonObject { ["event_id"] = message } },
    };

    private static Task<JsonElement> AnnouncementAsync(Scene scene) =>
        scene.Ana.WaitForAsync(scene.Room, scene.Bot.Id, body => body.StartsWith("March", StringComparison.Ordinal));

    private void KeepPicks(IServiceCollection services) => services.AddSingleton(picks);

    private async Task<Scene> AnnounceAsync()
    {
        var scene = await Scene.StartAsync(adjust: KeepPicks);
        await scene.Running.QueueAsync(scene.Room, OfferCommand.Announcement(Language.English), "mobilization/7");
        await Eventually.HoldsAsync(async () =>
            (await scene.Ana.HistoryAsync(scene.Room)).Count(e => MatrixHuman.Text(e, "type") == "m.reaction") == 3);
        return scene;
    }
}
