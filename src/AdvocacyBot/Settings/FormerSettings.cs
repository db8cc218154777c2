using AdvocacyBot.Core.Settings;

namespace AdvocacyBot.Settings;

/// <summary>Accepts settings under their former names, with a warning.</summary>
internal static class FormerSettings
{
    private const string BehindProxy = "Room:BehindProxy";

    /// <summary>What a proxy's address was not asked for before: the private networks of RFC 1918, RFC 4193 and loopback.</summary>
    private const string PrivateNetworks = "127.0.0.0/8, 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16, ::1, fc00::/7";

    private static readonly (string Former, string Current)[] Renamed =
    [
        ("Room:Enabled", "Web:Enabled"),
        ("Room:Url", "Web:Url"),
        ("Feeds:Deadline", "Feeds:Timeout"),
        ("Feeds:MostBytes", "Feeds:MaxBytes"),
        ("Feeds:AtOnce", "Feeds:MaxConcurrentFetches"),
        ("Feeds:AtOncePerHost", "Feeds:MaxConcurrentFetchesPerHost"),
        ("Feeds:MostPostsAtOnce", "Feeds:MaxPostsPerPoll"),
        ("Feeds:KeepDays", "Feeds:RetentionDays"),
    ];

    public static void Apply(SettingsDraft draft)
    {
        foreach (var (former, current) in Renamed)
        {
            if (!draft.Values.Remove(former, out var value))
                continue;
            draft.Warnings.Add(draft.Values.TryAdd(current, value)
                ? $"{former} is now called {current}; please rename it, for example {SettingSentences.Example(current, "…")}."
                : $"{former} is ignored, because {current} is set as well; please remove {former}.");
        }

        if (draft.Values.Remove(BehindProxy, out var behind))
            ReadBehindProxy(draft, behind);
    }

    private static void ReadBehindProxy(SettingsDraft draft, string value)
    {
        if (!bool.TryParse(value, out var isBehindProxy))
        {
            draft.Errors.Add(SettingSentences.Wrong(BehindProxy, value, "true or false", "true"));
            return;
        }

        if (isBehindProxy && !draft.Values.ContainsKey("Web:TrustedProxies") && !draft.KeysBelow("Web:TrustedProxies").Any())
            draft.Values["Web:TrustedProxies"] = PrivateNetworks;
        draft.Warnings.Add("Room:BehindProxy is now called Web:TrustedProxies and takes the addresses of the proxies, for example Web__TrustedProxies=10.0.0.5; until you set it, every private network is trusted.");
    }
}
