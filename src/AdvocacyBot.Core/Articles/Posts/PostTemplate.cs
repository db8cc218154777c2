using System.Text.RegularExpressions;

namespace AdvocacyBot.Core.Articles.Posts;

/// <summary>
/// How a post looks: lines of words with gaps in braces, such as <c>{summary}</c>. A line whose gaps all stay empty is left out.
/// </summary>
internal sealed partial class PostTemplate
{
    /// <summary>Every gap.</summary>
    public static readonly IReadOnlyList<string> Gaps =
        ["title", "link", "summary", "author", "published", "categories", "source", "feed", "related"];

    public static readonly PostTemplate Usual = new("{summary}\n{byline}\n{related}");

    private PostTemplate(string text) => Lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    public IReadOnlyList<string> Lines { get; }

    /// <returns>The template, or the gap that does not exist.</returns>
    public static (PostTemplate? Template, string? UnknownGap) Read(string text)
    {
        var unknown = Gap().Matches(text).Select(m => m.Groups["name"].Value).FirstOrDefault(name => name != "byline" && !Gaps.Contains(name));
        return unknown is null ? (new PostTemplate(text.Replace("\\n", "\n", StringComparison.Ordinal)), null) : (null, unknown);
    }

    public static PostTemplate Of(string? stored) => stored is null ? Usual : Read(stored).Template ?? Usual;

    [GeneratedRegex(@"\{(?<name>[a-z]+)\}", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1_000)]
    public static partial Regex Gap();
}
