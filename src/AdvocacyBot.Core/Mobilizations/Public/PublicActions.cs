using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Mobilizations.Announcing;
using AdvocacyBot.Core.Mobilizations.Answering;
using AdvocacyBot.Core.Mobilizations.Calendars;
using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Core.Mobilizations.Public;

/// <summary>Reads, for pages, the actions of the community in scope that everybody may know of.</summary>
public sealed class PublicActions
{
    private const int MaxCount = 100;
    private readonly BotDb db;
    private readonly Coverage coverage;
    private readonly ReadRoll roll;
    private readonly MobilizationCalendar calendar;
    private readonly TimeProvider clock;

    internal PublicActions(BotDb db, Coverage coverage, ReadRoll roll, MobilizationCalendar calendar, TimeProvider clock) =>
        (this.db, this.coverage, this.roll, this.calendar, this.clock) = (db, coverage, roll, calendar, clock);

    /// <summary>The action of a name; null if there is none that everybody may know of.</summary>
    /// <param name="name">Only its last letters count; see <see cref="PublicAction.Name"/> for the present name.</param>
    /// <param name="language">Of the words on seats and numbers.</param>
    public async Task<PublicAction?> FindAsync(string name, Language language, CancellationToken ct)
    {
        if (PublicNames.KeyOf(name) is not { } key)
            return null;

        var mobilization = await Announced().Where(m => m.CalendarUid.StartsWith(key)).OrderByDescending(m => m.Id).FirstOrDefaultAsync(ct);
        return mobilization is null ? null : Show(mobilization, await coverage.PublishedAsync(mobilization.Id, ct), language);
    }

    /// <summary>Those that are not over, soonest first, without their roles.</summary>
    public async Task<IReadOnlyList<PublicAction>> UpcomingAsync(Language language, CancellationToken ct)
    {
        var now = clock.UtcNow;
        var upcoming = await Announced().Where(m => m.EndsAt > now).OrderBy(m => m.StartsAt).ThenBy(m => m.Id).Take(MaxCount).ToListAsync(ct);
        return [.. upcoming.Select(m => Show(m, [], language))];
    }

    /// <summary>How a member stands to an action, as their receipt; null if they have not answered or it knows nobody any more.</summary>
    public async Task<MemberAnswer?> AnswerOfAsync(PublicAction action, MemberRef member, Language language, CancellationToken ct)
    {
        var id = await db.Mobilizations.Where(m => m.Number == action.Number && m.IsPublic).Select(m => m.Id).SingleAsync(ct);
        var read = await roll.RunAsync(id, [member], ct);
        return read.Find(member) is { Rsvp: { } rsvp } person
            ? new MemberAnswer(Receipt.Write(read.StateOf(person), language), rsvp.Seats)
            : null;
    }

    /// <summary>The action as a calendar file.</summary>
    public Task<string?> CalendarAsync(PublicAction action, Language language, CancellationToken ct) => calendar.OfAsync(action.Number, language, ct);

    private IQueryable<Mobilization> Announced() =>
        db.Mobilizations.AsNoTracking().Where(m => m.IsPublic && m.Number > 0 && m.State != MobilizationState.Draft && m.State != MobilizationState.Planned
            && (m.CancelledAt == null || m.ChangedAt != null));

    private PublicAction Show(Mobilization m, IReadOnlyList<SlotCover> roles, Language language)
    {
        var now = clock.UtcNow;
        var isOpen = m.State == MobilizationState.Open;
        var availability = isOpen ? Availabilities.Of(m) : null;
        return new PublicAction(PublicNames.Of(m.Title, m.CalendarUid), m.Number, m.TitleIn(language), m.Place, StateOf(m, now))
        {
            StartsAt = m.StartsAt,
            EndsAt = m.EndsAt,
            HasEnd = m.HasEnd,
            Zone = m.Zone,
            Map = m.IsCancelled ? null : PlaceMaps.Of(m.Place),
            Picture = m.Picture is { } picture ? AnnouncementReader.Shown(new Uri(picture), m.PictureText) : null,
            Details = m.DetailsIn(language),
            Access = m.AccessIn(language),
            Hotline = m.Hotline,
            CancelReason = m.CancelReason,
            FormerStartsAt = m.FormerStartsAt,
            FormerPlace = m.FormerPlace,
            RevealAt = isOpen && m.MeetingPoint is not null ? m.RevealAt : null,
            Seats = availability is { } seats ? MobilizationTexts.All[language, $"seats.{seats}"] : null,
            Going = isOpen ? Announcement.Going(m, language) : null,
            Roles = isOpen ? [.. roles.Select(role => new PublicRole(role.Name, role.Gap > 0))] : [],
            TakesAnswers = isOpen && now < (m.ClosesAt ?? m.StartsAt),
            IsFull = availability == Availability.Waitlist,
            Capacity = m.Capacity,
        };
    }

    private static PublicActionState StateOf(Mobilization m, DateTime now) => m switch
    {
        { IsCancelled: true } => PublicActionState.Cancelled,
        { State: MobilizationState.Shredded } => PublicActionState.Over,
        _ when now >= m.EndsAt => PublicActionState.Over,
        _ when now >= m.StartsAt => PublicActionState.Now,
        _ => PublicActionState.Upcoming,
    };
}

/// <summary>A member's own answer, for the member alone.</summary>
/// <param name="Receipt">As the member would read it in a chat.</param>
/// <param name="Seats">How many seats it takes.</param>
public sealed record MemberAnswer(Reply Receipt, int Seats);
