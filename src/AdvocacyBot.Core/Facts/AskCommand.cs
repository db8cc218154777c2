using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Commands;
using AdvocacyBot.Core.Facts.Answers;

namespace AdvocacyBot.Core.Facts;

/// <summary>Answers a question. Free text that is not a command is one.</summary>
internal sealed class AskCommand(AnswerQuestion answer) : ICommand
{
    /// <summary>Up to how many words a text may be a mistyped command.</summary>
    private const int MaxHintWords = 3;

    public static CommandSpec Spec { get; } = new("ask", FactTexts.All)
    {
        Options = [new OptionSpec("question", OptionKind.Rest, Required: false)],
        TakesFreeText = true,
    };

    public async Task<Reply> RunAsync(Request request, CancellationToken ct)
    {
        var text = request["question"] ?? "";
        if (IsChat(request, text))
            return await OverhearAsync(request, text, ct);
        return (await answer.RunAsync(text, ContextOf(request), ct)).Reply;
    }

    /// <summary>
    /// Answers what people say to each other only if all of it is known: topics, names and times. Anything else gets no answer and
    /// counts as no miss; a short text stays open to the hint that a command was mistyped.
    /// </summary>
    private async Task<Reply> OverhearAsync(Request request, string text, CancellationToken ct)
    {
        var isShort = Words.Split(text).Count <= MaxHintWords;
        var silence = Reply.Nothing(request.Language) with { Understood = !isShort };
        var context = ContextOf(request) with { CountsMiss = false };
        var outcome = await answer.RunAsync(text, context, ct);
        // A name alone may go on from the last question, or begin a new one.
        if (outcome.Kind == AnswerKind.None && isShort)
            outcome = await answer.RunAsync(text, context with { Member = null }, ct);
        return outcome.Kind switch
        {
            AnswerKind.Answer or AnswerKind.Conflict or AnswerKind.Action => outcome.Reply,
            AnswerKind.Suggest when isShort && !outcome.IsHint => outcome.Reply,
            AnswerKind.Talk => silence with { Understood = true },
            _ => silence,
        };
    }

    /// <summary>Whether a text is neither a question in form nor given to the command by name.</summary>
    private static bool IsChat(Request request, string text) =>
        request.Intent is { IsOverheard: true, Body: TextBody said } && SafeText.Clean(said.Text) == text && !QuestionForm.IsQuestion(text);

    /// <summary>The member's reading is remembered, so that "and in 2023?" is understood.</summary>
    public static AskContext ContextOf(Request request) =>
        new(request.Language) { Member = request.Intent.Member, Channel = request.Intent.Channel, Request = request };
}
