using AdvocacyBot.Core.Mobilizations.Private;
using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Core.Mobilizations.Matching;

/// <summary>
/// Pairs people who look for each other, and separates them again. They are known by pseudonyms only. A driver is paired with as many
/// riders as there are seats.
/// </summary>
internal sealed class Matches(BotDb db, TimeProvider clock)
{
    /// <summary>How many people one driver can take, which is enough for a bus.</summary>
    public const int MaxSeats = 60;

    private static readonly TimeSpan NoteLifetime = TimeSpan.FromDays(2);
    private static readonly TimeSpan TimeToAccept = TimeSpan.FromHours(24);

    /// <summary>Whether anybody is matched for a mobilization now: not once it is cancelled or over.</summary>
    public static bool AreOf(Mobilization mobilization, DateTime now) => mobilization.State == MobilizationState.Open && now < mobilization.EndsAt;

    /// <summary>
    /// Finds the seeker a partner with whom nobody has declined a match, first among those who are going; a driver is found one for each
    /// free seat.
    /// </summary>
    /// <param name="isPresent">Whether the seeker is shown the result at once; otherwise they get a message too.</param>
    /// <returns>How many were found.</returns>
    public async Task<int> PairAsync(Mobilization mobilization, Seeker seeker, bool isPresent, CancellationToken ct)
    {
        await db.SaveChangesAsync(ct);
        if (!AreOf(mobilization, clock.UtcNow))
            return 0;
        var free = await FreeAsync(seeker, ct);
        var partners = free > 0 ? await Candidates(seeker).Take(free).ToListAsync(ct) : [];
        var until = clock.UtcNow.Date.AddHours(clock.UtcNow.Hour + 1) + TimeToAccept;
        foreach (var partner in partners)
        {
            new Pair(seeker, partner).Begin(until);
            Note(mobilization, partner.Person, PrivateNoteKind.MatchFound);
        }

        if (!isPresent && partners.Count > 0)
            Note(mobilization, seeker.Person, PrivateNoteKind.MatchFound);
        return partners.Count;
    }

    /// <summary>One side accepts; when the other has too, each may see the other's contact.</summary>
    public void Accept(Mobilization mobilization, Pair pair)
    {
        var isNew = !pair.HasAccepted;
        pair.Accept();
        if (isNew && pair.IsMade)
            Note(mobilization, pair.Other.Person, PrivateNoteKind.MatchMade);
    }

    /// <summary>Parts a pair for good; both look on.</summary>
    public async Task DeclineAsync(Mobilization mobilization, Pair pair, CancellationToken ct)
    {
        await PartForGoodAsync(pair, ct);
        await FindAnotherAsync(mobilization, pair.Other, ct);
        await PairAsync(mobilization, pair.Own, isPresent: true, ct);
    }

    /// <summary>Parts the pairs that nobody completed in time; all look on, first whoever has accepted.</summary>
    public async Task ExpireAsync(Mobilization mobilization, DateTime now, CancellationToken ct)
    {
        var late = await db.Seekers
            .Where(s => s.MobilizationId == mobilization.Id && s.PairedUntil <= now)
            .OrderByDescending(s => s.HasAccepted).ThenBy(s => s.Person)
            .ToListAsync(ct);
        var parted = new List<(Seeker Seeker, bool HasAccepted)>();
        foreach (var seeker in late)
        {
            foreach (var pair in await PairsAsync(seeker, ct))
            {
                parted.AddRange([(pair.Own, pair.HasAccepted), (pair.Other, pair.OtherHasAccepted)]);
                await PartForGoodAsync(pair, ct);
            }

            seeker.PairedUntil = null;
        }

        foreach (var seeker in parted.OrderByDescending(p => p.HasAccepted).Select(p => p.Seeker).Distinct().Where(s => s.Partner is null))
            await FindAnotherAsync(mobilization, seeker, ct);
    }

    /// <summary>
    /// A driver has another number of seats. Riders for whom there is none any more look on, last those whose match is made; all others
    /// are told; free seats are offered.
    /// </summary>
    public async Task SetSeatsAsync(Mobilization mobilization, Seeker driver, int seats, CancellationToken ct)
    {
        var isChange = (driver.Seats ?? 1) != seats;
        driver.Seats = seats;
        if (!isChange)
            return;

        var pairs = (await PairsAsync(driver, ct)).OrderByDescending(p => p.IsMade).ThenByDescending(p => p.OtherHasAccepted).ToList();
        foreach (var pair in pairs.Take(seats))
            Note(mobilization, pair.Other.Person, PrivateNoteKind.SeatsChanged);
        foreach (var pair in pairs.Skip(seats))
            pair.Part();
        await db.SaveChangesAsync(ct);
        foreach (var pair in pairs.Skip(seats))
            await FindAnotherAsync(mobilization, pair.Other, ct);
    }

    /// <summary>Two people are not matched with each other again. A no-op for one and the same person.</summary>
    public async Task DeclineForGoodAsync(long mobilization, MatchKind kind, string one, string other, CancellationToken ct)
    {
        var order = string.CompareOrdinal(one, other);
        var (first, second) = order < 0 ? (one, other) : (other, one);
        if (order != 0 && await db.DeclinedPairs.FindAsync([mobilization, kind, first, second], ct) is null)
            db.DeclinedPairs.Add(new DeclinedPair { MobilizationId = mobilization, Kind = kind, First = first, Second = second });
    }

