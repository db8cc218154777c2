using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace AdvocacyBot.Core.Inbox;

/// <summary>An event that has had its effect.</summary>
internal sealed class SeenEvent
{
    public required string Id { get; init; }

    public required DateTime At { get; init; }

    /// <summary>The answer it got, as JSON; null where that was private.</summary>
    public string? Answer { get; init; }
}

/// <summary>How far a platform's stream of events has been taken in.</summary>
internal sealed class StreamPosition
{
    public required string Stream { get; init; }

    public required string Position { get; set; }
}

internal static class InboxSets
{
    extension(BotDb db)
    {
        public DbSet<SeenEvent> SeenEvents => db.Set<SeenEvent>();

        public DbSet<StreamPosition> StreamPositions => db.Set<StreamPosition>();
    }
}

internal sealed class InboxMapping : IEntityTypeConfiguration<SeenEvent>, IEntityTypeConfiguration<StreamPosition>
{
    public void Configure(EntityTypeBuilder<SeenEvent> builder)
    {
        builder.ToTable("SeenEvents").HasKey(e => e.Id);
        builder.HasIndex(e => e.At);
    }

    public void Configure(EntityTypeBuilder<StreamPosition> builder) =>
        builder.ToTable("StreamPositions").HasKey(p => p.Stream);
}
