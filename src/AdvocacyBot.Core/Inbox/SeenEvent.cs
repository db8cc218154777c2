using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace AdvocacyBot.Core.Inbox;

/// <summary>An applied event.</summary>
internal sealed class SeenEvent
{
    /// <summary>As <see cref="EventIds"/> writes it.</summary>
    public required string Id { get; init; }

    /// <summary>The day, UTC: the exact time would identify the event.</summary>
    public required DateTime At { get; init; }

    /// <summary>Its answer, as JSON; null if the answer was private.</summary>
    public string? Answer { get; init; }
}

internal static class InboxSets
{
    extension(BotDb db)
    {
        public DbSet<SeenEvent> SeenEvents => db.Set<SeenEvent>();
    }
}

internal sealed class InboxMapping : IEntityTypeConfiguration<SeenEvent>
{
    public void Configure(EntityTypeBuilder<SeenEvent> builder)
    {
        builder.ToTable("SeenEvents").HasKey(e => e.Id);
        builder.HasIndex(e => e.At);
    }
}
