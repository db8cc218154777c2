using AdvocacyBot.Core.Mobilizations.Managing;
using AdvocacyBot.Core.Mobilizations.Matching;
using AdvocacyBot.Core.Mobilizations.Private;
using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Core.Mobilizations.Privacy;

/// <summary>
/// All rows that a mobilization has about one person, under every pseudonym of theirs. A table about people that is missing here
/// fails a test.
/// </summary>
internal sealed class PersonRows(BotDb db, Matches matches)
{
    /// <summary>The entities about people.</summary>
    public static IReadOnlyList<Type> Entities { get; } =
    [
        typeof(Rsvp), typeof(PrivateContact), typeof(PrivateNote), typeof(CoOrganizer), typeof(OneTimeCode), typeof(SafeMark), typeof(Seeker), typeof(DeclinedPair),
    ];

    /// <summary>Every pseudonym of a person: the one that holds their answer, and those of the accounts that are linked to it.</summary>
    public async Task<List<string>> PseudonymsAsync(long mobilization, Person person, CancellationToken ct)
    {
        var linked = await db.Rsvps.Where(r => r.MobilizationId == mobilization && r.LinkedTo == person.Id).Select(r => r.Person).ToListAsync(ct);
        return [.. linked.Append(person.Id).Append(person.OwnId).Distinct(StringComparer.Ordinal)];
    }

    /// <summary>Deletes everything about a person; who was matched with them is told, and the counts lose them.</summary>
    public async Task DeleteAsync(Mobilization mobilization, Person person, CancellationToken ct)
    {
        var id = mobilization.Id;
        var all = await PseudonymsAsync(id, person, ct);
        var marks = all.ConvertAll(one => SafeMark.Of(person.Key, one));
        foreach (var row in await db.Rsvps.Where(r => r.MobilizationId == id && all.Contains(r.Person)).ToListAsync(ct))
        {
            mobilization.SeatsTaken -= row.Seats;
            mobilization.Waiting -= row.Answer == Answer.Waiting ? 1 : 0;
            db.Rsvps.Remove(row);
        }

        await db.SaveChangesAsync(ct);
        foreach (var one in all)
            await matches.ForgetAsync(mobilization, one, ct);
        await db.SaveChangesAsync(ct);
        await db.PrivateContacts.Where(c => c.MobilizationId == id && all.Contains(c.Person)).ExecuteDeleteAsync(ct);
        await db.PrivateNotes.Where(n => n.MobilizationId == id && all.Contains(n.Person)).ExecuteDeleteAsync(ct);
        await db.CoOrganizers.Where(c => c.MobilizationId == id && all.Contains(c.Person)).ExecuteDeleteAsync(ct);
        await db.OneTimeCodes.Where(c => c.MobilizationId == id && all.Contains(c.Person!)).ExecuteDeleteAsync(ct);
        await db.SafeMarks.Where(m => m.MobilizationId == id && marks.Contains(m.Mark)).ExecuteDeleteAsync(ct);
    }

    /// <summary>Deletes every row that belongs to a person, whoever it is.</summary>
    public async Task DeleteAllAsync(long mobilization, CancellationToken ct)
    {
        await db.Rsvps.Where(r => r.MobilizationId == mobilization).ExecuteDeleteAsync(ct);
        await db.PrivateContacts.Where(c => c.MobilizationId == mobilization).ExecuteDeleteAsync(ct);
        await db.PrivateNotes.Where(n => n.MobilizationId == mobilization).ExecuteDeleteAsync(ct);
        await db.CoOrganizers.Where(c => c.MobilizationId == mobilization).ExecuteDeleteAsync(ct);
        await db.OneTimeCodes.Where(c => c.MobilizationId == mobilization).ExecuteDeleteAsync(ct);
        await db.SafeMarks.Where(m => m.MobilizationId == mobilization).ExecuteDeleteAsync(ct);
        await db.Seekers.Where(s => s.MobilizationId == mobilization).ExecuteDeleteAsync(ct);
        await db.DeclinedPairs.Where(p => p.MobilizationId == mobilization).ExecuteDeleteAsync(ct);
    }
}
