using AdvocacyBot.Core.Settings;
using Microsoft.Extensions.Options;

namespace AdvocacyBot.Core.Articles;

/// <summary>The section <c>Feeds</c>: how feeds are fetched and articles posted.</summary>
public sealed record FeedSettings : ISettingsSection
{
    public static string Section => "Feeds";

    /// <summary>The shortest time between two polls of one feed.</summary>
    [DurationSetting("00:00:01", "7.00:00:00", "00:05:00")]
    public TimeSpan MinInterval { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>
    /// Addresses in private networks that may be fetched, as <c>host:port</c>. Every other address that is not on the public internet
    /// is refused, whoever asks.
    /// </summary>
    [HostAndPortSetting]
    public IReadOnlyList<string> AllowedPrivateHosts { get; set; } = [];

    /// <summary>How long one fetch may take, redirects included.</summary>
    [DurationSetting("00:00:01", "00:05:00", "00:00:30")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>The largest document, in bytes, after decompression.</summary>
    [NumberSetting(65_536, 268_435_456, "16777216")]
    public int MaxBytes { get; set; } = 16 * 1024 * 1024;

    /// <summary>How many fetches run at once, from all hosts.</summary>
    [NumberSetting(1, 256, "16")]
    public int MaxConcurrentFetches { get; set; } = 16;

    /// <summary>How many fetches from one host run at once.</summary>
    [NumberSetting(1, 256, "2")]
    public int MaxConcurrentFetchesPerHost { get; set; } = 2;

    /// <summary>How many articles one poll posts in one channel; the rest are summed up in one line.</summary>
    [NumberSetting(1, 1_000, "10")]
    public int MaxPostsPerPoll { get; set; } = 10;

    /// <summary>How many days articles are kept for search and to recognize repetitions.</summary>
    [NumberSetting(1, 36_500, "400")]
    public int RetentionDays { get; set; } = 400;

    /// <summary>Articles that are older than this many days when they appear are stored, but not posted.</summary>
    [NumberSetting(1, 3_650, "7")]
    public int MaxAgeDays { get; set; } = 7;

    /// <summary>Allows one more private address, such as that of the bot's own sample feed.</summary>
    public void Allow(Uri address) => AllowedPrivateHosts = [.. AllowedPrivateHosts, $"{address.Host}:{address.Port}"];

    internal bool Allows(string host, int port) =>
        AllowedPrivateHosts.Any(allowed => string.Equals(allowed, $"{host}:{port}", StringComparison.OrdinalIgnoreCase));
}

/// <summary>Validates <see cref="FeedSettings"/>.</summary>
[OptionsValidator]
public sealed partial class FeedSettingsValidator : IValidateOptions<FeedSettings>;

/// <summary>A host with a port, such as <c>127.0.0.1:9000</c> or <c>[::1]:9000</c>.</summary>
public sealed class HostAndPortSettingAttribute() : SettingAttribute("a host with a port", "127.0.0.1:9000")
{
    protected override string? Check(object value) =>
        Uri.TryCreate($"http://{value}/", UriKind.Absolute, out var address) && address.UserInfo.Length == 0 && address.AbsolutePath == "/"
        && ((string)value).EndsWith($":{address.Port}", StringComparison.Ordinal)
            ? null
            : Expected;
}
