namespace AdvocacyBot.Core.Chat;

/// <summary>A word of a line, or several in quotation marks.</summary>
/// <param name="Value">Without the marks.</param>
/// <param name="Start">Where it begins in the line, marks included.</param>
/// <param name="End">Where it ends, marks included.</param>
/// <param name="Quoted">Whether it stood in quotation marks.</param>
public readonly record struct Word(string Value, int Start, int End, bool Quoted);

/// <summary>Splits a line into words; quotation marks of every language hold words together, and a missing one ends at the line's end.</summary>
public static class Words
{
    public static IReadOnlyList<Word> Split(string line)
    {
        var words = new List<Word>();
        for (var at = 0; at < line.Length;)
        {
            if (char.IsWhiteSpace(line[at]))
            {
                at++;
                continue;
            }

            var start = at;
            if (Closing(line[at]) is { } closing)
            {
                var end = line.IndexOfAny(closing, at + 1);
                var to = end < 0 ? line.Length : end;
                words.Add(new Word(line[(at + 1)..to].Trim(), start, Math.Min(to + 1, line.Length), Quoted: true));
                at = to + 1;
                continue;
            }

            while (at < line.Length && !char.IsWhiteSpace(line[at]))
                at++;
            words.Add(new Word(line[start..at], start, at, Quoted: false));
        }

        return words;
    }

    private static char[]? Closing(char opening) => opening switch
    {
        '"' => ['"', '”'],
        '“' or '„' => ['”', '“', '"'],
        '«' => ['»'],
        _ => null,
    };
}
