using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Facts.Files;

namespace AdvocacyBot.Core.Facts.Editing;

/// <summary>The differences between two contents of a fact, column by column.</summary>
internal static class FactDiff
{
    public static IReadOnlyList<FactChange> Between(FactRecord before, FactRecord after) =>
        [.. from column in FactColumns.Flat
            let old = string.Join(", ", before.List(column))
            let now = string.Join(", ", after.List(column))
            where old != now
            select new FactChange(column, old, now)];

    public static Listing Write(IEnumerable<FactChange> changes) =>
        new([.. changes.Select(c => (IReadOnlyList<Span>)
        [
            new Strong(c.Column), new Text(": "), new Text(c.Before.Length == 0 ? "–" : c.Before), new Text(" → "), new Text(c.After.Length == 0 ? "–" : c.After),
        ])]);
}

/// <summary>One column's change; an empty text is no value.</summary>
public sealed record FactChange(string Column, string Before, string After);
