using AdvocacyBot.Core.Mobilizations.Privacy;
using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Core.Mobilizations.Private;

/// <summary>A private message whose time has come.</summary>
/// <param name="Platform">Where it goes; null if there is no address any more.</param>
internal sealed record DueNote(long Community, long Mobilization, long Id, string? Platform);

/// <summary>Which private messages are due.</summary>
internal sealed class DueNotes(BotDb db, KeyStore keys)
{
    /// <summary>Those that are due, in their order.</summary>
    /// <param name="now">UTC.</param>
    public async Task<IReadOnlyList<DueNote>> ListAsync(DateTime now, CancellationToken ct)
    {
        var (mobilizations, contacts) = (db.Mobilizations.AcrossCommunities(), db.PrivateContacts.AcrossCommunities());
        var due = await db.PrivateNotes.AcrossCommunities().AsNoTracking()
            .Where(n => n.DueAt <= now)
            .OrderBy(n => n.DueAt).ThenBy(n => n.Id)
            .Select(n => new
            {
                n.Id,
                n.CommunityId,
                n.MobilizationId,
                mobilizations.First(m => m.Id == n.MobilizationId).KeyId,
                Contact = contacts.FirstOrDefault(c => c.MobilizationId == n.MobilizationId && c.Person == n.Person),
            })
            .ToListAsync(ct);
        var known = due.Select(n => n.KeyId).Distinct().ToDictionary(id => id, keys.Find, StringComparer.Ordinal);
        return due.ConvertAll(n => new DueNote(n.CommunityId, n.MobilizationId, n.Id, PlatformOf(n.Contact, known[n.KeyId])));
    }

    /// <summary>When the next becomes due, UTC; null when there is none.</summary>
    /// <param name="now">UTC.</param>
    public Task<DateTime?> NextAsync(DateTime now, CancellationToken ct) =>
        db.PrivateNotes.AcrossCommunities().Where(n => n.DueAt > now).MinAsync(n => (DateTime?)n.DueAt, ct);

    private static string? PlatformOf(PrivateContact? contact, byte[]? key) =>
        contact is null || key is null ? null : Contacts.Open(contact, key)?.Member.Platform;
}
