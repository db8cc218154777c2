using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Commands;
using AdvocacyBot.Core.Facts.Asking;

namespace AdvocacyBot.Core.Facts;

/// <summary>Answers a question; whatever is no command is one.</summary>
internal sealed class AskCommand(AnswerQuestion answer) : ICommand
{
    public static CommandSpec Spec { get; } = new("ask", FactTexts.All)
    {
        Options = [new OptionSpec("question", OptionKind.Rest, Required: false)],
        TakesFreeText = true,
    };

    public async Task<Reply> RunAsync(Request request, CancellationToken ct) =>
        (await answer.RunAsync(request["question"] ?? "", request.Language, ct)).Reply;
}
