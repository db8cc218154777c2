using System.Globalization;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Commands;
using AdvocacyBot.Core.Languages;

namespace AdvocacyBot.Core.Mobilizations.Pickers;

/// <summary>Suggests the upcoming actions that the member may know of by title, so that nobody has to remember their numbers.</summary>
internal sealed class ActionSuggester(Upcoming upcoming) : IOptionSuggester
{
    public static string Option => "rsvp.action";

    public static IReadOnlyList<string> OtherOptions => ["action.number", "meet.number", "shift.number", "safe.number", "match.number", "calendar.number", "link.number", "unlink.number", "code.number", "web answers.number"];

    public async Task<IReadOnlyList<SuggestedValue>> SuggestAsync(Request request, string typed, CancellationToken ct)
    {
        var folded = Folding.Fold(typed.TrimStart('#'));
        return
        [
            .. (await upcoming.ForMemberAsync(request, ct))
                .Where(m => Number(m).StartsWith(folded, StringComparison.Ordinal) || m.Titles.Any(title => Folding.Fold(title).Contains(folded, StringComparison.Ordinal)))
                .Select(m => new SuggestedValue(Number(m), Label(m, request.Language))),
        ];
    }

    private static string Label(Mobilization mobilization, Language language)
    {
        var when = Moments.Write(new Moment(mobilization.StartsAt, mobilization.Zone, MomentStyle.Date), language);
        return $"{Number(mobilization)} · {SafeText.Shorten(mobilization.TitleIn(language), 60)} · {when}";
    }

    private static string Number(Mobilization mobilization) => mobilization.Number.ToString(CultureInfo.InvariantCulture);
}
