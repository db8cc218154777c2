using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Core.Communities.Hosting;

/// <summary>
/// What an operator who hosts other groups does with their communities. The first community is the operator's own: it can be neither
/// suspended nor deleted.
/// </summary>
public sealed class CommunityHosting(BotDb db, WriteTransaction write, PlatformState state, TimeProvider clock)
{
    private const string Subject = "communities";

    /// <summary>Suspends a community: it is neither answered nor posted to, and none of its data is deleted.</summary>
    /// <returns>False if it is the first one or unknown.</returns>
    public Task<bool> SuspendAsync(string slug, CancellationToken ct) => SetSuspendedAsync(slug, clock.UtcNow, ct);

    /// <summary>Ends a suspension, unless the community is being deleted.</summary>
    /// <returns>False if it is the first one, unknown or being deleted.</returns>
    public Task<bool> ResumeAsync(string slug, CancellationToken ct) => SetSuspendedAsync(slug, null, ct);

    /// <summary>
    /// Takes the places of a suspended community away and has the running bot delete everything else that it owns, see
    /// <see cref="EraseCommunities"/>. This cannot be undone.
    /// </summary>
    /// <returns>False if it is the first one, unknown or not suspended.</returns>
    public Task<bool> DeleteAsync(string slug, CancellationToken ct) =>
        write.RunAsync(
            Subject,
            async inner =>
            {
                if (await FindAsync(slug, inner) is not { LeftAt: not null } community)
                    return false;

                await db.JoinCodes.Where(c => c.CommunityId == community.Id).ExecuteDeleteAsync(inner);
                await db.Places.Where(p => p.CommunityId == community.Id).ExecuteDeleteAsync(inner);
                await state.SaveAsync(CommunityStates.KeyOf(CommunityStates.Deleted, community.Id), "", inner);
                return true;
            },
            ct);

    private Task<bool> SetSuspendedAsync(string slug, DateTime? since, CancellationToken ct) =>
        write.RunAsync(
            Subject,
            async inner =>
            {
                if (await FindAsync(slug, inner) is not { } community
                    || await state.FindAsync(CommunityStates.KeyOf(CommunityStates.Deleted, community.Id), inner) is not null)
                    return false;

                // The first date stays if it is suspended again.
                community.LeftAt = since is null ? null : community.LeftAt ?? since;
                return true;
            },
            ct);

    private Task<Community?> FindAsync(string slug, CancellationToken ct) =>
        db.Communities.SingleOrDefaultAsync(c => c.Slug == slug && c.Id != Community.FirstId, ct);
}
