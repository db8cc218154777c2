using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Commands;
using AdvocacyBot.Core.Languages;

namespace AdvocacyBot.Core.Facts.Answers;

/// <summary>How a question is asked.</summary>
/// <param name="Language">Of the answer, if the question's own words leave it open or <see cref="IsLanguageFixed"/>.</param>
public sealed record AskContext(Language Language)
{
    /// <summary>Whether the answer is in <see cref="Language"/> whatever language the question is in.</summary>
    public bool IsLanguageFixed { get; init; }

    /// <summary>Whether the question is counted for the editors if it finds nothing. Small talk must not be.</summary>
    public bool CountsMiss { get; init; } = true;

    /// <summary>Who asks, so that a follow-up is understood; null if nothing is to be remembered.</summary>
    public MemberRef? Member { get; init; }

    /// <summary>Where it is asked.</summary>
    public ChannelRef Channel { get; init; }

    /// <summary>What is asked with, which decides which of the group's actions the asker may know of; null if nobody in particular asks.</summary>
    public Request? Request { get; init; }

    /// <summary>The same person's previous question, if it is not remembered.</summary>
    public string? Previous { get; init; }

    /// <summary>The claims shown by the answer that the question replies to, by their public ids.</summary>
    public IReadOnlyList<string> RepliesTo { get; init; } = [];
}

/// <summary>Finds the group's own upcoming action that a question is about; null if there is none that the asker may know of.</summary>
/// <param name="asked">The question.</param>
/// <param name="language">Of the card.</param>
/// <param name="ct">Cancels.</param>
internal delegate Task<Reply?> FindOwnAction(ActionQuestion asked, Language language, CancellationToken ct);

/// <summary>A question about the group's own actions.</summary>
/// <param name="Words">Names and words that say which action: each has to be in its title or place. Folded.</param>
/// <param name="Meets">Whether a day is in the time that was asked for.</param>
/// <param name="Request">Who asks where; null if nobody in particular does.</param>
internal sealed record ActionQuestion(IReadOnlyList<string> Words, Func<DateOnly, bool> Meets, Request? Request);
