using System.Text.RegularExpressions;
using AdvocacyBot.Core.Languages;

namespace AdvocacyBot.Core.Commands;

/// <summary>Whether a text has the form of a question: it ends with a question mark or begins with a question word. Pure.</summary>
public static partial class QuestionForm
{
    public static bool IsQuestion(string text)
    {
        var trimmed = text.Trim().TrimEnd('"', '»', '”', ')', ' ');
        return trimmed.EndsWith('?') || trimmed.EndsWith('？') || trimmed.StartsWith('¿') || QuestionWord().IsMatch(Folding.Fold(trimmed));
    }

    // Folded: lower case, without accents.
    [GeneratedRegex(
        @"^(who|whom|whose|what|when|where|which|why|how|is|are|was|were|do|does|did|has|have|can"
        + @"|qui|quand|quel|quelle|quels|quelles|pourquoi|comment|combien|est-ce|qu'est-ce|y a-t-il"
        + @"|quien|quienes|cuando|donde|cual|cuales|por que|como|cuanto|cuanta|cuantos|cuantas|hay)\b",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex QuestionWord();
}
