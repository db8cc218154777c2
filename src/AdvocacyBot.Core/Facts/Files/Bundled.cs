using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace AdvocacyBot.Core.Facts.Files;

/// <summary>The files that the bot comes with.</summary>
internal static class Bundled
{
    public static StreamReader Open(string name) =>
        new(typeof(Bundled).Assembly.GetManifestResourceStream($"AdvocacyBot.Core.Facts.Bundled.{name}")
            ?? throw new InvalidOperationException($"{name} is not in the assembly."));

    /// <summary>The files in the order in which each needs those before it.</summary>
    public static readonly IReadOnlyList<string> All = ["topics.yaml", "countries.yaml", "names.yaml", "facts.yaml"];
}

/// <summary>Which bundled file was last imported, so that a start with the same one reads nothing.</summary>
internal sealed class ImportedFile
{
    public required string Name { get; init; }

    public required string Digest { get; set; }
}

internal static class ImportedFileSet
{
    extension(BotDb db)
    {
        public DbSet<ImportedFile> ImportedFiles => db.Set<ImportedFile>();
    }
}

internal sealed class ImportedFileMapping : IEntityTypeConfiguration<ImportedFile>
{
    public void Configure(EntityTypeBuilder<ImportedFile> builder) => builder.ToTable("ImportedFiles").HasKey(f => f.Name);
}
