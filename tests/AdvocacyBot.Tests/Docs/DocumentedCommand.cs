using System.Text;

namespace AdvocacyBot.Tests.Docs;

/// <summary>A shell command as a page of the documentation prints it.</summary>
/// <param name="Page">The page's path in the repository.</param>
/// <param name="Line">Counted from 1.</param>
/// <param name="Text">The whole command, with continued lines joined.</param>
internal sealed record DocumentedCommand(string Page, int Line, string Text)
{
    /// <summary>The words as a shell splits them, without assignments in front.</summary>
    public IReadOnlyList<string> Words => [.. Split(Text).SkipWhile(word => word == "export" || IsAssignment(word))];

    /// <summary>The variables that are set for this command alone.</summary>
    public (string Name, string Value)[] Variables =>
        IsOnlyAssignments ? [] : [.. Split(Text).TakeWhile(IsAssignment).Select(word => word.Split('=', 2)).Select(pair => (pair[0], pair[1]))];

    /// <summary>Whether it only sets variables.</summary>
    public bool IsOnlyAssignments => Words.Count == 0;

    /// <summary>Such as <c>docs/facts.md:38: dotnet test</c>.</summary>
    public override string ToString() => $"{Page}:{Line}: {Text}";

    private static bool IsAssignment(string word) =>
        word.IndexOf('=') is > 0 and var end && word[..end].All(c => char.IsAsciiLetterOrDigit(c) || c == '_');

    private static IEnumerable<string> Split(string text)
    {
        var (word, quote, any) = (new StringBuilder(), '\0', false);
        foreach (var c in text)
        {
            if (quote != '\0' ? c == quote : c is '"' or '\'')
                (quote, any) = (quote == '\0' ? c : '\0', true);
            else if (quote == '\0' && c == '#' && word.Length == 0 && !any)
                break;
            else if (quote == '\0' && c == ' ' && (word.Length > 0 || any))
            {
                yield return word.ToString();
                word.Clear();
                any = false;
            }
            else if (quote != '\0' || c != ' ')
                word.Append(c);
        }

        if (word.Length > 0 || any)
            yield return word.ToString();
    }
}
