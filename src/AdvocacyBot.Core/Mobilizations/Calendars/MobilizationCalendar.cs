using AdvocacyBot.Core.Communities;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Mobilizations.Answering;
using AdvocacyBot.Core.Mobilizations.Notices;
using AdvocacyBot.Core.Mobilizations.Public;
using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Core.Mobilizations.Calendars;

/// <summary>Actions as calendar files: to the public those that are open to everybody, and never who comes.</summary>
/// <param name="db">Where mobilizations are.</param>
/// <param name="name">The community's name, which the calendar bears.</param>
/// <param name="site">Where actions have pages.</param>
/// <param name="settings">For the language.</param>
/// <param name="clock">For what is upcoming.</param>
public sealed class MobilizationCalendar(BotDb db, CommunityName name, PublicSite site, BotSettings settings, TimeProvider clock)
{
    /// <summary>The media type of what this gives.</summary>
    public const string MediaType = "text/calendar";

    private const int MaxCount = 500;
    private static readonly TimeSpan Behind = TimeSpan.FromDays(2);

    /// <summary>One mobilization as iCalendar text; null if there is none of that number that everybody may know of.</summary>
    /// <param name="language">Of the texts; null for the default.</param>
    public async Task<string?> OfAsync(long number, Language? language, CancellationToken ct)
    {
        var mobilization = await Open(db.Mobilizations).SingleOrDefaultAsync(m => m.Number == number && number != 0, ct);
        return mobilization is null ? null : await WriteAsync(mobilization, language ?? settings.DefaultLanguage, ct);
    }

    /// <summary>All that is upcoming or has just been and that everybody may know of, cancelled ones marked so, as iCalendar text.</summary>
    /// <param name="language">Of the texts; null for the default.</param>
    public async Task<string> UpcomingAsync(Language? language, CancellationToken ct)
    {
        var now = clock.UtcNow;
        var since = now - Behind;
        var upcoming = await Open(db.Mobilizations).Where(m => m.EndsAt > since).OrderBy(m => m.StartsAt).Take(MaxCount).ToListAsync(ct);
        return CalendarText.Write(upcoming.Select(m => Event(m, language ?? settings.DefaultLanguage)), await name.ReadAsync(ct));
    }

    /// <summary>One mobilization as iCalendar text, for somebody who may know of it.</summary>
    internal async Task<string> WriteAsync(Mobilization mobilization, Language language, CancellationToken ct) =>
        CalendarText.Write([Event(mobilization, language)], await name.ReadAsync(ct));

    /// <summary>Those that have been announced and take place or are cancelled. A cancelled one that was only planned was never announced.</summary>
    internal static IQueryable<Mobilization> Announced(IQueryable<Mobilization> all) =>
        all.AsNoTracking().Where(m => m.State == MobilizationState.Open
            || ((m.State == MobilizationState.Cancelled || m.CancelledAt != null) && m.ChangedAt != null));

    private static IQueryable<Mobilization> Open(IQueryable<Mobilization> all) => Announced(all).Where(m => m.IsPublic);

    private CalendarEvent Event(Mobilization mobilization, Language language) =>
        new(
            $"{mobilization.CalendarUid}@advocacybot",
            mobilization.Version - 1 + mobilization.TextVersion,
            mobilization.StartsAt,
            mobilization.EndsAt,
            mobilization.IsCancelled
                ? MobilizationTexts.All.Format(language, "calendar.cancelled", mobilization.TitleIn(language))
                : mobilization.TitleIn(language),
            mobilization.Place)
        {
            Text = string.Join('\n', new[] { mobilization.CancelReason, mobilization.DetailsIn(language), mobilization.AccessIn(language), mobilization.Hotline }.Where(t => t is not null)),
            ChangedAt = mobilization.ChangedAt ?? mobilization.StartsAt,
            Page = mobilization is { IsPublic: true, State: MobilizationState.Open } ? site.At($"a/{PublicNames.Of(mobilization.Title, mobilization.CalendarUid)}") : null,
            Alarms = [.. Offsets.Read(mobilization.Reminders)],
            IsCancelled = mobilization.IsCancelled,
        };

    /// <summary>The bare name of the file for one mobilization.</summary>
    internal static string FileName(long number) => $"action-{RsvpChoices.Write(number)}.ics";
}
