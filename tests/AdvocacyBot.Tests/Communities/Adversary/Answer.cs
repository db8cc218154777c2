using AdvocacyBot.Core.Articles;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Facts;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Mobilizations;

namespace AdvocacyBot.Tests.Communities.Adversary;

/// <summary>What the bot said to an attempt.</summary>
/// <param name="Text">The words that the asker reads.</param>
/// <param name="Whole">The same with everything that comes along: buttons, their ids, files.</param>
internal sealed record Answer(string Text, string Whole)
{
    public Answer(string text)
        : this(text, text)
    {
    }

    private static readonly string[] Closings = [Said(ChatTexts.All, "community.notjoined"), Said(ChatTexts.All, "community.unknown")];

    private static readonly string[] Refusals =
    [
        Said(ChatTexts.All, "refused").Split("{0}")[0], Said(ChatTexts.All, "setup.refused"), Said(ArticleTexts.All, "refused"), Said(FactTexts.All, "edit.refused"),
        Said(MobilizationTexts.All, "manage.refused"), Said(MobilizationTexts.All, "manage.organizers"),
    ];

    private static readonly string Failure = Said(ChatTexts.All, "failed").Split("{0}")[0];

    /// <summary>Whether the bot failed to do what was asked, which no attempt may bring about.</summary>
    public bool IsFailure => Text.Contains(Failure, StringComparison.Ordinal);

    /// <param name="blank">The text without what was typed.</param>
    /// <param name="nothing">The answer to the same attempt at something that does not exist; null if it aims at nothing.</param>
    public Outcome Judge(string blank, string? nothing) =>
        Text.Length == 0 ? Outcome.Empty
        : Closings.Any(Text.Contains) ? Outcome.Closed
        : Refusals.Any(Text.Contains) ? Outcome.Refused
        : blank == nothing ? Outcome.Nothing
        : Outcome.Answered;

    private static string Said(Texts texts, string key) => texts[Language.English, key];
}
