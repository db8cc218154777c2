using System.Linq.Expressions;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Core.Communities;

/// <summary>
/// The channel that a command means if it names none: the one that the setup of its place names, else the one in which it is used. In
/// a direct conversation, that of the community's first place on the platform that names one.
/// </summary>
public sealed class DefaultChannels(BotDb db, CommunityScope scope)
{
    public async Task<ChannelRef> ForArticlesAsync(Intent intent, CancellationToken ct) =>
        await FindAsync(intent, p => p.ArticleChannel, ct) ?? intent.Channel;

    public async Task<ChannelRef> ForAnnouncementsAsync(Intent intent, CancellationToken ct) =>
        await FindAsync(intent, p => p.AnnouncementChannel, ct) ?? intent.Channel;

    /// <summary>Where organizers read what members report; null if the setup names no channel.</summary>
    public Task<ChannelRef?> ForOrganizersAsync(Intent intent, CancellationToken ct) => FindAsync(intent, p => p.OrganizerChannel, ct);

    private async Task<ChannelRef?> FindAsync(Intent intent, Expression<Func<Place, string?>> channel, CancellationToken ct)
    {
        var (here, community) = (intent.Channel, scope.Id);
        var places = db.Places.Where(p => p.CommunityId == community && p.Platform == here.Platform);
        if (intent.Place is { } place)
            places = places.Where(p => p.Key == place.Id);
        var named = await places.OrderBy(p => p.Id).Select(channel).FirstOrDefaultAsync(c => c != null, ct);
        return named is null ? null : here with { Id = named };
    }
}
