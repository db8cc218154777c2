namespace AdvocacyBot.Core.Facts.Asking;

/// <summary>Ordinary words that happen to be a letter or two from a name, and so are never taken for a slip of the pen.</summary>
internal static class OrdinaryWords
{
    private static readonly HashSet<string> All = new(Read(), StringComparer.Ordinal);

    public static bool Contains(string word) => All.Contains(word);

    private static IEnumerable<string> Read()
    {
        using var stream = typeof(OrdinaryWords).Assembly.GetManifestResourceStream("AdvocacyBot.Core.Facts.Bundled.ordinary-words.txt")!;
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
        {
            if (line.Length > 0 && line[0] != '#')
                yield return line;
        }
    }
}
