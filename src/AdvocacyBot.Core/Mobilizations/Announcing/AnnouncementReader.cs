using System.Globalization;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Chat.Pictures;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Mobilizations.Times;

namespace AdvocacyBot.Core.Mobilizations.Announcing;

/// <summary>A checked announcement; either its parts, or a <see cref="Problem"/> in the organizer's language.</summary>
/// <param name="When">Its time, which may still have to be asked about.</param>
internal sealed record AnnouncementRead(WhenRead? When, IReadOnlyList<RoleNeed> Roles, IReadOnlyList<ChannelRef> Channels)
{
    public int? Capacity { get; init; }

    public Picture? Picture { get; init; }

    public string? Problem { get; init; }

    public static AnnouncementRead Failed(string problem) => new(null, [], []) { Problem = problem };
}

/// <summary>Checks the options of <c>announce</c>, from a sentence or from a form alike. Pure.</summary>
internal static class AnnouncementReader
{
    public const int MaxSeats = 1_000_000;
    public const int MaxChannels = 20;
    private const int MaxAddressLength = 2_000;

    public static AnnouncementRead Read(IReadOnlyDictionary<string, string> options, Language language, WhenContext context, string? platform = null)
    {
        if (string.IsNullOrWhiteSpace(options.GetValueOrDefault(AnnounceOptions.Title)))
            return Wrong(language, "announce.problem.title", Example(language));
        if (string.IsNullOrWhiteSpace(options.GetValueOrDefault(AnnounceOptions.Place)))
            return Wrong(language, "announce.problem.place", Example(language));

        var when = WhenReader.Read(options[AnnounceOptions.When], context, language);
        if (when is { Problem: not null, IsQuestion: false })
            return AnnouncementRead.Failed(WhenProblems.Write(when, context.Zone, language));

        return DetailsOf(options, language, platform) with { When = when };
    }

    /// <summary>What an announcement says apart from its time, title and place.</summary>
    public static AnnouncementRead DetailsOf(IReadOnlyDictionary<string, string> options, Language language, string? platform = null)
    {
        var capacity = CapacityOf(options.GetValueOrDefault(AnnounceOptions.Capacity));
        if (capacity is 0)
            return Wrong(language, "announce.problem.capacity", MaxSeats);
        var roles = options.GetValueOrDefault(AnnounceOptions.Roles) is { } text ? RoleNeeds.Read(text) : [];
        if (roles is null)
            return Wrong(language, "announce.problem.roles");
        var picture = PictureOf(options.GetValueOrDefault(AnnounceOptions.Picture));
        if (picture is null && options.ContainsKey(AnnounceOptions.Picture))
            return Wrong(language, "announce.problem.picture");
        var channels = ChannelsOf(options.GetValueOrDefault(AnnounceOptions.Channels), platform);
        return channels is null
            ? Wrong(language, "announce.problem.channels")
            : new AnnouncementRead(null, roles, channels) { Capacity = capacity, Picture = picture };
    }

    /// <summary>
    /// An address on the web or in the store, perhaps followed by a description for people who do not see the picture; null if it is
    /// not written so.
    /// </summary>
    public static Picture? PictureOf(string? text) =>
        (text ?? "").Split((char[]?)null, 2, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) is [var address, .. var description]
        && address.Length <= MaxAddressLength && Uri.TryCreate(address, UriKind.Absolute, out var uri) && (StoredPicture.IsStored(uri) || (uri.Scheme is "https" or "http" && uri.UserInfo.Length == 0))
            ? Shown(uri, description is [var words] ? SafeText.Shorten(words, Lengths.Line) : null)
            : null;

    /// <summary>A picture as posts show it: an uploaded one as a copy, because only the bot can read the store.</summary>
    public static Picture Shown(Uri address, string? altText) => new(address, altText) { IsUpload = StoredPicture.IsStored(address) };

    /// <summary>Null if none is given, 0 if it is not a possible one.</summary>
    public static int? CapacityOf(string? text) =>
        text is null ? null
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var capacity) && capacity is >= 1 and <= MaxSeats ? capacity
        : 0;

    /// <summary>
    /// Channels separated by spaces, commas or semicolons: <c>platform/id</c>, or on the organizer's own platform
    /// <c>#general</c> and <c>&lt;#123&gt;</c>. Null if one is not written so.
    /// </summary>
    /// <param name="platform">The organizer's own; null if it is not known.</param>
    public static IReadOnlyList<ChannelRef>? ChannelsOf(string? text, string? platform = null)
    {
        var channels = new List<ChannelRef>();
        foreach (var part in (text ?? "").Split([' ', ';', ','], StringSplitOptions.RemoveEmptyEntries))
        {
            var own = part switch
            {
                ['<', '#', .. { Length: > 0 } mentioned, '>'] => mentioned,
                _ when platform is not null && part.Length >= 15 && part.All(char.IsAsciiDigit) => part,
                ['#', .. { Length: > 0 } name] => name.Contains(':', StringComparison.Ordinal) ? part : name,
                _ => null,
            };
            if (own is not null && platform is not null)
                channels.Add(new ChannelRef(platform, own));
            else if (part.Split('/', 2) is [{ Length: > 0 } other, { Length: > 0 } id] && own is null)
                channels.Add(new ChannelRef(other, id));
            else
                return null;
        }

        return channels.Count <= MaxChannels ? channels : null;
    }

    private static string Example(Language language) => MobilizationTexts.All[language, "announce.example"];

    private static AnnouncementRead Wrong(Language language, [TextKey(typeof(MobilizationTexts))] string key, params ReadOnlySpan<object?> values) =>
        AnnouncementRead.Failed(MobilizationTexts.All.Format(language, key, values));
}
