using System.Globalization;

namespace AdvocacyBot.Core.Languages;

/// <summary>The kinds of a <see cref="Token"/>.</summary>
internal enum TokenKind
{
    Word,
    Number,
    Sign,
}

/// <summary>A word, a number or a sign of a text.</summary>
/// <param name="Kind">Which of the three.</param>
/// <param name="Text">Folded; every dash is "-".</param>
/// <param name="Start">Index of its first character in the text.</param>
/// <param name="End">Index after its last character.</param>
internal readonly record struct Token(TokenKind Kind, string Text, int Start, int End)
{
    /// <summary>The value of a number of at most nine digits; -1 for anything else.</summary>
    public int Value => Kind == TokenKind.Number && Text.Length <= 9 ? int.Parse(Text, NumberStyles.None, CultureInfo.InvariantCulture) : -1;

    public bool IsSign(char sign) => Kind == TokenKind.Sign && Text[0] == sign;

    public bool IsWord(string word) => Kind == TokenKind.Word && Text == word;
}

/// <summary>
/// A text as words, numbers and signs: "7pm" is a number and a word, the dot of "déc." disappears, the dot of "18.30" is a sign.
/// Apostrophes separate words, so "l'après-midi" is "l", "apres", "-", "midi".
/// </summary>
internal sealed class TokenList
{
    private readonly List<Token> tokens = [];

    public TokenList(string text)
    {
        Text = text;
        for (var at = 0; at < text.Length;)
        {
            var end = EndOf(at);
            if (KindOf(at, end) is { } kind)
                tokens.Add(new Token(kind, kind == TokenKind.Sign ? SignOf(text[at]) : Folding.Fold(WordOf(at, end)), at, end));
            at = end;
        }
    }

    /// <summary>The text as it was written.</summary>
    public string Text { get; }

    public int Count => tokens.Count;

    public Token this[int at] => tokens[at];

    /// <summary>The token at an index, or null past the end.</summary>
    public Token? At(int at) => at >= 0 && at < tokens.Count ? tokens[at] : null;

    /// <summary>Whether a token follows the one before it without a space.</summary>
    public bool IsGlued(int at) => at > 0 && at < tokens.Count && tokens[at - 1].End == tokens[at].Start;

    /// <summary>The words and numbers, without signs, separated by single spaces.</summary>
    public string Plain() => string.Join(' ', tokens.Where(token => token.Kind != TokenKind.Sign).Select(token => token.Text));

    private int EndOf(int at)
    {
        Func<char, bool>? belongs = IsDigit(Text[at]) ? IsDigit : IsLetter(Text[at]) ? IsLetter : null;
        var end = at + 1;
        while (belongs is not null && end < Text.Length && belongs(Text[end]))
            end++;
        return end;
    }

    private TokenKind? KindOf(int at, int end)
    {
        var c = Text[at];
        if (IsDigit(c))
            return TokenKind.Number;
        if (IsLetter(c) || c is '°')
            return TokenKind.Word;
        if (char.IsWhiteSpace(c) || c is '\'' or '’' or 'ʼ' or '‘' || char.GetUnicodeCategory(c) is UnicodeCategory.Format or UnicodeCategory.NonSpacingMark)
            return null;

        var isDecimal = c == '.' && at > 0 && IsDigit(Text[at - 1]) && end < Text.Length && IsDigit(Text[end]);
        return c == '.' && !isDecimal ? null : TokenKind.Sign;
    }

    /// <summary>The degree sign is written for the ordinal "º", as in "1° de mayo".</summary>
    private string WordOf(int at, int end) => Text[at] == '°' ? "o" : Text[at..end];

    private static string SignOf(char c) => c switch
    {
        '–' or '—' or '−' or '‒' or '‐' or '‑' => "-",
        _ => c.ToString(),
    };

    private static bool IsDigit(char c) => char.IsAsciiDigit(c);

    private static bool IsLetter(char c) => char.IsLetter(c) || c == '_' || char.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark;
}
