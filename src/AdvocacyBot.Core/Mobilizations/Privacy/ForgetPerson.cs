using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Mobilizations.Answering;
using AdvocacyBot.Core.Mobilizations.Managing;
using AdvocacyBot.Core.Mobilizations.Matching;
using AdvocacyBot.Core.Mobilizations.Notices;
using AdvocacyBot.Core.Mobilizations.Private;
using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Core.Mobilizations.Privacy;

/// <summary>Takes a member out of mobilizations: rows, queue, address, pending messages; who waits gets the seat.</summary>
internal sealed class ForgetPerson(BotDb db, WriteTransaction write, People people, Promotion promotion, Matches matches, Scrub scrub, TimeProvider clock)
{
    /// <summary>Everywhere.</summary>
    public async Task EverywhereAsync(MemberRef member, CancellationToken ct)
    {
        var live = await db.Mobilizations.Where(m => m.State != MobilizationState.Shredded).Select(m => m.Id).ToListAsync(ct);
        foreach (var id in live)
        {
            await write.RunAsync(
                Subject.Of("mobilization", id),
                async inner =>
                {
                    var mobilization = await db.Mobilizations.SingleAsync(m => m.Id == id, inner);
                    await db.Entry(mobilization).ReloadAsync(inner);
                    await FromAsync(mobilization, member, inner);
                },
                ct);
        }

        await scrub.RunAsync(ct);
    }

    private async Task FromAsync(Mobilization mobilization, MemberRef member, CancellationToken ct)
    {
        if (await people.FindAsync(mobilization, member, ct) is not { } person)
            return;

        var (id, key) = (mobilization.Id, person.Id);
        if (person.Rsvp is { } row)
        {
            mobilization.SeatsTaken -= row.Seats;
            mobilization.Waiting -= row.Answer == Answer.Waiting ? 1 : 0;
            db.Rsvps.Remove(row);
            mobilization.RefreshSoon(clock.GetUtcNow().UtcDateTime);
        }

        await db.SaveChangesAsync(ct);
        await db.Rsvps.Where(r => r.MobilizationId == id && r.LinkedTo == key).ExecuteDeleteAsync(ct);
        await db.PrivateContacts.Where(c => c.MobilizationId == id && c.Person == key).ExecuteDeleteAsync(ct);
        await db.PrivateNotes.Where(n => n.MobilizationId == id && n.Person == key).ExecuteDeleteAsync(ct);
        await db.CoOrganizers.Where(c => c.MobilizationId == id && c.Person == key).ExecuteDeleteAsync(ct);
        await db.OneTimeCodes.Where(c => c.MobilizationId == id && c.Person == key).ExecuteDeleteAsync(ct);
        var mark = Pseudonym.For(person.Key, SafeMark.Purpose, person.Pseudonym);
        await db.SafeMarks.Where(m => m.MobilizationId == id && m.Mark == mark).ExecuteDeleteAsync(ct);
        await matches.ForgetAsync(mobilization, key, ct);
        await promotion.RunAsync(mobilization, ct);
    }
}
