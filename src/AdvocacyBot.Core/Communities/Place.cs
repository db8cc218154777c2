using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace AdvocacyBot.Core.Communities;

/// <summary>
/// A community's location on a platform: a Discord server, a Matrix room, the web room. Only places that have joined have a row.
/// </summary>
public sealed class Place
{
    public long Id { get; init; }

    /// <summary>Not a query filter's column: looking a place up is how a community is found.</summary>
    public required long CommunityId { get; init; }

    public required string Platform { get; init; }

    /// <summary>The platform's own id of the server or room.</summary>
    public required string Key { get; set; }

    public required PlaceState State { get; set; }

    /// <summary>UTC.</summary>
    public required DateTime JoinedAt { get; init; }

    /// <summary>The channel in which feeds are posted if a command names none; null for the one in which it is used.</summary>
    public string? ArticleChannel { get; set; }

    /// <summary>The channel in which actions are announced if a command names none; null for the one in which it is used.</summary>
    public string? AnnouncementChannel { get; set; }

    /// <summary>The channel in which organizers read what members report; null for none.</summary>
    public string? OrganizerChannel { get; set; }

    /// <summary>The platform's ids of the roles whose members organize, separated by spaces; null for none.</summary>
    public string? OrganizerRoles { get; set; }

    public PlaceRef Ref => new(Platform, Key);
}

/// <summary>Where a <see cref="Place"/> stands.</summary>
public enum PlaceState
{
    /// <summary>Joined by configuration or by code, or confirmed by an operator.</summary>
    Confirmed,

    /// <summary>
    /// Taken over from an older version, which let anyone in. Posts, answers and RSVPs continue; organizers' commands wait until
    /// an operator confirms the place.
    /// </summary>
    Unconfirmed,
}

/// <summary>The places in the database.</summary>
public static class PlaceSet
{
    extension(BotDb db)
    {
        public DbSet<Place> Places => db.Set<Place>();
    }
}

internal sealed class PlaceMapping : IEntityTypeConfiguration<Place>
{
    public void Configure(EntityTypeBuilder<Place> builder)
    {
        builder.ToTable("Places").HasKey(p => p.Id);
        builder.Ignore(p => p.Ref);
        builder.HasIndex(p => new { p.Platform, p.Key }).IsUnique();
        builder.HasIndex(p => p.CommunityId);
        builder.HasOne<Community>().WithMany().HasForeignKey(p => p.CommunityId).OnDelete(DeleteBehavior.Cascade);
    }
}
