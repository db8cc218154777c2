using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Commands;

namespace AdvocacyBot.Core.Facts.Answers;

/// <summary>A fact as a card to quote: its stable id, what it says, who says it, when it was last checked, and a citation to copy.</summary>
internal sealed class CardCommand(FactCards cards) : ICommand
{
    public static CommandSpec Spec { get; } = new("card", FactTexts.All) { Options = [new OptionSpec("id")], IsQuery = true };

    public async Task<Reply> RunAsync(Request request, CancellationToken ct)
    {
        var id = PublicIds.Read(request.Required("id"));
        return await cards.FindAsync(id, ct) is { } card
            ? card.Write(request.Language)
            : Reply.Tell(request.Language, FactTexts.All.Format(request.Language, "edit.unknown", SafeText.Shorten(id, 40)));
    }
}
