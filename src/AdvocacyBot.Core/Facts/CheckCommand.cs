using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Commands;

namespace AdvocacyBot.Core.Facts;

/// <summary>
/// Shows the facts that a text is about, so that a reader can compare what it says: first the stored figures on what it gives
/// figures for, then facts on whom it names.
/// </summary>
internal sealed class CheckCommand(FiguresInText figures, RelatedClaims related) : ICommand
{
    private const string Text = "text";

    /// <summary>How many characters are the beginning of a text. Facts on names there come first.</summary>
    private const int BeginningLength = 300;

    public static CommandSpec Spec { get; } = new("check", FactTexts.All)
    {
        Options = [new OptionSpec(Text, OptionKind.Rest)],
        OnMessage = Text,
        IsPrivate = true,
        IsQuery = true,
    };

    public async Task<Reply> RunAsync(Request request, CancellationToken ct)
    {
        var text = request.Required(Text);
        var blocks = await figures.FindAsync(text, request.Language, ct);
        var found = await related.FindAsync(SafeText.Shorten(text, BeginningLength), [], text, request.Language, ct);
        return blocks.Count + found.Blocks.Count == 0
            ? Reply.Tell(request.Language, FactTexts.All[request.Language, "check.none"])
            : new Reply([.. blocks, .. found.Blocks]) { Language = request.Language, Visibility = Visibility.Private };
    }
}
