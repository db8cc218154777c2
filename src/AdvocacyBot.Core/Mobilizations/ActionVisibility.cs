using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Commands;
using AdvocacyBot.Core.Mobilizations.Managing;
using AdvocacyBot.Core.Mobilizations.Privacy;
using AdvocacyBot.Core.Platforms;
using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Core.Mobilizations;

/// <summary>
/// Decides who may know of an announced action: people in the channels where it is announced, people who have answered, its
/// co-organizers and the community's organizers; everybody if it is announced as open. To all others it does not exist.
/// </summary>
internal sealed class ActionVisibility(BotDb db, People people, PlatformDirectory platforms, NumberCache cache)
{
    /// <summary>Whether the member of a request may be told of an action privately.</summary>
    /// <param name="id">The row's; 0 if there is none.</param>
    public async ValueTask<bool> IncludesAsync(Request request, long id, CancellationToken ct)
    {
        if (id == 0 || request.IsOrganizer || cache.IsAnnounced(id, request.Intent.Channel))
            return true;
        return await db.Mobilizations.FindAsync([id], ct) is { } mobilization && await IncludesAsync(request, mobilization, await ChannelsAsync([id], ct), ct);
    }

    /// <summary>Those of several actions that the member of a request may be told of privately.</summary>
    public async Task<List<Mobilization>> ForMemberAsync(Request request, IReadOnlyList<Mobilization> mobilizations, CancellationToken ct)
    {
        var channels = await ChannelsAsync([.. mobilizations.Select(m => m.Id)], ct);
        var visible = new List<Mobilization>();
        foreach (var mobilization in mobilizations)
        {
            if (request.IsOrganizer || await IncludesAsync(request, mobilization, channels, ct))
                visible.Add(mobilization);
        }

        return visible;
    }

    /// <summary>The actions that a channel's readers may be told of publicly, whoever asks.</summary>
    public static IQueryable<Mobilization> In(BotDb db, ChannelRef channel)
    {
        var channels = db.MobilizationChannels;
        return db.Mobilizations.Where(m => m.IsPublic
            || channels.Any(c => c.MobilizationId == m.Id && c.Platform == channel.Platform && c.Channel == channel.Id));
    }

    private async Task<bool> IncludesAsync(Request request, Mobilization mobilization, ILookup<long, ChannelRef> announced, CancellationToken ct)
    {
        var channels = announced[mobilization.Id].ToList();
        if (channels.Contains(request.Intent.Channel))
        {
            cache.AddAnnounced(mobilization.Id, request.Intent.Channel);
            return true;
        }

        var member = request.Intent.Member;
        return mobilization.IsPublic
            || await TakesPartAsync(mobilization, member, ct)
            || await ReadsAnyAsync(member, channels.Where(c => c.Platform == member.Platform), ct);
    }

    private async Task<bool> TakesPartAsync(Mobilization mobilization, MemberRef member, CancellationToken ct) =>
        await people.FindAsync(mobilization, member, ct) is { } person
        && (person.Rsvp is not null || await db.CoOrganizers.AnyAsync(c => c.MobilizationId == mobilization.Id && c.Person == person.Id, ct));

    private async Task<bool> ReadsAnyAsync(MemberRef member, IEnumerable<ChannelRef> channels, CancellationToken ct)
    {
        if (platforms.Find(member.Platform) is not { } platform)
            return false;
        foreach (var channel in channels)
        {
            if (await platform.CanReadAsync(member, channel, ct))
                return true;
        }

        return false;
    }

    private async Task<ILookup<long, ChannelRef>> ChannelsAsync(long[] ids, CancellationToken ct) =>
        (await db.MobilizationChannels.AsNoTracking().Where(c => ids.Contains(c.MobilizationId)).ToListAsync(ct)).ToLookup(c => c.MobilizationId, c => c.ChannelRef);
}
