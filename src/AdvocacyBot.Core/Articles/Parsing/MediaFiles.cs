using System.Globalization;

namespace AdvocacyBot.Core.Articles.Parsing;

/// <summary>The kind of a file that an item encloses.</summary>
internal enum MediaKind
{
    Other,
    Picture,
    Audio,
    Video,
}

/// <summary>Reads what elements say about enclosed files. Pure.</summary>
internal static class MediaFiles
{
    private static readonly string[] Pictures = [".jpg", ".jpeg", ".png", ".gif", ".webp", ".avif", ".jfif", ".heic"];
    private static readonly string[] Audio = [".mp3", ".m4a", ".ogg", ".oga", ".opus", ".aac", ".flac", ".wav", ".wma"];
    private static readonly string[] Video = [".mp4", ".m4v", ".webm", ".mov", ".ogv", ".mkv", ".avi", ".wmv"];

    /// <summary>By type, then by medium, then by the ending of the address; a sized file without any of these is a picture.</summary>
    public static MediaKind KindOf(IMarkup markup, Uri address)
    {
        if (OfType(markup.Attribute("type")) is { } typed)
            return typed;
        if (OfType(markup.Attribute("medium")) is { } medium)
            return medium;

        return OfEnding(address) ?? OfShape(markup, address.AbsolutePath);
    }

    /// <summary>By the ending of the address; null if it says nothing.</summary>
    public static MediaKind? OfEnding(Uri address)
    {
        var path = address.AbsolutePath;
        return EndsWith(Pictures, path) ? MediaKind.Picture
            : EndsWith(Audio, path) ? MediaKind.Audio
            : EndsWith(Video, path) ? MediaKind.Video
            : null;
    }

    private static MediaKind OfShape(IMarkup markup, string path) =>
        markup.Attribute("width") is not null && markup.Attribute("duration") is null && !Path.HasExtension(path) ? MediaKind.Picture : MediaKind.Other;

    /// <summary>By type alone; null if it says nothing.</summary>
    public static MediaKind? OfType(string? type)
    {
        if (string.IsNullOrWhiteSpace(type))
            return null;
        var main = type.Split('/')[0].Trim().ToLowerInvariant();
        return main switch
        {
            "image" or "photo" or "picture" => MediaKind.Picture,
            "audio" => MediaKind.Audio,
            "video" => MediaKind.Video,
            "text" or "document" or "executable" => MediaKind.Other,
            // A document is what it says; other types are guesses of servers, such as binary/octet-stream.
            "application" when type.Contains("pdf", StringComparison.OrdinalIgnoreCase) || type.Contains("zip", StringComparison.OrdinalIgnoreCase)
                || type.Contains("xml", StringComparison.OrdinalIgnoreCase) || type.Contains("json", StringComparison.OrdinalIgnoreCase) => MediaKind.Other,
            _ => null,
        };
    }

    /// <summary>A length as podcasts write it: "1:02:03", "62:03", "3723"; null if it is not one.</summary>
    public static TimeSpan? Length(string? text)
    {
        if (text is not null && text.TrimStart().StartsWith("PT", StringComparison.OrdinalIgnoreCase))
            return IsoLength(text.Trim());
        double seconds = 0;
        foreach (var part in (text ?? "").Trim().Split(':'))
        {
            if (!double.TryParse(part, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) || number >= 1_000_000)
                return null;
            seconds = (seconds * 60) + number;
        }

        return seconds is > 0 and < 1_000_000 ? TimeSpan.FromSeconds(Math.Round(seconds)) : null;
    }

    /// <summary>"PT27M45S", as the schemas of search engines write it.</summary>
    private static TimeSpan? IsoLength(string text)
    {
        try
        {
            return System.Xml.XmlConvert.ToTimeSpan(text.ToUpperInvariant()) is { Ticks: > 0 } length ? length : null;
        }
        catch (Exception e) when (e is FormatException or OverflowException)
        {
            return null;
        }
    }

    private static bool EndsWith(string[] endings, string path) =>
        Array.Exists(endings, ending => path.EndsWith(ending, StringComparison.OrdinalIgnoreCase));
}
