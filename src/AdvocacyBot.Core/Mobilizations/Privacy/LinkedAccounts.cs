using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Core.Mobilizations.Privacy;

/// <summary>Tells whether two accounts were linked as one person in any action whose key still exists.</summary>
internal sealed class LinkedAccounts(BotDb db, KeyStore keys)
{
    public async Task<bool> AreLinkedAsync(MemberRef first, MemberRef second, CancellationToken ct)
    {
        var rsvps = db.Rsvps;
        var withLinks = await db.Mobilizations.AsNoTracking()
            .Where(m => rsvps.Any(r => r.MobilizationId == m.Id && r.LinkedTo != null))
            .Select(m => new { m.Id, m.KeyId }).ToListAsync(ct);
        foreach (var mobilization in withLinks)
        {
            if (keys.Find(mobilization.KeyId) is not { } key)
                continue;

            string[] people = [Pseudonym.Of(key, first).Value, Pseudonym.Of(key, second).Value];
            var rows = await rsvps.AsNoTracking().Where(r => r.MobilizationId == mobilization.Id && people.Contains(r.Person))
                .Select(r => new { r.Person, Root = r.LinkedTo ?? r.Person }).ToListAsync(ct);
            if (rows.Count == 2 && rows[0].Root == rows[1].Root)
                return true;
        }

        return false;
    }
}
