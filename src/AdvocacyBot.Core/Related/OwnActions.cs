using System.Globalization;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Facts.Answers;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Mobilizations;
using AdvocacyBot.Core.Mobilizations.Announcing;

namespace AdvocacyBot.Core.Related;

/// <summary>
/// Answers "when is the march" and "how do I sign up" with the card of the group's own next action that the question can mean and the
/// asker may know of: in a channel what is announced there, alone with the bot what that member may see.
/// </summary>
internal sealed class OwnActions(Upcoming upcoming, Coverage coverage, TimeProvider clock)
{
    public async Task<Reply?> FindAsync(ActionQuestion asked, Language language, CancellationToken ct)
    {
        if (asked.Request is not { } request)
            return null;
        if ((await upcoming.WithCancelledAsync(request, ct)).Find(m => IsMeant(m, asked)) is not { } meant)
            return null;
        return Announcement.Repeat(meant, await coverage.PublishedAsync(meant.Id, ct), language, clock.UtcNow) with
        {
            // A direct conversation leads to the person, so it is not remembered as a place that names the action.
            Visibility = request.Intent.IsDirect ? Visibility.Private : Visibility.Public,
        };
    }

    /// <summary>A question with a name or word that an action does not mention is about another one.</summary>
    private static bool IsMeant(Mobilization mobilization, ActionQuestion asked)
    {
        var says = $" {Folding.Fold($"{string.Join(' ', mobilization.Titles)} {mobilization.Place}")} ";
        return asked.Meets(DayOf(mobilization)) && asked.Words.All(word => says.Contains(word, StringComparison.Ordinal));
    }

    private static DateOnly DayOf(Mobilization mobilization) => DateOnly.Parse(mobilization.LocalStart.AsSpan(0, 10), CultureInfo.InvariantCulture);
}
