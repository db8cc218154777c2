namespace AdvocacyBot.Core.Articles;

/// <summary>How feeds are read; the section <c>Feeds</c> of the settings.</summary>
public sealed class FeedSettings
{
    /// <summary>The shortest time between two polls of one feed.</summary>
    public TimeSpan MinInterval { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>
    /// Addresses within the group's own network that may be read, as <c>host:port</c>. Any other address that does not belong
    /// to the public internet is refused, whoever asks.
    /// </summary>
    public IReadOnlyList<string> AllowedPrivateHosts { get; set; } = [];

    /// <summary>How long one fetch may take, redirects included.</summary>
    public TimeSpan Deadline { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>The largest document, in bytes, after decompression.</summary>
    public int MostBytes { get; set; } = 16 * 1024 * 1024;

    /// <summary>How many fetches are under way at once, and to one host.</summary>
    public int AtOnce { get; set; } = 16;

    public int AtOncePerHost { get; set; } = 2;

    /// <summary>How many articles one poll posts in one channel; the others are told in a line.</summary>
    public int MostPostsAtOnce { get; set; } = 10;

    /// <summary>How long articles are kept for search and sameness.</summary>
    public int KeepDays { get; set; } = 400;

    /// <summary>Allows one more address, such as the bot's own sample feed.</summary>
    public void Allow(Uri address) => AllowedPrivateHosts = [.. AllowedPrivateHosts, $"{address.Host}:{address.Port}"];

    internal bool Allows(string host, int port) =>
        AllowedPrivateHosts.Any(allowed => string.Equals(allowed, $"{host}:{port}", StringComparison.OrdinalIgnoreCase));
}
