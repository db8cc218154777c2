using System.Collections.Frozen;

namespace AdvocacyBot.Core.Articles.Html;

/// <summary>
/// Recognizes pictures that count readers by their address, since most of them name no size: "https://tracker.example/p.gif". Pure.
/// </summary>
internal static class TrackingPixels
{
    private static readonly FrozenSet<string> HostWords = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "track", "tracker", "trackers", "tracking", "pixel", "pixels", "beacon", "beacons", "analytics", "telemetry", "metrics", "doubleclick");

    private static readonly FrozenSet<string> FileNames = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "pixel", "spacer", "blank", "clear", "transparent", "beacon", "track", "tracker", "open", "counter", "count", "hit", "dot", "1x1", "1px", "px", "trans");

    private static readonly FrozenSet<string> Extensions = FrozenSet.Create(StringComparer.OrdinalIgnoreCase, "gif", "png", "php", "aspx", "ashx", "");

    public static bool IsOne(string address)
    {
        var scheme = address.IndexOf("//", StringComparison.Ordinal);
        var rest = scheme >= 0 ? address.AsSpan(scheme + 2) : address;
        var path = rest.IndexOfAny('/', '?', '#') is var at and >= 0 ? rest[at..] : [];
        return (scheme >= 0 && HasTrackingHost(rest[..(rest.Length - path.Length)])) || HasPixelName(path);
    }

    private static bool HasTrackingHost(ReadOnlySpan<char> host)
    {
        var words = HostWords.GetAlternateLookup<ReadOnlySpan<char>>();
        foreach (var word in host.SplitAny('.', '-'))
        {
            if (words.Contains(host[word]))
                return true;
        }

        return false;
    }

    private static bool HasPixelName(ReadOnlySpan<char> path)
    {
        var end = path.IndexOfAny('?', '#');
        path = end < 0 ? path : path[..end];
        var file = path[(path.LastIndexOf('/') + 1)..];
        var dot = file.LastIndexOf('.');
        var name = dot < 0 ? file : file[..dot];
        var extension = dot < 0 ? [] : file[(dot + 1)..];
        if (name is [var letter] && char.IsAsciiLetter(letter) && extension.Equals("gif", StringComparison.OrdinalIgnoreCase))
            return true;
        return FileNames.GetAlternateLookup<ReadOnlySpan<char>>().Contains(name) && Extensions.GetAlternateLookup<ReadOnlySpan<char>>().Contains(extension);
    }
}
