using AdvocacyBot.Core.Articles.Dates;
using NodaTime;

namespace AdvocacyBot.Core.Articles.Parsing;

/// <summary>
/// The finished items of a feed. Dates such as 05/11/2026 are read last, since their order of day and month follows from the other
/// dates of the feed or from its language, which may come after them.
/// </summary>
internal sealed class ItemList(DateTimeZone? zone)
{
    private readonly List<ParsedItem> items = [];
    private readonly List<(int Index, string? Published, string? Updated)> ambiguous = [];
    private bool? isDayFirst;

    public int Count => items.Count;

    public void Add(ItemDraft draft, bool isCutOff)
    {
        var (published, updated) = draft.Dates;
        isDayFirst ??= FeedDates.DayFirstEvidence(published) ?? FeedDates.DayFirstEvidence(updated);
        if (FeedDates.IsAmbiguous(published) || FeedDates.IsAmbiguous(updated))
            ambiguous.Add((items.Count, published, updated));
        var changed = FeedDates.Read(updated, new DateReading(false, zone));
        items.Add(draft.Finish(isCutOff, FeedDates.Read(published, new DateReading(false, zone)) ?? changed, changed));
    }

    /// <param name="language">The language that the feed declares.</param>
    public IReadOnlyList<ParsedItem> Finish(string? language)
    {
        var reading = new DateReading(isDayFirst ?? IsDayFirst(language), zone);
        foreach (var (index, published, updated) in reading.DayFirst ? ambiguous : [])
            items[index] = WithDates(items[index], published, updated, reading);
        return items;
    }

    private static ParsedItem WithDates(ParsedItem item, string? published, string? updated, DateReading reading)
    {
        var changed = FeedDates.Read(updated, reading);
        return item with { Published = FeedDates.Read(published, reading) ?? changed, Updated = changed };
    }

    /// <summary>Outside North America and the Philippines, the day comes first.</summary>
    /// <summary>Whether a language writes the day before the month.</summary>
    internal static bool IsDayFirst(string? language) =>
        language?.Replace('_', '-').ToLowerInvariant() is { Length: > 1 } code and not ("en" or "en-us" or "en-ca" or "en-ph" or "english");
}
