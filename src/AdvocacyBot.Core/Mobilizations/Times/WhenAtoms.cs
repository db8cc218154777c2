using System.Globalization;
using AdvocacyBot.Core.Languages;

namespace AdvocacyBot.Core.Mobilizations.Times;

/// <summary>A folded text cut into numbers, words and signs, read one by one, with a way back.</summary>
internal sealed class WhenAtoms
{
    private readonly List<string> atoms = [];
    private int at;

    public WhenAtoms(string text)
    {
        var folded = Folding.Fold(text);
        foreach (var (from, to) in WhenWords.Joined)
            folded = folded.Replace(from, to, StringComparison.Ordinal);

        for (var i = 0; i < folded.Length;)
        {
            var start = i++;
            if (char.IsWhiteSpace(folded[start]))
                continue;
            if (char.IsAsciiDigit(folded[start]))
                i = End(i, char.IsAsciiDigit);
            else if (char.IsLetter(folded[start]))
                i = End(i, c => char.IsLetter(c) || c == '\'');
            atoms.Add(folded[start..i]);
        }

        int End(int from, Func<char, bool> belongs)
        {
            while (from < folded.Length && belongs(folded[from]))
                from++;
            return from;
        }
    }

    public bool AtEnd => at >= atoms.Count;

    public string Peek() => atoms[at];

    public int Mark() => at;

    public void Back(int mark) => at = mark;

    /// <summary>Takes the next atom if it is one of these.</summary>
    public string? Take(params ReadOnlySpan<string> any) => !AtEnd && any.Contains(atoms[at]) ? atoms[at++] : null;

    public string? Take(IReadOnlySet<string> any) => !AtEnd && any.Contains(atoms[at]) ? atoms[at++] : null;

    public T? Take<T>(IReadOnlyDictionary<string, T> any)
        where T : struct
    {
        if (AtEnd || !any.TryGetValue(atoms[at], out var value))
            return null;

        at++;
        return value;
    }

    /// <summary>Takes the next atom if it is a number of at most so many digits.</summary>
    public int? Number(int digits) =>
        !AtEnd && atoms[at].Length <= digits && char.IsAsciiDigit(atoms[at][0])
            ? int.Parse(atoms[at++], CultureInfo.InvariantCulture)
            : null;

    /// <summary>Takes two or three numbers that a sign holds together.</summary>
    public int[]? Numbers(char sign)
    {
        var mark = at;
        var numbers = new List<int>();
        while (numbers.Count < 3 && Number(4) is { } number)
        {
            numbers.Add(number);
            if (numbers.Count < 3 && Take(sign.ToString()) is null)
                break;
        }

        var isDate = numbers.Count == 3 || (numbers.Count == 2 && sign == '/');
        if (isDate)
            return [.. numbers];
        at = mark;
        return null;
    }
}
