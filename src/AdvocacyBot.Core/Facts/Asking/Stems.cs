namespace AdvocacyBot.Core.Facts.Asking;

/// <summary>
/// Brings inflections of one word together (victims, victim; estudiantes, étudiante) and never a person with a deed:
/// protesters are not protests. The same for all languages, since a claim is found by its words in any of them.
/// </summary>
internal static class Stems
{
    private const int Shortest = 3;

    public static string Of(string token)
    {
        if (token.Length <= Shortest || char.IsAsciiDigit(token[0]))
            return token;

        var stem = token.AsSpan();
        if (stem.EndsWith("ies") && stem.Length > 5)
            return string.Concat(stem[..^3], "y");
        if (stem[^1] is 's' or 'x' && stem[^2] != 's')
            stem = stem[..^1];
        if (stem.EndsWith("ing") && stem.Length > 6)
            stem = stem[..^3];
        else if (stem.EndsWith("ed") && stem.Length > 5)
            stem = stem[..^2];
        while (stem.Length > Shortest && stem[^1] is 'e' or 'a' or 'o')
            stem = stem[..^1];
        return stem.ToString();
    }

    /// <summary>The stems of all words of the texts in their order, parted by single spaces.</summary>
    public static string Search(IEnumerable<string> texts) =>
        string.Join(' ', texts.SelectMany(QuestionTokens.Split).Select(Of));
}
