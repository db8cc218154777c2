using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Core.Mobilizations;

/// <summary>A protest or another action that people are called to. Says nothing of who comes: that is under its key.</summary>
internal sealed class Mobilization : ICommunityOwned
{
    /// <summary>The first part of <see cref="Subject"/>.</summary>
    public const string SubjectKind = "mobilization";

    /// <summary>The subject of the mobilization with an id.</summary>
    public static string SubjectOf(long id) => Chat.Subject.Of(SubjectKind, id);

    public long CommunityId { get; init; }

    public long Id { get; init; }

    /// <summary>What people type, as in <c>action 7</c>: counted within the community, from its first publication on; 0 for a draft.</summary>
    public long Number { get; set; }

    public required string Title { get; set; }

    /// <summary>What the organizer said: date and time at the place, such as <c>2026-05-31T07:00</c>.</summary>
    public required string LocalStart { get; set; }

    /// <summary>The place's IANA zone.</summary>
    public required string Zone { get; set; }

    /// <summary>Where the clocks show the local time twice: whether the second time is meant.</summary>
    public bool IsSecondTime { get; set; }

    /// <summary>UTC, by the zone's rules as they are known now.</summary>
    public required DateTime StartsAt { get; set; }

    public required DateTime EndsAt { get; set; }

    /// <summary>Whether its organizer said when it ends; otherwise <see cref="EndsAt"/> is an estimate that nobody is shown.</summary>
    public bool HasEnd { get; set; }

    public required string Place { get; set; }

    public string? Details { get; set; }

    /// <summary>For people who need to know how accessible it is.</summary>
    public string? Access { get; set; }

    /// <summary>Whom to call on the day; stands in every message.</summary>
    public string? Hotline { get; set; }

    /// <summary>The address of its picture on the web or in the store; null for none.</summary>
    public string? Picture { get; set; }

    /// <summary>What the picture shows, in words.</summary>
    public string? PictureText { get; set; }

    /// <summary>Whether its announcement has, or had, a thread for discussion.</summary>
    public bool HasDiscussion { get; set; }

    /// <summary>Whether an organizer closed the thread.</summary>
    public bool IsDiscussionClosed { get; set; }

    /// <summary>How many seats there are; null for as many as come.</summary>
    public int? Capacity { get; set; }

    /// <summary>How many guests each person may bring; null for as many as any action allows.</summary>
    public int? MaxGuests { get; set; }

    /// <summary>What becomes of a party at the head of the queue that is larger than what is free.</summary>
    public WaitlistFit Fit { get; set; } = WaitlistFit.Hold;

    /// <summary>How long a freed seat is held for the next in the queue; null if it is theirs without asking.</summary>
    public int? OfferMinutes { get; set; }

    /// <summary>From when on answers are no longer taken, UTC; null for the start.</summary>
    public DateTime? ClosesAt { get; set; }

    public MobilizationState State { get; set; } = MobilizationState.Open;

    /// <summary>Counts the changes that people have to know of; private messages about one carry it.</summary>
    public int Version { get; set; } = 1;

    /// <summary>Counts the changes of its texts, which calendars have to show.</summary>
    public int TextVersion { get; set; }

    /// <summary>When what calendars show last changed, UTC; null if it has not since it was announced by an earlier version.</summary>
    public DateTime? ChangedAt { get; set; }

    /// <summary>When it began before it was last moved, UTC; null if it was not.</summary>
    public DateTime? FormerStartsAt { get; set; }

    /// <summary>Its place before that was last changed.</summary>
    public string? FormerPlace { get; set; }

    /// <summary>When it was cancelled, UTC; stays after shredding.</summary>
    public DateTime? CancelledAt { get; set; }

    /// <summary>Why, in the organizer's words.</summary>
    public string? CancelReason { get; set; }

    /// <summary>Its texts in further languages, as <see cref="TranslatedTexts"/> writes them; null for none.</summary>
    public string? Translations { get; set; }

    /// <summary>The first action of its series; null if it is in none.</summary>
    public long? SeriesId { get; set; }

    /// <summary>Its day in the series, such as <c>2026-05-31</c>, which stays when it is moved by itself; null if it is in none.</summary>
    public string? SeriesDay { get; set; }

    /// <summary>When a later one of a series is announced, UTC.</summary>
    public DateTime? AnnounceAt { get; set; }

    /// <summary>Minutes before the start, separated by commas.</summary>
    public string Reminders { get; set; } = "1440,120";

    /// <summary>When the next reminder is due, UTC; null if none is.</summary>
    public DateTime? RemindAt { get; set; }

