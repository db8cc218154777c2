using System.Globalization;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Mobilizations.Times;

namespace AdvocacyBot.Core.Mobilizations.Announcing;

/// <summary>A checked announcement; either its parts, or a <see cref="Problem"/> in the organizer's language.</summary>
/// <param name="When">Its time, which may still have to be asked about.</param>
internal sealed record AnnouncementRead(WhenRead? When, IReadOnlyList<RoleNeed> Roles, IReadOnlyList<ChannelRef> Channels)
{
    public int? Capacity { get; init; }

    public string? Problem { get; init; }

    public static AnnouncementRead Failed(string problem) => new(null, [], []) { Problem = problem };
}

/// <summary>Checks the options of <c>announce</c>, from a sentence or from a form alike. Pure.</summary>
internal static class AnnouncementReader
{
    public const int MaxSeats = 1_000_000;
    private const int MaxChannels = 20;

    public static AnnouncementRead Read(IReadOnlyDictionary<string, string> options, Language language, WhenContext context)
    {
        if (string.IsNullOrWhiteSpace(options.GetValueOrDefault(Draft.Title)))
            return Wrong(language, "announce.problem.title", Example(language));
        if (string.IsNullOrWhiteSpace(options.GetValueOrDefault(Draft.Place)))
            return Wrong(language, "announce.problem.place", Example(language));

        var when = WhenReader.Read(options[Draft.When], context, language);
        if (when is { Problem: not null, IsQuestion: false })
            return AnnouncementRead.Failed(WhenProblems.Write(when, context.Zone, language));

        var capacity = CapacityOf(options.GetValueOrDefault(Draft.Capacity));
        if (capacity is 0)
            return Wrong(language, "announce.problem.capacity", MaxSeats);
        var roles = options.GetValueOrDefault(Draft.Roles) is { } text ? RoleNeeds.Read(text) : [];
        if (roles is null)
            return Wrong(language, "announce.problem.roles");
        var channels = ChannelsOf(options.GetValueOrDefault(Draft.Channels));
        return channels is null
            ? Wrong(language, "announce.problem.channels")
            : new AnnouncementRead(when, roles, channels) { Capacity = capacity };
    }

    /// <summary>Null if none is given, 0 if it is not a possible one.</summary>
    public static int? CapacityOf(string? text) =>
        text is null ? null
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var capacity) && capacity is >= 1 and <= MaxSeats ? capacity
        : 0;

    /// <summary>Channels as <c>platform/id</c>, separated by spaces, commas or semicolons; null if one is not written so.</summary>
    public static IReadOnlyList<ChannelRef>? ChannelsOf(string? text)
    {
        var channels = new List<ChannelRef>();
        foreach (var part in (text ?? "").Split([' ', ';', ','], StringSplitOptions.RemoveEmptyEntries))
        {
            if (part.Split('/', 2) is not [{ Length: > 0 } platform, { Length: > 0 } id])
                return null;
            channels.Add(new ChannelRef(platform, id));
        }

        return channels.Count <= MaxChannels ? channels : null;
    }

    private static string Example(Language language) => MobilizationTexts.All[language, "announce.example"];

    private static AnnouncementRead Wrong(Language language, string key, params ReadOnlySpan<object?> values) =>
        AnnouncementRead.Failed(MobilizationTexts.All.Format(language, key, values));
}
