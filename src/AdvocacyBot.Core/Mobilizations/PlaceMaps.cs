using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Languages;

namespace AdvocacyBot.Core.Mobilizations;

/// <summary>Leads from a place to a map of it. Nothing is asked of the map's site before somebody follows the link. Pure.</summary>
internal static class PlaceMaps
{
    /// <summary>Enough for a name and an address; a longer link would not fit into a field on every platform.</summary>
    private const int MaxLength = 100;

    /// <summary>Words of places that are on no map, such as "online".</summary>
    private static readonly HashSet<string> Unmapped =
        [.. LanguageNames.All.SelectMany(language => MobilizationTexts.All[language, "map.unmapped"].Split(' ')).Select(Folding.Fold)];

    /// <summary>Null if a place is an address on the web or says that it is online.</summary>
    public static Uri? Of(string place) =>
        place.Contains("://", StringComparison.Ordinal) || Words.Split(place).Any(word => Unmapped.Contains(Folding.Fold(word.Value.Trim(',', '.', '(', ')', ':'))))
            ? null
            : new Uri($"https://www.openstreetmap.org/search?query={Uri.EscapeDataString(place.Length > MaxLength ? place[..MaxLength] : place)}");

    /// <summary>The place of an action, with a map unless it is cancelled or its data are destroyed.</summary>
    public static IReadOnlyList<Span> Write(Mobilization mobilization, Language language) =>
        mobilization is { IsCancelled: false, State: not MobilizationState.Shredded } && Of(mobilization.Place) is { } map
            ? [new Text(mobilization.Place + " · "), new Link(MobilizationTexts.All[language, "map.link"], map)]
            : [new Text(mobilization.Place)];
}
