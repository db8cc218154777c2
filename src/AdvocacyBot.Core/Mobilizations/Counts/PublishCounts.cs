using AdvocacyBot.Core.Mobilizations.Privacy;
using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Core.Mobilizations.Counts;

/// <summary>
/// Takes over what the public is told of seats, people and roles, within the present transaction: with a batch that at least
/// <see cref="PublicBands.MinPeople"/> people have joined, and once more when answers close. Everything public reads what was
/// taken over last and nothing newer.
/// </summary>
internal sealed class PublishCounts(BotDb db, KeyStore keys, TimeProvider clock)
{
    /// <summary>
    /// People are counted by their rows, and compared with the largest number so far: who changes an answer, or is forgotten and
    /// answers again, brings no publication nearer, so that three accounts stand for three people however often they answer.
    /// </summary>
    public async Task RunAsync(Mobilization mobilization, CancellationToken ct)
    {
        if (mobilization.State != MobilizationState.Open || keys.Find(mobilization.KeyId) is not { } key)
            return;

        await db.SaveChangesAsync(ct);
        var people = db.Rsvps.Where(r => r.MobilizationId == mobilization.Id && r.Answer != Answer.Linked);
        var count = await people.CountAsync(ct);
        var cutoff = mobilization.ClosesAt ?? mobilization.StartsAt;
        var isCutoff = clock.UtcNow >= cutoff && mobilization.PublishedCutoff != cutoff;
        if (!isCutoff && count < mobilization.PublishedPeople + PublicBands.MinPeople)
            return;

        if (isCutoff)
            mobilization.PublishedCutoff = cutoff;
        mobilization.PublishedPeople = Math.Max(mobilization.PublishedPeople, count);
        var going = await people.CountAsync(r => r.Answer == Answer.Going || r.Answer == Answer.Offered, ct);
        mobilization.PublishedGoing = PublicBands.Next(mobilization.PublishedGoing, going, key);
        (mobilization.PublishedTaken, mobilization.PublishedWaiting) = (mobilization.SeatsTaken, mobilization.Waiting);
        await PublishRolesAsync(mobilization.Id, ct);
    }

    private async Task PublishRolesAsync(long id, CancellationToken ct)
    {
        var slots = await db.RoleSlots.Where(s => s.MobilizationId == id).ToListAsync(ct);
        if (slots.Count == 0)
            return;

        var filled = await Coverage.CountsAsync(db, id, ct);
        foreach (var slot in slots)
            slot.PublishedFilled = filled.GetValueOrDefault(slot.Id);
        await db.SaveChangesAsync(ct);
    }
}
