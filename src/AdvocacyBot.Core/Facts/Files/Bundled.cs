using System.Collections.Concurrent;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace AdvocacyBot.Core.Facts.Files;

/// <summary>The files that the bot comes with.</summary>
internal static class Bundled
{
    /// <summary>The files each needs only those before it.</summary>
    public static readonly IReadOnlyList<string> All = ["topics.yaml", "units.yaml", "countries.yaml", "names.yaml", "facts.yaml"];

    private static readonly ConcurrentDictionary<string, string> Digests = new(StringComparer.Ordinal);

    public static StreamReader Open(string name) => new(Bytes(name));

    /// <summary>Of its bytes, so that telling that nothing is new reads no text.</summary>
    public static string DigestOf(string name) => Digests.GetOrAdd(name, static name =>
    {
        using var bytes = Bytes(name);
        return Convert.ToHexStringLower(SHA256.HashData(bytes));
    });

    private static Stream Bytes(string name) =>
        typeof(Bundled).Assembly.GetManifestResourceStream($"AdvocacyBot.Core.Facts.Bundled.{name}")
        ?? throw new InvalidOperationException($"{name} is not in the assembly.");
}

/// <summary>Which bundled file was last imported, so that a start with the same one reads nothing.</summary>
internal sealed class ImportedFile
{
    public required string Name { get; init; }

    public required string Digest { get; set; }
}

internal sealed class ImportedFileMapping : IEntityTypeConfiguration<ImportedFile>
{
    public void Configure(EntityTypeBuilder<ImportedFile> builder) => builder.ToTable("ImportedFiles").HasKey(f => f.Name);
}
