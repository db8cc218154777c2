using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace AdvocacyBot.Core.Chat;

/// <summary>What organizers have set for one channel.</summary>
public sealed class ChannelSetting : ICommunityOwned
{
    public long CommunityId { get; init; }

    public required string Platform { get; init; }

    public required string Channel { get; init; }

    /// <summary>The language of what the bot posts there, and of its answers where a member's own is not known.</summary>
    public Language? Language { get; set; }
}

/// <summary>The channels' settings in the database.</summary>
public static class ChannelSettingSet
{
    extension(BotDb db)
    {
        public DbSet<ChannelSetting> ChannelSettings => db.Set<ChannelSetting>();

        /// <summary>
        /// The language set for a channel; null if none is. Reads across communities: a channel belongs to one at most, and platforms ask
        /// before they know which.
        /// </summary>
        public Task<Language?> LanguageOfAsync(ChannelRef channel, CancellationToken ct) =>
            db.Set<ChannelSetting>().AcrossCommunities()
                .Where(s => s.Platform == channel.Platform && s.Channel == channel.Id)
                .Select(s => s.Language)
                .SingleOrDefaultAsync(ct);
    }
}

internal sealed class ChannelSettingMapping : IEntityTypeConfiguration<ChannelSetting>
{
    public void Configure(EntityTypeBuilder<ChannelSetting> builder) =>
        builder.ToTable("ChannelSettings").HasKey(s => new { s.Platform, s.Channel });
}
