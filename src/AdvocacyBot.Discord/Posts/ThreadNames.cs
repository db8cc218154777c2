using AdvocacyBot.Core.Chat;

namespace AdvocacyBot.Discord.Posts;

/// <summary>Names of threads. Pure.</summary>
internal static class ThreadNames
{
    private const int MaxLength = 100;

    /// <summary>The reply's title or first line, shortened to what Discord accepts.</summary>
    public static string Of(Reply reply)
    {
        var title = SafeText.Clean(reply.Title ?? PlainText.Write(reply).Split('\n')[0]).Replace('\n', ' ').Trim();
        return SafeText.Shorten(title.Length == 0 ? "…" : title, MaxLength);
    }
}
