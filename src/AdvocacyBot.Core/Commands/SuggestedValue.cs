using AdvocacyBot.Core.Languages;

namespace AdvocacyBot.Core.Commands;

/// <summary>A value that an option can have, offered while a person types it.</summary>
/// <param name="Value">The value.</param>
/// <param name="Label">What people see; the value itself if it needs no explanation.</param>
public readonly record struct SuggestedValue(string Value, string Label)
{
    /// <summary>How many values are offered at once.</summary>
    public const int MaxCount = 25;

    public static implicit operator SuggestedValue(string value) => new(value, value);
}

internal static class SuggestedValues
{
    /// <summary>The values whose label contains what is typed, case and accents aside.</summary>
    public static IEnumerable<SuggestedValue> Matching(this IEnumerable<SuggestedValue> values, string typed)
    {
        var folded = Folding.Fold(typed);
        return values.Where(value => Folding.Fold(value.Label).Contains(folded, StringComparison.Ordinal));
    }
}
