using AdvocacyBot.Core.Loops;
using AdvocacyBot.Core.Platforms;
using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AdvocacyBot.Core.Communities;

/// <summary>
/// After an upgrade, finds the places of the channels that an older version used and gives them to the first community, not yet
/// confirmed. The channels wait in <c>AdoptedChannels</c>, which the migration fills, until their platform is connected.
/// </summary>
internal sealed partial class AdoptPlaces(
    IServiceScopeFactory scopes, PlatformDirectory platforms, TimeProvider clock, ILogger<AdoptPlaces> logger)
    : Loop(clock, logger)
{
    private static readonly TimeSpan RetryInterval = TimeSpan.FromSeconds(10);
    private readonly TimeProvider clock = clock;

    public override async Task<DateTime?> TurnAsync(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<BotDb>();
        var waiting = await db.AdoptedChannels.AsNoTracking().ToListAsync(ct);
        if (waiting.Count == 0)
            return null;

        var membership = scope.ServiceProvider.GetRequiredService<Membership>();
        foreach (var channel in waiting)
        {
            if (platforms.Find(channel.Platform) is not { IsReady: true } platform)
                continue;

            if (await platform.PlaceOfAsync(new Chat.ChannelRef(channel.Platform, channel.Channel), ct) is { } place
                && await membership.EnsureAsync(place, Community.FirstId, PlaceState.Unconfirmed, ct))
                LogAdopted(logger, place.ToString());
            await db.AdoptedChannels.Where(c => c.Platform == channel.Platform && c.Channel == channel.Channel).ExecuteDeleteAsync(ct);
        }

        return await db.AdoptedChannels.AnyAsync(ct) ? clock.UtcNow + RetryInterval : null;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Place} was used before communities existed. Confirm it with 'places confirm', or organizers there cannot give orders")]
    private static partial void LogAdopted(ILogger logger, string place);
}

/// <summary>A channel that an older version used and whose place is not known yet.</summary>
public sealed class AdoptedChannel
{
    public required string Platform { get; init; }

    public required string Channel { get; init; }
}

/// <summary>The channels in the database whose place is not known yet.</summary>
public static class AdoptedChannelSet
{
    extension(BotDb db)
    {
        public DbSet<AdoptedChannel> AdoptedChannels => db.Set<AdoptedChannel>();
    }
}

internal sealed class AdoptedChannelMapping : IEntityTypeConfiguration<AdoptedChannel>
{
    public void Configure(Microsoft.EntityFrameworkCore.Metadata.Builders.EntityTypeBuilder<AdoptedChannel> builder) =>
        builder.ToTable("AdoptedChannels").HasKey(c => new { c.Platform, c.Channel });
}
