using AdvocacyBot.Core.Loops;
using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace AdvocacyBot.Core.Communities;

/// <summary>
/// One thing that an organizer did: who, what, when and where. Only organizers of the same community read it. It names members
/// of the organizing team and never a volunteer.
/// </summary>
public sealed class OrganizerLogEntry : ICommunityOwned
{
    public long Id { get; init; }

    public long CommunityId { get; init; }

    /// <summary>UTC.</summary>
    public required DateTime At { get; init; }

    /// <summary>The organizer, sealed under a key outside the database.</summary>
    public required byte[] Organizer { get; init; }

    /// <summary>The platform's name.</summary>
    public required string Platform { get; init; }

    /// <summary>The platform's id of the place; null in a direct conversation.</summary>
    public string? Place { get; init; }

    /// <summary>The command with the number that it concerned, such as <c>action 7 cancel</c>; never free text.</summary>
    public required string What { get; init; }
}

/// <summary>The organizer log in the database.</summary>
public static class OrganizerLogSet
{
    extension(BotDb db)
    {
        public DbSet<OrganizerLogEntry> OrganizerLog => db.Set<OrganizerLogEntry>();
    }
}

internal sealed class OrganizerLogMapping : IEntityTypeConfiguration<OrganizerLogEntry>
{
    public void Configure(EntityTypeBuilder<OrganizerLogEntry> builder)
    {
        builder.ToTable("OrganizerLog").HasKey(e => e.Id);
        builder.HasIndex(e => new { e.CommunityId, e.At });
    }
}

/// <summary>Deletes entries of the organizer log once they are <see cref="Retention"/> old.</summary>
internal sealed class DeleteOldLogEntries(BotDb db, WriteTransaction write, TimeProvider clock) : IHousekeeper
{
    public static readonly TimeSpan Retention = TimeSpan.FromDays(180);

    public async Task KeepAsync(CancellationToken ct)
    {
        var before = clock.UtcNow - Retention;
        await write.RunAsync("organizer-log", inner => db.OrganizerLog.AcrossCommunities().Where(e => e.At < before).ExecuteDeleteAsync(inner), ct);
    }
}
