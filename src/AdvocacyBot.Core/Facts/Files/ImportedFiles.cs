using System.Globalization;
using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace AdvocacyBot.Core.Facts.Files;

/// <summary>Which bundled file a community imported last, so that a start with the same one reads nothing.</summary>
internal sealed class ImportedFile : ISharedOrOwned
{
    public long CommunityId { get; init; }

    public required string Name { get; init; }

    public required string Digest { get; set; }
}

internal sealed class ImportedFileMapping : IEntityTypeConfiguration<ImportedFile>
{
    public void Configure(EntityTypeBuilder<ImportedFile> builder) => builder.ToTable("ImportedFiles").HasKey(f => new { f.CommunityId, f.Name });
}

/// <summary>Compares the bundled files with what a community imported last.</summary>
internal static class ImportedFiles
{
    /// <returns>The names of the files that are missing or have changed since.</returns>
    public static async Task<IReadOnlyList<string>> ChangedAsync(BotDb db, long owner, IEnumerable<string> names, CancellationToken ct)
    {
        var imported = (await RawRows.ReadAsync(
            db,
            $"""SELECT "Name", "Digest" FROM "ImportedFiles" WHERE {Of(owner)}""",
            row => (Name: row.GetString(0), Digest: row.GetString(1)),
            ct)).ToDictionary(f => f.Name, f => f.Digest, StringComparer.Ordinal);
        return [.. names.Where(name => imported.GetValueOrDefault(name) != Bundled.DigestOf(name))];
    }

    /// <summary>Records, within the present transaction, that these files have been imported.</summary>
    public static Task MarkAsync(BotDb db, long owner, IReadOnlyCollection<string> names, CancellationToken ct) =>
        MarkAsync(db, owner, names.Select(name => (name, Bundled.DigestOf(name))), ct);

    /// <inheritdoc cref="MarkAsync(BotDb, long, IReadOnlyCollection{string}, CancellationToken)"/>
    public static async Task MarkAsync(BotDb db, long owner, IEnumerable<(string Name, string Digest)> files, CancellationToken ct)
    {
        var rows = files.ToList();
        await RawRows.RunAsync(db, $"""DELETE FROM "ImportedFiles" WHERE {Of(owner)} AND "Name" = @p0""", rows.Select(f => new object?[] { f.Name }), ct);
        await RawRows.InsertAsync(db, "ImportedFiles", ["Name", "Digest"], rows.Select(f => new object?[] { f.Name, f.Digest }), ct, owner);
    }

    private static string Of(long owner) => string.Create(CultureInfo.InvariantCulture, $"\"CommunityId\" = {owner}");
}
