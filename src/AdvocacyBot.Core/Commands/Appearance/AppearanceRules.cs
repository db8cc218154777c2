using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Languages;

namespace AdvocacyBot.Core.Commands.Appearance;

/// <summary>What a group may be called and say of itself. Pure.</summary>
internal static class AppearanceRules
{
    public const int MaxNameLength = 80;
    public const int MaxTaglineLength = 160;
    public const int MaxQuestionLength = 100;
    public const int MaxQuestions = 6;

    /// <summary>Names that would pass for the bot, for those who run it or for a command, folded.</summary>
    private static readonly HashSet<string> Reserved = new(StringComparer.Ordinal)
    {
        "bot", "the bot", "admin", "administrator", "administration", "moderator", "moderators", "organizer", "organizers", "system", "desk", "everyone", "here",
        "le bot", "administrateur", "administratrice", "moderateur", "moderatrice", "organisateur", "organisatrice", "organisateurs", "systeme", "tous",
        "el bot", "administrador", "administradora", "moderador", "moderadora", "organizador", "organizadora", "organizadores", "sistema", "todos",
    };

    /// <summary>The key of the sentence that says why a text cannot be the name; null if it can.</summary>
    /// <param name="text">As it was sent, before anything was cleaned.</param>
    public static string? NameProblem(string text)
    {
        if (IsUnsafe(text))
            return "problem.unsafe";
        var name = text.Trim();
        if (name.Length > MaxNameLength || name.Contains('\n', StringComparison.Ordinal) || !name.Any(char.IsLetter))
            return "problem.name";
        return Reserved.Contains(Folding.Fold(name)) ? "problem.reserved" : null;
    }

    /// <summary>As <see cref="NameProblem"/>, for the line below the name.</summary>
    public static string? TaglineProblem(string text) =>
        IsUnsafe(text) ? "problem.unsafe" : text.Trim() is { Length: <= MaxTaglineLength } line && !line.Contains('\n', StringComparison.Ordinal) ? null : "problem.tagline";

    /// <summary>As <see cref="NameProblem"/>, for the example questions.</summary>
    public static string? QuestionsProblem(string text)
    {
        if (IsUnsafe(text))
            return "problem.unsafe";
        var questions = QuestionsIn(text);
        return questions.Count is > 0 and <= MaxQuestions && questions.All(q => q.Length <= MaxQuestionLength) ? null : "problem.questions";
    }

    /// <summary>The questions in a text: one in a line, or several separated by bars.</summary>
    public static IReadOnlyList<string> QuestionsIn(string text) =>
        text.Split(['\n', '|'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    /// <summary>
    /// Whether a text contains characters that nobody sees, or that turn the direction of the text around them: with them, a name can look
    /// like another one.
    /// </summary>
    private static bool IsUnsafe(string text)
    {
        var plain = text.Replace("\r\n", "\n", StringComparison.Ordinal);
        return SafeText.Clean(plain) != plain || plain.AsSpan().IndexOfAny("\t\r\u061C\u200E\u200F") >= 0;
    }
}
