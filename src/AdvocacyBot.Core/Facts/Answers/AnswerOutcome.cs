using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Facts.Matching;

namespace AdvocacyBot.Core.Facts.Answers;

/// <summary>The result of a question.</summary>
/// <param name="Kind">Whether and how it is answered.</param>
/// <param name="Reply">What is shown.</param>
/// <param name="Claims">The claims that are shown, with their sources.</param>
public sealed record AnswerOutcome(AnswerKind Kind, Reply Reply, IReadOnlyList<CitedClaim> Claims)
{
    /// <summary>Whether the reply only says what could be asked, because too little of the text was recognized.</summary>
    public bool IsHint { get; init; }
}

/// <summary>How a question is answered.</summary>
public enum AnswerKind
{
    /// <summary>By one or several claims.</summary>
    Answer,

    /// <summary>By claims that differ, side by side.</summary>
    Conflict,

    /// <summary>By what could be asked instead, without figures.</summary>
    Suggest,

    /// <summary>No fact answers it.</summary>
    None,

    /// <summary>By a card of the group's own action.</summary>
    Action,

    /// <summary>It is small talk.</summary>
    Talk,
}

/// <summary>A claim that an answer shows.</summary>
/// <param name="Id">Such as F-0012.</param>
/// <param name="Sources">Who says it.</param>
public sealed record CitedClaim(string Id, IReadOnlyList<CitedSource> Sources);

/// <summary>A source of a <see cref="CitedClaim"/>.</summary>
/// <param name="Publisher">Who says it.</param>
/// <param name="Via">Through whom it is known; null if it was read directly.</param>
/// <param name="Title">In its own language.</param>
/// <param name="Published">An EDTF date if it is known, otherwise that of the source it is known through.</param>
/// <param name="Url">Where to read it, or the source that quotes it.</param>
public sealed record CitedSource(string Publisher, string? Via, string? Title, string? Published, string? Url)
{
    internal static CitedSource Of(SourceView source) => new(
        source.Publisher.Label(Languages.Language.English),
        source.Via?.Publisher.Label(Languages.Language.English),
        source.Source.Title ?? source.Via?.Source.Title,
        source.Source.Published ?? source.Via?.Source.Published,
        source.Url);
}
