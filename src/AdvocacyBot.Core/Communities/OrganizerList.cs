using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Core.Communities;

/// <summary>Lists, for its organizers, who has organized the community in scope. The caller checks that an organizer asks.</summary>
public sealed class OrganizerList(BotDb db, OrganizerAction actions)
{
    /// <summary>Everybody whom the organizer log still knows, the last active first. Reads the whole log.</summary>
    public async Task<IReadOnlyList<KnownOrganizer>> ListAsync(CancellationToken ct)
    {
        var all = new Dictionary<MemberRef, KnownOrganizer>();
        await foreach (var entry in db.OrganizerLog.AsNoTracking().OrderBy(e => e.At).AsAsyncEnumerable().WithCancellation(ct))
        {
            var member = actions.WhoMade(entry);
            all[member] = all.TryGetValue(member, out var known) ? known with { LastAt = entry.At } : new KnownOrganizer(member, entry.At, entry.At);
        }

        return [.. all.Values.OrderByDescending(o => o.LastAt)];
    }

    /// <summary>The accounts alone.</summary>
    public async Task<IReadOnlyList<MemberRef>> MembersAsync(CancellationToken ct) => [.. (await ListAsync(ct)).Select(o => o.Member)];
}

/// <summary>Somebody who has organized.</summary>
/// <param name="FirstAt">UTC.</param>
/// <param name="LastAt">UTC.</param>
public sealed record KnownOrganizer(MemberRef Member, DateTime FirstAt, DateTime LastAt);
