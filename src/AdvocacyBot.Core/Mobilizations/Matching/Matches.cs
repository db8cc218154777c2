using AdvocacyBot.Core.Mobilizations.Private;
using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Core.Mobilizations.Matching;

/// <summary>Pairs people who look for each other, and separates them again. They are known by pseudonyms only.</summary>
internal sealed class Matches(BotDb db, TimeProvider clock)
{
    private static readonly TimeSpan NoteLifetime = TimeSpan.FromDays(2);
    private static readonly TimeSpan TimeToAccept = TimeSpan.FromHours(24);

    /// <summary>Finds the seeker a partner with whom nobody has declined a match, first among those who are going.</summary>
    /// <param name="isPresent">Whether the seeker is shown the result at once; otherwise they get a message too.</param>
    public async Task PairAsync(Mobilization mobilization, Seeker seeker, bool isPresent, CancellationToken ct)
    {
        await db.SaveChangesAsync(ct);
        var side = seeker.Side switch { MatchSide.Offers => MatchSide.Seeks, MatchSide.Seeks => MatchSide.Offers, _ => MatchSide.Equal };
        var (declined, rsvps) = (db.DeclinedPairs, db.Rsvps);
        var partner = await db.Seekers
            .Where(s => s.MobilizationId == mobilization.Id && s.Kind == seeker.Kind && s.Side == side && s.Partner == null && s.Person != seeker.Person)
            .Where(s => !declined.Any(p => p.MobilizationId == mobilization.Id && p.Kind == seeker.Kind
                && ((p.First == s.Person && p.Second == seeker.Person) || (p.First == seeker.Person && p.Second == s.Person))))
            .OrderByDescending(s => rsvps.Any(r => r.MobilizationId == mobilization.Id && r.Person == s.Person && r.Answer == Answer.Going))
            .ThenBy(s => s.Person)
            .FirstOrDefaultAsync(ct);
        if (partner is null)
            return;

        (seeker.Partner, seeker.HasAccepted, partner.Partner, partner.HasAccepted) = (partner.Person, false, seeker.Person, false);
        seeker.PairedUntil = partner.PairedUntil = clock.UtcNow.Date.AddHours(clock.UtcNow.Hour + 1) + TimeToAccept;
        Note(mobilization, partner.Person, PrivateNoteKind.MatchFound);
        if (!isPresent)
            Note(mobilization, seeker.Person, PrivateNoteKind.MatchFound);
    }

    /// <summary>One side accepts; when the other has too, each may see the other's contact.</summary>
    /// <returns>Whether both have accepted.</returns>
    public async Task<bool> AcceptAsync(Mobilization mobilization, Seeker seeker, CancellationToken ct)
    {
        var partner = await PartnerAsync(seeker, ct);
        if (partner is null)
            return false;

        var isNew = !seeker.HasAccepted;
        seeker.HasAccepted = true;
        if (partner.HasAccepted && isNew)
            Note(mobilization, partner.Person, PrivateNoteKind.MatchMade);
        if (partner.HasAccepted)
            (seeker.PairedUntil, partner.PairedUntil) = (null, null);
        return partner.HasAccepted;
    }

    /// <summary>Parts a pair for good; both look on.</summary>
    public async Task DeclineAsync(Mobilization mobilization, Seeker seeker, CancellationToken ct)
    {
        if (await PartnerAsync(seeker, ct) is not { } partner)
            return;

        await PartForGoodAsync(seeker, partner, ct);
        await FindAnotherAsync(mobilization, partner, ct);
        if (seeker.Partner is null)
            await PairAsync(mobilization, seeker, isPresent: true, ct);
    }

    /// <summary>Parts the pairs that nobody completed in time; both look on, first whoever has accepted.</summary>
    public async Task ExpireAsync(Mobilization mobilization, DateTime now, CancellationToken ct)
    {
        var late = await db.Seekers
            .Where(s => s.MobilizationId == mobilization.Id && s.PairedUntil <= now)
            .OrderByDescending(s => s.HasAccepted).ThenBy(s => s.Person)
            .ToListAsync(ct);
        var parted = new List<Seeker>();
        foreach (var seeker in late)
        {
            if (await PartnerAsync(seeker, ct) is { } partner)
                await PartForGoodAsync(seeker, partner, ct);
            seeker.PairedUntil = null;
            parted.Add(seeker);
        }

        foreach (var seeker in parted.Where(s => s.Partner is null))
            await FindAnotherAsync(mobilization, seeker, ct);
    }

    /// <summary>Looks for another partner, and tells the person of the one found, or that the former one is gone.</summary>
    private async Task FindAnotherAsync(Mobilization mobilization, Seeker seeker, CancellationToken ct)
    {
        await PairAsync(mobilization, seeker, isPresent: false, ct);
        if (seeker.Partner is null)
            Note(mobilization, seeker.Person, PrivateNoteKind.MatchLost);
    }

    private async Task PartForGoodAsync(Seeker seeker, Seeker partner, CancellationToken ct)
    {
        await DeclineForGoodAsync(seeker.MobilizationId, seeker.Kind, seeker.Person, partner.Person, ct);
        Part(seeker, partner);
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
            var partner = await PartnerAsync(seeker, ct);
            db.Seekers.Remove(seeker);
            if (partner is null)
                continue;

            Part(seeker, partner);
            await FindAnotherAsync(mobilization, partner, ct);
        }
    }

    /// <summary>Deletes all that is stored about a person's searches, as when they ask to be forgotten.</summary>
    public async Task ForgetAsync(Mobilization mobilization, string person, CancellationToken ct)
    {
        await StopAsync(mobilization, person, null, ct);
        await db.DeclinedPairs
            .Where(p => p.MobilizationId == mobilization.Id && (p.First == person || p.Second == person))
            .ExecuteDeleteAsync(ct);
    }

    public async Task<Seeker?> PartnerAsync(Seeker seeker, CancellationToken ct) =>
        seeker.Partner is { } partner ? await db.Seekers.FindAsync([seeker.MobilizationId, seeker.Kind, partner], ct) : null;

    private static void Part(Seeker one, Seeker other) =>
        (one.Partner, one.HasAccepted, one.PairedUntil, other.Partner, other.HasAccepted, other.PairedUntil) = (null, false, null, null, false, null);

    private void Note(Mobilization mobilization, string person, PrivateNoteKind kind)
    {
        var now = clock.UtcNow;
        db.PrivateNotes.Add(PrivateNote.About(mobilization, person, kind, now, now + NoteLifetime));
    }
}
