using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Facts.Files;
using AdvocacyBot.Core.Languages;

namespace AdvocacyBot.Core.Facts.Editing;

/// <summary>The differences between two contents of a fact, column by column. Its id is none of them: it never changes.</summary>
internal static class FactDiff
{
    public static IReadOnlyList<FactChange> Between(FactRecord before, FactRecord after) =>
        [.. from column in FactColumns.Flat
            where column != "id"
            let old = string.Join(", ", before.List(column))
            let now = string.Join(", ", after.List(column))
            where old != now
            select new FactChange(column, old, now)];

    /// <param name="changes">In this order.</param>
    /// <param name="labels">The language of the columns' names; null for those that organizers type.</param>
    public static Listing Write(IEnumerable<FactChange> changes, Language? labels = null) =>
        new([.. changes.Select(c => (IReadOnlyList<Span>)
        [
            new Strong(labels is { } language ? LabelOf(c.Column, language) : c.Column), new Text(": "), new Text(c.Before.Length == 0 ? "–" : c.Before), new Text(" → "), new Text(c.After.Length == 0 ? "–" : c.After),
        ])]);

    /// <summary>What a column holds, in a reader's words.</summary>
    internal static string LabelOf(string column, Language language) => FactTexts.All.Find(language, $"column.{column.Split('.')[0]}") ?? column;
}

/// <summary>One column's change; an empty text is no value.</summary>
public sealed record FactChange(string Column, string Before, string After);
