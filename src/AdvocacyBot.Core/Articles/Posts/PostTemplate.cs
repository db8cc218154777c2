using System.Text.RegularExpressions;

namespace AdvocacyBot.Core.Articles.Posts;

/// <summary>
/// The form of a post: lines of words with placeholders in braces, such as <c>{summary}</c>. A part of a line, between separators
/// such as " · ", is left out if one of its placeholders is empty, and so is a line without parts. Immutable.
/// </summary>
internal sealed partial class PostTemplate
{
    /// <summary>Every placeholder that a person may write.</summary>
    public static readonly IReadOnlyList<string> Placeholders =
        ["title", "link", "summary", "author", "published", "categories", "source", "feed", "related"];

    public static readonly PostTemplate Default = new("{summary}\n{byline}\n{related}");

    private PostTemplate(string text) => Lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    public IReadOnlyList<string> Lines { get; }

    /// <returns>The template, or the key of the sentence that explains the problem with the part that has it.</returns>
    public static (PostTemplate? Template, string? Problem, string? Part) Read(string text)
    {
        var plain = Placeholder().Replace(text, match => $"{{{match.Groups["name"].Value.ToLowerInvariant()}}}").Replace("\\n", "\n", StringComparison.Ordinal);
        var names = Placeholder().Matches(plain).Select(match => match.Groups["name"].Value).ToList();
        if (names.Find(name => name != "byline" && !Placeholders.Contains(name)) is { } unknown)
            return (null, "template.wrong", $"{{{unknown}}}");
        if (Placeholder().Replace(plain, "").IndexOfAny(['{', '}']) >= 0)
            return (null, "template.brace", null);
        return names.Count == 0 ? (null, "template.empty", null) : (new PostTemplate(plain), null, null);
    }

    /// <summary>A stored template, or the default.</summary>
    public static PostTemplate Of(string? stored) => stored is null ? Default : Read(stored).Template ?? Default;

    /// <summary>The parts of a line, with the separators between them: a part at each even index.</summary>
    public static string[] PartsOf(string line) => Separator().Split(line);

    [GeneratedRegex(@"\{\s*(?<name>[A-Za-z]+)\s*\}", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, -1)]
    public static partial Regex Placeholder();

    [GeneratedRegex(@"(?<separator> [·|–—/] )", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, -1)]
    private static partial Regex Separator();
}
