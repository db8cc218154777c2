using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Commands;
using AdvocacyBot.Core.Facts.Answers;

namespace AdvocacyBot.Core.Facts;

/// <summary>Answers a question. Free text that is not a command is one.</summary>
internal sealed class AskCommand(AnswerQuestion answer) : ICommand
{
    public static CommandSpec Spec { get; } = new("ask", FactTexts.All)
    {
        Options = [new OptionSpec("question", OptionKind.Rest, Required: false)],
        TakesFreeText = true,
    };

    public async Task<Reply> RunAsync(Request request, CancellationToken ct) =>
        (await answer.RunAsync(request["question"] ?? "", ContextOf(request), ct)).Reply;

    /// <summary>The member's reading is remembered, so that "and in 2023?" is understood.</summary>
    public static AskContext ContextOf(Request request) =>
        new(request.Language) { Member = request.Intent.Member, Channel = request.Intent.Channel };
}
