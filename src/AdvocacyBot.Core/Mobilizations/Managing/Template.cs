using AdvocacyBot.Core.Mobilizations.Privacy;
using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace AdvocacyBot.Core.Mobilizations.Managing;

/// <summary>A mobilization without its time, to announce others like it.</summary>
internal sealed class Template : ICommunityOwned
{
    public long CommunityId { get; init; }

    /// <summary>Folded.</summary>
    public required string Name { get; init; }

    /// <summary>The options of <c>announce</c> as JSON.</summary>
    public required string Options { get; set; }
}

/// <summary>A mark that somebody is home safe, which cannot be tied to their answer.</summary>
internal sealed class SafeMark : ICommunityOwned
{
    public long CommunityId { get; init; }

    public required long MobilizationId { get; init; }

    public required string Mark { get; init; }

    /// <summary>Whether the person had answered that they come.</summary>
    public bool WasGoing { get; init; }

    /// <summary>The mark of a pseudonym, which only the mobilization's key can make.</summary>
    public static string Of(byte[] key, string person) => Pseudonym.For(key, "safe", new Pseudonym(person));
}

internal static class TemplateSets
{
    extension(BotDb db)
    {
        public DbSet<Template> Templates => db.Set<Template>();

        public DbSet<SafeMark> SafeMarks => db.Set<SafeMark>();
    }
}

internal sealed class TemplateMapping : IEntityTypeConfiguration<Template>, IEntityTypeConfiguration<SafeMark>
{
    public void Configure(EntityTypeBuilder<Template> builder) => builder.ToTable("Templates").HasKey(t => new { t.CommunityId, t.Name });

    public void Configure(EntityTypeBuilder<SafeMark> builder)
    {
        builder.ToTable("SafeMarks").HasKey(m => new { m.MobilizationId, m.Mark });
        builder.Property(m => m.WasGoing).HasDefaultValue(false);
    }
}
