using AdvocacyBot.Core.Mobilizations.Managing;
using AdvocacyBot.Core.Mobilizations.Matching;
using AdvocacyBot.Core.Mobilizations.Private;
using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Core.Mobilizations.Privacy;

/// <summary>
/// Gives everything that a mobilization has about one pseudonym to another one of the same person, apart from the answer: how to
/// write to them, what they search, rights, marks. What is sealed for the one is sealed anew for the other. Runs within the
/// present transaction.
/// </summary>
internal sealed class MergePeople(BotDb db, Matches matches, Contacts contacts)
{
    /// <param name="from">Of whom nothing is left afterwards but the row that leads to the other.</param>
    /// <param name="to">The pseudonym that holds the person's answer from now on.</param>
    public async Task RunAsync(Mobilization mobilization, Person from, string to, CancellationToken ct)
    {
        var (id, former) = (mobilization.Id, from.Id);
        await MoveSearchesAsync(mobilization, from, to, ct);
        await MoveDeclinedAsync(id, former, to, ct);
        await contacts.MoveAsync(id, from, to, ct);
        await db.SaveChangesAsync(ct);
        await db.PrivateNotes.Where(n => n.MobilizationId == id && n.Person == former)
            .ExecuteUpdateAsync(row => row.SetProperty(n => n.Person, to), ct);
        // A code that was requested before would lead to a pseudonym that nobody answers under any more.
        await db.OneTimeCodes.Where(c => c.MobilizationId == id && c.Person == former).ExecuteDeleteAsync(ct);
        if (await db.CoOrganizers.Where(c => c.MobilizationId == id && c.Person == former).ExecuteDeleteAsync(ct) > 0
            && await db.CoOrganizers.FindAsync([id, to], ct) is null)
            db.CoOrganizers.Add(new CoOrganizer { MobilizationId = id, Person = to });
        await MoveMarkAsync(id, SafeMark.Of(from.Key, former), SafeMark.Of(from.Key, to), ct);
    }

    private async Task MoveSearchesAsync(Mobilization mobilization, Person from, string to, CancellationToken ct)
    {
        foreach (var search in await db.Seekers.Where(s => s.MobilizationId == mobilization.Id && s.Person == from.Id).ToListAsync(ct))
        {
            var other = await db.Seekers.FindAsync([mobilization.Id, search.Kind, to], ct);
            if (other is not null)
            {
                // The same person searches already, perhaps for the very account that is linked now.
                await matches.StopAsync(mobilization, from.Id, search.Kind, ct);
                continue;
            }

            var pairs = await matches.PairsAsync(search, ct);
            db.Seekers.Remove(search);
            db.Seekers.Add(new Seeker
            {
                MobilizationId = mobilization.Id,
                Person = to,
                Kind = search.Kind,
                Side = search.Side,
                Contact = MatchReplies.Reseal(mobilization, from, to, search.Contact),
                Partner = search.Partner,
                HasAccepted = search.HasAccepted,
                PairedUntil = search.PairedUntil,
                PartnerHasAccepted = search.PartnerHasAccepted,
                Seats = search.Seats,
            });
            foreach (var pair in pairs.Where(p => p.Other.Partner == from.Id))
                pair.Other.Partner = to;
        }
    }

    private async Task MoveDeclinedAsync(long id, string former, string to, CancellationToken ct)
    {
        foreach (var pair in await db.DeclinedPairs.Where(p => p.MobilizationId == id && (p.First == former || p.Second == former)).ToListAsync(ct))
        {
            db.DeclinedPairs.Remove(pair);
            await matches.DeclineForGoodAsync(id, pair.Kind, pair.First == former ? pair.Second : pair.First, to, ct);
        }
    }

    private async Task MoveMarkAsync(long id, string former, string mark, CancellationToken ct)
    {
        if (await db.SafeMarks.FindAsync([id, former], ct) is not { } marked)
            return;

        db.SafeMarks.Remove(marked);
        if (await db.SafeMarks.FindAsync([id, mark], ct) is null)
            db.SafeMarks.Add(new SafeMark { MobilizationId = id, Mark = mark, WasGoing = marked.WasGoing });
    }
}
