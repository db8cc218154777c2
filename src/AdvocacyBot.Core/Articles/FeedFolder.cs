using AdvocacyBot.Core.Chat;

namespace AdvocacyBot.Core.Articles;

/// <summary>The folders in which a feed reader keeps a feed, outermost first, as one text with a line for each. Pure.</summary>
internal static class FeedFolder
{
    private const int MaxDepth = 8;
    private const int MaxNameLength = 80;

    /// <returns>Null if there are no names.</returns>
    public static string? Write(IEnumerable<string> names)
    {
        var path = string.Join('\n', names.Where(name => name.Length > 0).Take(MaxDepth).Select(name => SafeText.Shorten(name, MaxNameLength)));
        return path.Length == 0 ? null : path;
    }

    public static IReadOnlyList<string> Read(string? folder) => folder?.Split('\n') ?? [];

    /// <summary>As people are shown it: "World › Peru".</summary>
    public static string? Show(string? folder) => folder?.Replace("\n", " › ", StringComparison.Ordinal);
}
