using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace AdvocacyBot.Core.Mobilizations;

/// <summary>A channel in which a mobilization is announced.</summary>
internal sealed class MobilizationChannel : ICommunityOwned
{
    public long CommunityId { get; init; }

    public required long MobilizationId { get; init; }

    public required string Platform { get; init; }

    public required string Channel { get; init; }

    public required Languages.Language Language { get; set; }

    /// <summary>The platform's ids of the roles that the announcement notifies, separated by spaces; null for none.</summary>
    public string? Mentions { get; init; }

    public ChannelRef ChannelRef => new(Platform, Channel);
}

internal static class MobilizationChannelSet
{
    extension(BotDb db)
    {
        public DbSet<MobilizationChannel> MobilizationChannels => db.Set<MobilizationChannel>();
    }
}

internal sealed class MobilizationChannelMapping : IEntityTypeConfiguration<MobilizationChannel>
{
    public void Configure(EntityTypeBuilder<MobilizationChannel> builder)
    {
        builder.ToTable("MobilizationChannels").HasKey(c => new { c.MobilizationId, c.Platform, c.Channel });
        builder.Ignore(c => c.ChannelRef);
    }
}
