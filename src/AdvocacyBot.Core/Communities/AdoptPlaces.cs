using AdvocacyBot.Core.Loops;
using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AdvocacyBot.Core.Communities;

/// <summary>Adopts the places of an older version, as soon as their platforms are connected.</summary>
internal sealed class AdoptPlaces(IServiceScopeFactory scopes, TimeProvider clock, ILogger<AdoptPlaces> logger) : Loop(clock, logger)
{
    private static readonly TimeSpan RetryInterval = TimeSpan.FromSeconds(10);
    private readonly TimeProvider clock = clock;

    public override async Task<DateTime?> TurnAsync(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var places = scope.ServiceProvider.GetRequiredService<AdoptedPlaces>();
        await places.AdoptAsync(ct);
        return await places.AnyWaitAsync(ct) ? clock.UtcNow + RetryInterval : null;
    }
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