    /// <summary>Seats of those going and of those to whom one is offered; kept by the transactions that change them.</summary>
    public int SeatsTaken { get; set; }

    /// <summary>How many parties wait.</summary>
    public int Waiting { get; set; }

    /// <summary>The last place given out in the queue.</summary>
    public long LastPosition { get; set; }

    /// <summary>When the public messages are to be refreshed, UTC; null while they say what is so.</summary>
    public DateTime? RefreshAt { get; set; }

    /// <summary>Counts the refreshes.</summary>
    public int Refreshes { get; set; }

    /// <summary>What the public messages last said, as <see cref="Announcing.Shown"/> writes it, to refresh them only when it changes.</summary>
    public string Shown { get; set; } = "";

    /// <summary>Whether everybody may know of it, and not only those in the channels where it is announced.</summary>
    public bool IsPublic { get; set; }

    /// <summary>The largest number of people who had answered at a publication; see <see cref="Counts.PublishCounts"/>.</summary>
    public int PublishedPeople { get; set; }

    /// <summary>The number of people going that the public is shown, as a lower bound; 0 for none.</summary>
    public int PublishedGoing { get; set; }

    /// <summary><see cref="SeatsTaken"/> as of the last publication.</summary>
    public int PublishedTaken { get; set; }

    /// <summary><see cref="Waiting"/> as of the last publication.</summary>
    public int PublishedWaiting { get; set; }

    /// <summary>The end of answering for which there has been a publication, UTC.</summary>
    public DateTime? PublishedCutoff { get; set; }

    /// <summary>The name of its key in the key store.</summary>
    public required string KeyId { get; init; }

    /// <summary>When its key is destroyed, UTC.</summary>
    public required DateTime ShredAt { get; set; }

    public DateTime? ShreddedAt { get; set; }

    /// <summary>Whether the bytes of what was deleted are known to be gone from the database's files.</summary>
    public bool IsScrubbed { get; set; }

    /// <summary>All that is kept of who came: a banded number.</summary>
    public int? KeptTotal { get; set; }

    /// <summary>Where those going meet, sealed under the key until it is asked for.</summary>
    public byte[]? MeetingPoint { get; set; }

    /// <summary>From when on the meeting point is told, UTC.</summary>
    public DateTime? RevealAt { get; set; }

    /// <summary>What organizers say to those going alone, sealed under the key; null for nothing.</summary>
    public byte[]? GoingMessage { get; set; }

    /// <summary>Whether nobody is matched with a buddy or a ride, because organizers have switched that off.</summary>
    public bool IsMatchingOff { get; set; }

    /// <summary>How long after the question whether people are home safe organizers are told how many have not answered; null if nobody is asked.</summary>
    public int? CheckInMinutes { get; set; }

    /// <summary>When people are asked, which is at the end, or, later than the end, when organizers are told, UTC; null if nothing more is due.</summary>
    public DateTime? CheckInAt { get; set; }

    /// <summary>Its name in calendars, which says nothing.</summary>
    public required string CalendarUid { get; init; }

    public string Subject => SubjectOf(Id);

    /// <summary>Whether it does not take place; stays after shredding. Earlier versions did not keep when it was cancelled.</summary>
    public bool IsCancelled => CancelledAt is not null || State == MobilizationState.Cancelled;

    /// <summary>Whether anybody may have heard of it, which is not so for a planned one of a series, even after it is cancelled.</summary>
    public bool IsAnnounced => State is not (MobilizationState.Draft or MobilizationState.Planned) && (CancelledAt is null || ChangedAt is not null);
}

/// <summary>Where a <see cref="Mobilization"/> stands.</summary>
internal enum MobilizationState
{
    /// <summary>Made by an earlier version for a preview; deleted when its time is over. Previews are <see cref="Announcing.AnnouncementDraft"/>s.</summary>
    Draft,

    /// <summary>A later one of a series, to be announced at its time.</summary>
    Planned,

    Open,

    Cancelled,

    /// <summary>Its key is destroyed and its rows are deleted.</summary>
    Shredded,
}

/// <summary>What becomes of a party at the head of the queue that does not fit.</summary>
internal enum WaitlistFit
{
    /// <summary>It is held: nobody overtakes it.</summary>
    Hold,

    /// <summary>It is skipped: the next that fits is taken.</summary>
    Skip,
}

internal static class MobilizationSets
{
    extension(BotDb db)
    {
        public DbSet<Mobilization> Mobilizations => db.Set<Mobilization>();
    }
}
