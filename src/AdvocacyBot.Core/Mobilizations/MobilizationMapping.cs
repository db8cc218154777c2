using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace AdvocacyBot.Core.Mobilizations;

internal sealed class MobilizationMapping : IEntityTypeConfiguration<Mobilization>
{
    public void Configure(EntityTypeBuilder<Mobilization> builder)
    {
        builder.ToTable("Mobilizations").HasKey(m => m.Id);
        builder.Ignore(m => m.Subject);
        builder.Ignore(m => m.IsCancelled);
        builder.Ignore(m => m.IsAnnounced);
        builder.Property(m => m.Number).HasDefaultValue(0L).ValueGeneratedNever();
        builder.HasIndex(m => new { m.CommunityId, m.Number }).IsUnique().HasFilter("\"Number\" <> 0");
        builder.HasIndex(m => new { m.CommunityId, m.State, m.StartsAt });
        builder.Property(m => m.HasEnd).HasDefaultValue(false);
        builder.Property(m => m.HasDiscussion).HasDefaultValue(false);
        builder.Property(m => m.IsDiscussionClosed).HasDefaultValue(false);
        builder.Property(m => m.TextVersion).HasDefaultValue(0);
        builder.Property(m => m.IsPublic).HasDefaultValue(false);
        builder.Property(m => m.PublishedPeople).HasDefaultValue(0);
        builder.Property(m => m.PublishedGoing).HasDefaultValue(0);
        builder.Property(m => m.PublishedTaken).HasDefaultValue(0);
        builder.Property(m => m.PublishedWaiting).HasDefaultValue(0);
        builder.HasIndex(m => new { m.State, m.StartsAt });
        builder.HasIndex(m => m.RefreshAt);
        builder.HasIndex(m => m.RemindAt);
        builder.Property(m => m.IsMatchingOff).HasDefaultValue(false);
        builder.HasIndex(m => m.CheckInAt);
        builder.HasIndex(m => m.SeriesId);
    }
}
