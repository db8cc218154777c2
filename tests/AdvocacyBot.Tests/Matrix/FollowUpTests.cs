using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Mobilizations;
using AdvocacyBot.TestSupport;
using AdvocacyBot.TestSupport.Matrix;
using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Tests.Matrix;

/// <summary>Replies and messages in threads that do not begin with the prefix.</summary>
public sealed class FollowUpTests
{
    [SynapseFact]
    public async Task A_reply_to_an_answer_is_a_follow_up_question_in_the_room_and_in_a_thread()
    {
        await using var scene = await Scene.StartAsync();
        await scene.Ana.SayAsync(scene.Room, "!echo 2014");
        var answer = await AnswerAsync(scene, "echo 2014");
        var root = await scene.Ana.SayAsync(scene.Room, "Let us talk about Lima.");
        await scene.Ana.SayInThreadAsync(scene.Room, root, root, "!echo 2015");
        var inThread = await AnswerAsync(scene, "echo 2015");

        await scene.Ana.ReplyAsync(scene.Room, answer, "echo the year after?");
        await AnswerAsync(scene, "echo the year after?");
        await scene.Ana.SayInThreadAsync(scene.Room, root, inThread, "echo in 2016?");

        var followed = await scene.Ana.WaitForAsync(scene.Room, scene.Bot.Id, body => body.StartsWith("echo in 2016?", StringComparison.Ordinal));
        Assert.Equal(root, MatrixHuman.Text(followed.GetProperty("content"), "m.relates_to", "event_id"));
    }

    [SynapseFact]
    public async Task Thanks_for_an_answer_get_none()
    {
        await using var scene = await Scene.StartAsync();
        await scene.Ana.SayAsync(scene.Room, "!echo 2014");
        var answer = await AnswerAsync(scene, "echo 2014");
        var before = (await scene.Ana.MessagesOfAsync(scene.Room, scene.Bot.Id)).Count;

        await scene.Ana.ReplyAsync(scene.Room, answer, "thank you, good to know");
        await scene.MarkAsync();

        Assert.Equal(before + 1, (await scene.Ana.MessagesOfAsync(scene.Room, scene.Bot.Id)).Count);
        Assert.Empty(await scene.Ana.InvitationsAsync());
    }

    [SynapseFact]
    public async Task A_reply_to_a_person_or_to_a_post_is_not_for_the_bot()
    {
        await using var scene = await Scene.StartAsync();
        var talk = await scene.Ana.SayAsync(scene.Room, "Who comes?");
        await scene.Running.QueueAsync(scene.Room, OfferCommand.Announcement(Language.English) with { Subjects = ["mobilization/7"] }, "mobilization/7");
        var post = MatrixHuman.IdOf(await scene.Ana.WaitForAsync(scene.Room, scene.Bot.Id, body => body.StartsWith("March", StringComparison.Ordinal)));

        await scene.Ana.ReplyAsync(scene.Room, talk, "echo I do?");
        await scene.Ana.ReplyAsync(scene.Room, post, "echo what a day?");
        await scene.Ana.SayInThreadAsync(scene.Room, talk, talk, "echo and you?");
        await scene.MarkAsync();

        Assert.DoesNotContain(await scene.Ana.MessagesOfAsync(scene.Room, scene.Bot.Id), e => MatrixHuman.BodyOf(e).Contains('?', StringComparison.Ordinal));
    }

    [SynapseFact]
    public async Task A_number_a_word_or_guests_in_reply_to_an_announcement_answer_it()
    {
        await using var scene = await Scene.StartAsync();
        // Two people, because the bot answers one person only so many times a minute.
        var people = new[] { scene.Ana, await scene.AddMemberAsync() };
        var announcement = MatrixHuman.IdOf(await scene.AnnounceAsync("\"March\" 31 May 2099 7am at \"City Hall\""));

        (string Text, Answer Answer, int? Party)[] replies =
            [("+2", Answer.Going, 3), ("non", Answer.No, null), ("maybe", Answer.Maybe, null), ("voy", Answer.Going, null), ("2", Answer.Maybe, null), ("going +3", Answer.Going, 4)];
        for (var i = 0; i < replies.Length; i++)
        {
            var (text, answer, party) = replies[i];
            await people[i % people.Length].ReplyAsync(scene.Room, announcement, text);
            await Eventually.HoldsAsync(
                async () => await scene.Running.Harness.DbAsync(db => db.Rsvps.AnyAsync(r => r.Answer == answer && (party == null || r.Party == party))), text);
        }
    }

    [SynapseFact]
    public async Task Guests_in_reply_to_a_private_message_about_an_action_answer_it()
    {
        await using var scene = await Scene.StartAsync();
        await scene.AnnounceAsync("\"March\" 31 May 2099 7am at \"City Hall\"");
        var conversation = await scene.StartConversationAsync(scene.Ana);
        await scene.Ana.SayAsync(conversation, "rsvp 1 going");
        var receipt = MatrixHuman.IdOf(await scene.Ana.WaitForAsync(conversation, scene.Bot.Id, body => body.Contains("March", StringComparison.Ordinal)));

        await scene.Ana.ReplyAsync(conversation, receipt, "+2");

        await Eventually.HoldsAsync(async () => await scene.Running.Harness.DbAsync(db => db.Rsvps.AnyAsync(r => r.Answer == Answer.Going && r.Party == 3)));
    }

    private static async Task<string> AnswerAsync(Scene scene, string start) => MatrixHuman.IdOf(
        await scene.Ana.WaitForAsync(scene.Room, scene.Bot.Id, body => body.StartsWith(start, StringComparison.Ordinal)));
}
