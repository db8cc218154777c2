using System.Globalization;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Commands;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Mobilizations.Times;
using NodaTime;

namespace AdvocacyBot.Core.Mobilizations.Announcing;

/// <summary>A checked announcement; either its parts, or a <see cref="Problem"/> in the organizer's language.</summary>
internal sealed record AnnouncementRead(LocalMoment? Start, Duration? Lasts, IReadOnlyList<RoleNeed> Roles, IReadOnlyList<ChannelRef> Channels)
{
    public int? Capacity { get; init; }

    public string? Problem { get; init; }

    public static AnnouncementRead Failed(string problem) => new(null, null, [], []) { Problem = problem };
}

/// <summary>Checks the options of <c>announce</c>, from a sentence or from a form alike. Pure.</summary>
internal static class AnnouncementReader
{
    public const int MostSeats = 1_000_000;
    private const int MostChannels = 20;

    public static AnnouncementRead Read(Request request, WhenContext context)
    {
        var language = request.Language;
        if (string.IsNullOrWhiteSpace(request[Draft.Title]))
            return Wrong(language, "announce.problem.title", Example(language));
        if (string.IsNullOrWhiteSpace(request[Draft.Place]))
            return Wrong(language, "announce.problem.place", Example(language));

        var when = WhenReader.Read(request.Required(Draft.When), context);
        if (when.Problem is { } problem)
            return AnnouncementRead.Failed(WhenProblems.Tell(when, problem, language));

        var capacity = CapacityOf(request[Draft.Capacity]);
        if (capacity is 0)
            return Wrong(language, "announce.problem.capacity", MostSeats);
        var roles = request[Draft.Roles] is { } text ? RoleNeeds.Read(text) : [];
        if (roles is null)
            return Wrong(language, "announce.problem.roles");
        var channels = ChannelsOf(request[Draft.Channels]);
        return channels is null
            ? Wrong(language, "announce.problem.channels")
            : new AnnouncementRead(when.Start, when.Lasts, roles, channels) { Capacity = capacity };
    }

    /// <summary>Null for none given, 0 for one that cannot be.</summary>
    public static int? CapacityOf(string? text) =>
        text is null ? null
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var capacity) && capacity is >= 1 and <= MostSeats ? capacity
        : 0;

    /// <summary>Channels as <c>platform/id</c>, parted by spaces or semicolons; null where one is not written so.</summary>
    public static IReadOnlyList<ChannelRef>? ChannelsOf(string? text)
    {
        var channels = new List<ChannelRef>();
        foreach (var part in (text ?? "").Split([' ', ';', ','], StringSplitOptions.RemoveEmptyEntries))
        {
            if (part.Split('/', 2) is not [{ Length: > 0 } platform, { Length: > 0 } id])
                return null;
            channels.Add(new ChannelRef(platform, id));
        }

        return channels.Count <= MostChannels ? channels : null;
    }

    private static string Example(Language language) => MobilizationTexts.All[language, "announce.example"];

    private static AnnouncementRead Wrong(Language language, string key, params ReadOnlySpan<object?> values) =>
        AnnouncementRead.Failed(MobilizationTexts.All.Format(language, key, values));
}
