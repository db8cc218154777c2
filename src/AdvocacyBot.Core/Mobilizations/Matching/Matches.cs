using AdvocacyBot.Core.Mobilizations.Private;
using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Core.Mobilizations.Matching;

/// <summary>Pairs people who look for each other, and parts them again. Who they are stays under the key.</summary>
internal sealed class Matches(BotDb db, TimeProvider clock)
{
    private static readonly TimeSpan NoteUse = TimeSpan.FromDays(2);

    /// <summary>Finds the seeker a partner who has not been declined.</summary>
    public async Task PairAsync(Mobilization mobilization, Seeker seeker, CancellationToken ct)
    {
        await db.SaveChangesAsync(ct);
        var side = seeker.Side switch { MatchSide.Offers => MatchSide.Seeks, MatchSide.Seeks => MatchSide.Offers, _ => MatchSide.Equal };
        var declined = db.DeclinedPairs;
        var partner = await db.Seekers
            .Where(s => s.MobilizationId == mobilization.Id && s.Kind == seeker.Kind && s.Side == side && s.Partner == null && s.Person != seeker.Person)
            .Where(s => !declined.Any(p => p.MobilizationId == mobilization.Id && p.Kind == seeker.Kind
                && ((p.First == s.Person && p.Second == seeker.Person) || (p.First == seeker.Person && p.Second == s.Person))))
            .OrderBy(s => s.Person)
            .FirstOrDefaultAsync(ct);
        if (partner is null)
            return;

        (seeker.Partner, seeker.HasAccepted, partner.Partner, partner.HasAccepted) = (partner.Person, false, seeker.Person, false);
        Note(mobilization, partner.Person, PrivateNoteKind.MatchFound);
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
        return partner.HasAccepted;
    }

    /// <summary>Parts a pair for good; both look on.</summary>
    public async Task DeclineAsync(Mobilization mobilization, Seeker seeker, CancellationToken ct)
    {
        if (await PartnerAsync(seeker, ct) is not { } partner)
            return;

        var isFirst = string.CompareOrdinal(seeker.Person, partner.Person) < 0;
        db.DeclinedPairs.Add(new DeclinedPair
        {
            MobilizationId = seeker.MobilizationId,
            Kind = seeker.Kind,
            First = isFirst ? seeker.Person : partner.Person,
            Second = isFirst ? partner.Person : seeker.Person,
        });
        Part(seeker, partner);
        await PairAsync(mobilization, partner, ct);
        if (seeker.Partner is null)
            await PairAsync(mobilization, seeker, ct);
    }

    /// <summary>Takes a person out; who was matched with them looks on.</summary>
    public async Task ForgetAsync(Mobilization mobilization, string person, CancellationToken ct)
    {
        await db.DeclinedPairs
            .Where(p => p.MobilizationId == mobilization.Id && (p.First == person || p.Second == person))
            .ExecuteDeleteAsync(ct);
        foreach (var seeker in await db.Seekers.Where(s => s.MobilizationId == mobilization.Id && s.Person == person).ToListAsync(ct))
        {
            var partner = await PartnerAsync(seeker, ct);
            db.Seekers.Remove(seeker);
            if (partner is null)
                continue;

            Part(seeker, partner);
            await PairAsync(mobilization, partner, ct);
        }
    }

    public async Task<Seeker?> PartnerAsync(Seeker seeker, CancellationToken ct) =>
        seeker.Partner is { } partner ? await db.Seekers.FindAsync([seeker.MobilizationId, seeker.Kind, partner], ct) : null;

    private static void Part(Seeker one, Seeker other) =>
        (one.Partner, one.HasAccepted, other.Partner, other.HasAccepted) = (null, false, null, false);

    private void Note(Mobilization mobilization, string person, PrivateNoteKind kind)
    {
        var now = clock.UtcNow;
        db.PrivateNotes.Add(new PrivateNote
        {
            MobilizationId = mobilization.Id,
            Person = person,
            Kind = kind,
            Version = mobilization.Version,
            DueAt = now,
            ExpiresAt = now + NoteUse,
        });
    }
}
