namespace AdvocacyBot.Core.Facts.Questions;

/// <summary>The words of a question, folded for comparing, and as they were typed where accents matter.</summary>
internal sealed class QuestionText
{
    private readonly IReadOnlyList<string> typed;

    public QuestionText(string text)
    {
        Text = text;
        Tokens = QuestionTokens.Split(text);
        var accented = QuestionTokens.SplitAccented(text);
        typed = accented.Count == Tokens.Count ? accented : Tokens;
    }

    /// <summary>As it was typed.</summary>
    public string Text { get; }

    /// <summary>Folded words and numbers, in order.</summary>
    public IReadOnlyList<string> Tokens { get; }

    /// <summary>A token in lower case with its accents.</summary>
    public string Typed(int at) => typed[at];
}
