using System.Text.RegularExpressions;

namespace AdvocacyBot.TestSupport;

/// <summary>The secret in the forms of the desk, which tells its pages from other sites.</summary>
internal static partial class FormToken
{
    /// <summary>The token of a page's forms; empty if it has none.</summary>
    public static string In(string html) => Token().Match(html).Groups["token"].Value;

    [GeneratedRegex("name=\"_token\" value=\"(?<token>[0-9a-f]{32})\"", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Token();
}
