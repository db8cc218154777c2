using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Inbox;
using AdvocacyBot.Core.Mobilizations.Answering;
using AdvocacyBot.Core.Mobilizations.Notices;
using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Core.Mobilizations.Privacy;

/// <summary>Takes a member out of mobilizations: rows, queue, address, pending messages; who waits gets the seat.</summary>
internal sealed class ForgetPerson(
    BotDb db, WriteTransaction write, EventInbox inbox, People people, Promotion promotion, PersonRows rows, Scrub scrub, TimeProvider clock)
{
    /// <summary>From every mobilization of the community in scope, because they ask for it.</summary>
    public Task EverywhereAsync(MemberRef member, CancellationToken ct) =>
        EverywhereAsync((id, inner) => FromAsync(id, member, isDeparture: false, inner), ct);

    /// <summary>From every mobilization of the community in scope, once for the event that said that they have left.</summary>
    public Task DepartedAsync(MemberRef member, string eventId, CancellationToken ct) =>
        EverywhereAsync(
            (id, inner) => inbox.OnceAsync(
                member.Platform, $"{eventId}/{Mobilization.SubjectOf(id)}", last => FromAsync(id, member, isDeparture: true, last), inner),
            ct);

    private async Task EverywhereAsync(Func<long, CancellationToken, Task> forget, CancellationToken ct)
    {
        var live = await db.Mobilizations.Where(m => m.State != MobilizationState.Shredded).Select(m => m.Id).ToListAsync(ct);
        foreach (var id in live)
            await write.RunAsync(Mobilization.SubjectOf(id), inner => forget(id, inner), ct);

        await scrub.RunAsync(ct);
    }

    private async Task FromAsync(long id, MemberRef member, bool isDeparture, CancellationToken ct)
    {
        var mobilization = await db.Mobilizations.SingleAsync(m => m.Id == id, ct);
        await db.Entry(mobilization).ReloadAsync(ct);
        if (await people.FindAsync(mobilization, member, ct) is not { } person)
            return;

        // Who has linked an account elsewhere has only left here.
        if (isDeparture && await db.Rsvps.AnyAsync(r => r.MobilizationId == id && r.LinkedTo == person.Id, ct))
            return;

        if (person.Rsvp is not null)
            mobilization.RefreshSoon(clock.UtcNow);
        await rows.DeleteAsync(mobilization, person, ct);
        await promotion.RunAsync(mobilization, ct);
    }
}