    /// <summary>Ends a person's searches; who was matched with them is told and looks on. What was declined stays declined.</summary>
    /// <param name="kind">What they no longer look for; null for anything.</param>
    public async Task StopAsync(Mobilization mobilization, string person, MatchKind? kind, CancellationToken ct)
    {
        foreach (var seeker in await db.Seekers.Where(s => s.MobilizationId == mobilization.Id && s.Person == person && (kind == null || s.Kind == kind)).ToListAsync(ct))
        {
            var pairs = await PairsAsync(seeker, ct);
            db.Seekers.Remove(seeker);
            await LeaveAsync(mobilization, pairs, ct);
        }
    }

    /// <summary>Parts pairs whose first side no longer takes part as it did; the others look on.</summary>
    public async Task LeaveAsync(Mobilization mobilization, IReadOnlyList<Pair> pairs, CancellationToken ct)
    {
        foreach (var pair in pairs)
            pair.Part();
        foreach (var pair in pairs)
            await FindAnotherAsync(mobilization, pair.Other, ct);
    }

    /// <summary>Deletes all that is stored about a person's searches, as when they ask to be forgotten.</summary>
    public async Task ForgetAsync(Mobilization mobilization, string person, CancellationToken ct)
    {
        await StopAsync(mobilization, person, null, ct);
        await db.DeclinedPairs
            .Where(p => p.MobilizationId == mobilization.Id && (p.First == person || p.Second == person))
            .ExecuteDeleteAsync(ct);
    }

    /// <summary>Whom a seeker is matched with: one, or for a driver several.</summary>
    public async Task<IReadOnlyList<Pair>> PairsAsync(Seeker seeker, CancellationToken ct)
    {
        if (seeker.Side != MatchSide.Offers)
            return seeker.Partner is { } partner && await db.Seekers.FindAsync([seeker.MobilizationId, seeker.Kind, partner], ct) is { } other ? [new Pair(seeker, other)] : [];

        var riders = await db.Seekers
            .Where(s => s.MobilizationId == seeker.MobilizationId && s.Kind == seeker.Kind && s.Partner == seeker.Person && s.Side == MatchSide.Seeks)
            .OrderBy(s => s.Person)
            .ToListAsync(ct);
        // What has changed in memory since is not in the database yet.
        return [.. riders.Where(rider => rider.Partner == seeker.Person).Select(rider => new Pair(seeker, rider))];
    }

    private IQueryable<Seeker> Candidates(Seeker seeker)
    {
        var (id, kind, person) = (seeker.MobilizationId, seeker.Kind, seeker.Person);
        var side = seeker.Side switch { MatchSide.Offers => MatchSide.Seeks, MatchSide.Seeks => MatchSide.Offers, _ => MatchSide.Equal };
        var (declined, rsvps, others) = (db.DeclinedPairs, db.Rsvps, db.Seekers);
        return others
            .Where(s => s.MobilizationId == id && s.Kind == kind && s.Side == side && s.Partner == null && s.Person != person)
            .Where(s => s.Side != MatchSide.Offers
                || others.Count(rider => rider.MobilizationId == id && rider.Kind == kind && rider.Side == MatchSide.Seeks && rider.Partner == s.Person) < (s.Seats ?? 1))
            .Where(s => !declined.Any(p => p.MobilizationId == id && p.Kind == kind
                && ((p.First == s.Person && p.Second == person) || (p.First == person && p.Second == s.Person))))
            .OrderByDescending(s => rsvps.Any(r => r.MobilizationId == id && r.Person == s.Person && r.Answer == Answer.Going))
            .ThenBy(s => s.Person);
    }

    /// <summary>Looks for another partner, and tells the person of the one found, or that the former one is gone.</summary>
    private async Task FindAnotherAsync(Mobilization mobilization, Seeker seeker, CancellationToken ct)
    {
        if (await PairAsync(mobilization, seeker, isPresent: false, ct) == 0 && AreOf(mobilization, clock.UtcNow) && await FreeAsync(seeker, ct) > 0)
            Note(mobilization, seeker.Person, PrivateNoteKind.MatchLost);
    }

    private async Task<int> FreeAsync(Seeker seeker, CancellationToken ct) =>
        (seeker.Side == MatchSide.Offers ? seeker.Seats ?? 1 : 1) - (await PairsAsync(seeker, ct)).Count;

    private async Task PartForGoodAsync(Pair pair, CancellationToken ct)
    {
        await DeclineForGoodAsync(pair.Own.MobilizationId, pair.Own.Kind, pair.Own.Person, pair.Other.Person, ct);
        pair.Part();
    }

    private void Note(Mobilization mobilization, string person, PrivateNoteKind kind)
    {
        var now = clock.UtcNow;
        db.PrivateNotes.Add(PrivateNote.About(mobilization, person, kind, now, now + NoteLifetime));
    }
}
