using System.Text.RegularExpressions;

namespace AdvocacyBot.Core.Chat;

/// <summary>Fills a text's placeholders <c>{0}</c>, <c>{1}</c> … with spans, so that a link or a mention can stand inside a sentence. Pure.</summary>
public static partial class SpanTemplate
{
    /// <exception cref="IndexOutOfRangeException">The text has a placeholder without a value.</exception>
    public static IReadOnlyList<Span> Fill(string text, params ReadOnlySpan<IReadOnlyList<Span>> values)
    {
        var spans = new List<Span>();
        var at = 0;
        foreach (var placeholder in Placeholder().EnumerateMatches(text))
        {
            if (placeholder.Index > at)
                spans.Add(new Text(text[at..placeholder.Index]));
            spans.AddRange(values[text[placeholder.Index + 1] - '0']);
            at = placeholder.Index + placeholder.Length;
        }

        if (at < text.Length)
            spans.Add(new Text(text[at..]));
        return spans;
    }

    [GeneratedRegex(@"\{[0-9]\}", RegexOptions.NonBacktracking)]
    private static partial Regex Placeholder();
}
