using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Languages;

namespace AdvocacyBot.Core.Mobilizations.Public;

/// <summary>Lists, for a page, the actions of the community in scope that everybody in a channel may know of.</summary>
public sealed class ComingActions
{
    private readonly Upcoming upcoming;

    internal ComingActions(Upcoming upcoming) => this.upcoming = upcoming;

    /// <summary>Those that are announced and not over, soonest first.</summary>
    /// <param name="channel">Whose readers see the page.</param>
    public async Task<IReadOnlyList<ComingAction>> InChannelAsync(ChannelRef channel, int maxCount, CancellationToken ct) =>
    [
        .. (await upcoming.InChannelAsync(channel, ct)).Take(maxCount).Select(m => new ComingAction(m.Number, m.Place, m.StartsAt, m.Zone)
        {
            Titles = LanguageNames.All.ToDictionary(language => language, language => m.TitleIn(language)),
            PageName = m.IsPublic ? PublicNames.Of(m.Title, m.CalendarUid) : null,
        }),
    ];
}

/// <summary>An action that is coming up.</summary>
/// <param name="Number">What people type, as in <c>action 7</c>.</param>
/// <param name="StartsAt">UTC.</param>
/// <param name="Zone">The place's IANA zone.</param>
public sealed record ComingAction(long Number, string Place, DateTime StartsAt, string Zone)
{
    /// <summary>Its title in each language.</summary>
    public required IReadOnlyDictionary<Language, string> Titles { get; init; }

    /// <summary>Its name in addresses; null if it has no public page.</summary>
    public string? PageName { get; init; }
}
