using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Serialization;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Facts.Answers;
using AdvocacyBot.Core.Languages;

namespace AdvocacyBot.Tests.Facts;

/// <summary>
/// A question with the texts that its answer must and must not contain, its sources and its kind. "a|b": either is enough.
/// <see cref="After"/> is the same person's previous question.
/// </summary>
public sealed record ExpectedAnswer(
    [property: JsonPropertyName("id")] string Id,
    [property: JsonPropertyName("lang")] string Lang,
    [property: JsonPropertyName("query")] string Query,
    [property: JsonPropertyName("expect_contains")] string[] Contains,
    [property: JsonPropertyName("expect_not_contains")] string[] NotContains,
    [property: JsonPropertyName("expect_source")] string[] Sources,
    [property: JsonPropertyName("kind")] string Kind,
    [property: JsonPropertyName("after")] string? After = null)
{
    private static readonly ConcurrentDictionary<string, IReadOnlyList<ExpectedAnswer>> Files = new();

    public static IReadOnlyList<ExpectedAnswer> Read(string file) => Files.GetOrAdd(file, _ =>
        [.. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Facts", "Samples", file))
            .Where(line => line.Length > 0)
            .Select(line => JsonSerializer.Deserialize<ExpectedAnswer>(line)!)]);

    public Language Language => LanguageNames.FromLocale(Lang)!.Value;

    /// <summary>What is wrong with an answer; empty where it is as expected.</summary>
    internal IReadOnlyList<string> Faults(AnswerOutcome outcome)
    {
        var text = PlainText.Write(outcome.Reply);
        var publishers = outcome.Claims.SelectMany(c => c.Sources).Select(s => s.Publisher).ToHashSet();
        var faults = new List<string>();
        if (!outcome.Kind.ToString().Equals(Kind, StringComparison.OrdinalIgnoreCase))
            faults.Add($"kind {outcome.Kind}, not {Kind}");
        faults.AddRange(Contains.Where(c => !Holds(text, c)).Select(c => $"lacks {c}"));
        faults.AddRange(NotContains.Where(c => Holds(text, c)).Select(c => $"holds {c}"));
        faults.AddRange(Sources.Where(s => !publishers.Contains(s)).Select(s => $"is not from {s}"));
        return faults;
    }

    private static bool Holds(string text, string expected) => expected.Split('|').Any(one => HoldsOne(Plain(text), Plain(one)));

    private static bool HoldsOne(string text, string one)
    {
        var isNumber = one.All(c => char.IsAsciiDigit(c) || c == '.');
        for (var at = text.IndexOf(one, StringComparison.Ordinal); at >= 0; at = text.IndexOf(one, at + 1, StringComparison.Ordinal))
        {
            var isWhole = (at == 0 || !char.IsAsciiDigit(text[at - 1])) && (at + one.Length == text.Length || !char.IsAsciiDigit(text[at + one.Length]));
            if (!isNumber || isWhole)
                return true;
        }

        return false;
    }

    /// <summary>"6,661" and "6 661" are the same number; "No fact" and "no fact" the same words.</summary>
    private static string Plain(string text)
    {
        var folded = Folding.Fold(text);
        return string.Concat(folded.Where((c, i) => !(c is ',' or ' ' && IsGroup(folded, i))));
    }

    private static bool IsGroup(string text, int at) =>
        at > 0 && char.IsAsciiDigit(text[at - 1]) && text.Length > at + 3 && text.AsSpan(at + 1, 3).IndexOfAnyExceptInRange('0', '9') < 0
        && (at + 4 == text.Length || !char.IsAsciiDigit(text[at + 4]));
}
