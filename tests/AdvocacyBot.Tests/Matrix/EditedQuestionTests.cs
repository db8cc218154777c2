using AdvocacyBot.TestSupport;
using AdvocacyBot.TestSupport.Matrix;

namespace AdvocacyBot.Tests.Matrix;

/// <summary>Questions that are edited or removed after the bot has answered.</summary>
public sealed class EditedQuestionTests
{
    [SynapseFact]
    public async Task Editing_a_question_corrects_its_answer_in_place()
    {
        await using var scene = await Scene.StartAsync();
        var question = await scene.Ana.SayAsync(scene.Room, "!echo wrnog");
        var answer = await AnswerAsync(scene, "echo wrnog");

        await scene.Ana.EditAsync(scene.Room, question, "!echo right");

        await EditedAsync(scene, answer, "echo right");
        await scene.MarkAsync();
        Assert.Single(await scene.Ana.MessagesOfAsync(scene.Room, scene.Bot.Id), e => MatrixHuman.BodyOf(e).Contains("right", StringComparison.Ordinal) || MatrixHuman.IdOf(e) == answer);
    }

    [SynapseFact]
    public async Task A_message_that_an_edit_addresses_to_the_bot_is_answered_and_one_by_somebody_else_changes_nothing()
    {
        await using var scene = await Scene.StartAsync();
        var member = await scene.AddMemberAsync();
        var talk = await scene.Ana.SayAsync(scene.Room, "echo forgot the prefix");
        var question = await scene.Ana.SayAsync(scene.Room, "!echo mine");
        var answer = await AnswerAsync(scene, "echo mine");

        await member.EditAsync(scene.Room, question, "!echo not mine");
        await scene.Ana.EditAsync(scene.Room, talk, "!echo with the prefix");
        var added = await scene.Ana.WaitForAsync(scene.Room, scene.Bot.Id, body => body.StartsWith("echo with the prefix", StringComparison.Ordinal));

        Assert.Equal(talk, MatrixHuman.Text(added.GetProperty("content"), "m.relates_to", "m.in_reply_to", "event_id"));
        Assert.DoesNotContain(await EditsOfAsync(scene, answer), text => text.Contains("not mine", StringComparison.Ordinal));
    }

    [SynapseFact]
    public async Task An_edited_command_that_changes_something_is_not_run_again()
    {
        await using var scene = await Scene.StartAsync();
        var command = await scene.Ana.SayAsync(scene.Room, "!language fr");
        await scene.Ana.WaitForAsync(scene.Room, scene.Bot.Id, body => body.Contains("français", StringComparison.Ordinal));

        await scene.Ana.EditAsync(scene.Room, command, "!language es");
        var conversation = await scene.Ana.AcceptConversationAsync(scene.Bot.Id);
        await scene.Ana.WaitForAsync(conversation, scene.Bot.Id, body => body.Contains("envoyez un nouveau message", StringComparison.Ordinal));

        Assert.DoesNotContain(await scene.Ana.MessagesOfAsync(scene.Room, scene.Bot.Id), e => MatrixHuman.BodyOf(e).Contains("español", StringComparison.Ordinal));
    }

    [SynapseFact]
    public async Task Removing_a_question_removes_its_answers_in_the_room_and_in_the_conversation()
    {
        await using var scene = await Scene.StartAsync();
        var question = await scene.Ana.SayAsync(scene.Room, "!echo a secret");
        await AnswerAsync(scene, "echo a secret");
        var whispered = await scene.Ana.SayAsync(scene.Room, "!whisper a secret");
        var conversation = await scene.Ana.AcceptConversationAsync(scene.Bot.Id);
        await scene.Ana.WaitForAsync(conversation, scene.Bot.Id, body => body == "psst a secret");

        await scene.Ana.RedactAsync(scene.Room, question);
        await scene.Ana.RedactAsync(scene.Room, whispered);

        await GoneAsync(scene, scene.Room, "secret");
        await GoneAsync(scene, conversation, "secret");
    }

    [SynapseFact]
    public async Task A_question_from_before_a_restart_can_be_edited_and_removed()
    {
        await using var scene = await Scene.StartAsync();
        var edited = await scene.Ana.SayAsync(scene.Room, "!echo frist");
        var answer = await AnswerAsync(scene, "echo frist");
        var removed = await scene.Ana.SayAsync(scene.Room, "!echo second");
        await AnswerAsync(scene, "echo second");
        await scene.StopBotAsync();
        await scene.StartBotAsync();

        await scene.Ana.EditAsync(scene.Room, edited, "!echo first");
        await scene.Ana.RedactAsync(scene.Room, removed);

        await EditedAsync(scene, answer, "echo first");
        await GoneAsync(scene, scene.Room, "second");
    }

    private static async Task<string> AnswerAsync(Scene scene, string start) => MatrixHuman.IdOf(
        await scene.Ana.WaitForAsync(scene.Room, scene.Bot.Id, body => body.StartsWith(start, StringComparison.Ordinal)));

    private static Task EditedAsync(Scene scene, string message, string start) => Eventually.HoldsAsync(async () =>
        (await EditsOfAsync(scene, message)).Any(text => text.StartsWith(start, StringComparison.Ordinal)));

    private static async Task<IReadOnlyList<string>> EditsOfAsync(Scene scene, string message) =>
        [.. (await scene.Ana.HistoryAsync(scene.Room)).Select(e => e.GetProperty("content"))
            .Where(c => MatrixHuman.Text(c, "m.relates_to", "rel_type") == "m.replace" && MatrixHuman.Text(c, "m.relates_to", "event_id") == message)
            .Select(c => MatrixHuman.Text(c, "m.new_content", "body") ?? "")];

    private static Task GoneAsync(Scene scene, string room, string part) => Eventually.HoldsAsync(async () =>
        !(await scene.Ana.MessagesOfAsync(room, scene.Bot.Id)).Any(e => MatrixHuman.BodyOf(e).Contains(part, StringComparison.Ordinal)));
}
