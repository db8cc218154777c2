using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace AdvocacyBot.Core.Store;

/// <summary>
/// A value that a platform needs across restarts, by key: stream positions, session tokens, hashes of registered commands. It belongs to
/// the installation, not to a community.
/// </summary>
public sealed class PlatformState(BotDb db, WriteTransaction write)
{
    /// <param name="key">Begins with the platform's name, such as <c>discord/shard/0/1</c>.</param>
    /// <returns>Null if nothing is stored.</returns>
    public async Task<string?> FindAsync(string key, CancellationToken ct) =>
        await db.Set<PlatformStateRow>().Where(s => s.Key == key).Select(s => s.Value).SingleOrDefaultAsync(ct);

    /// <summary>The values whose keys begin with a prefix, by their keys.</summary>
    public Task<Dictionary<string, string>> FindAllAsync(string prefix, CancellationToken ct) =>
        db.Set<PlatformStateRow>().Where(s => s.Key.StartsWith(prefix)).ToDictionaryAsync(s => s.Key, s => s.Value, StringComparer.Ordinal, ct);

    /// <summary>Deletes the values of some keys. Joins the present transaction.</summary>
    public Task DeleteAsync(IReadOnlyList<string> keys, CancellationToken ct) =>
        db.Set<PlatformStateRow>().Where(s => keys.Contains(s.Key)).ExecuteDeleteAsync(ct);

    /// <summary>Deletes the values whose keys end with a suffix. Scans all keys. Joins the present transaction.</summary>
    public Task DeleteEndingWithAsync(string suffix, CancellationToken ct) =>
        db.Set<PlatformStateRow>().Where(s => s.Key.EndsWith(suffix)).ExecuteDeleteAsync(ct);

    /// <summary>
    /// Replaces a value, but only while the stored one begins with a fence: whoever has put another fence there is not overwritten. Joins
    /// the present transaction, or runs in one of its own.
    /// </summary>
    /// <param name="fence">Begins the new value, too; null to replace whatever is stored.</param>
    /// <returns>Whether it was saved.</returns>
    public async Task<bool> SaveAsync(string key, string value, string? fence, CancellationToken ct)
    {
        if (fence is not null)
        {
            return await write.RunAsync(
                $"state/{key}",
                inner => db.Database.ExecuteSqlAsync(
                    $"""UPDATE "PlatformStates" SET "Value" = {value} WHERE "Key" = {key} AND substr("Value", 1, {fence.Length}) = {fence}""", inner),
                ct) > 0;
        }

        await SaveAsync(key, value, ct);
        return true;
    }

    /// <summary>Inserts or replaces a value. Joins the present transaction, or runs in one of its own.</summary>
    public Task SaveAsync(string key, string value, CancellationToken ct) =>
        write.RunAsync(
            $"state/{key}",
            inner => db.Database.ExecuteSqlAsync(
                $"""
                INSERT INTO "PlatformStates" ("Key", "Value") VALUES ({key}, {value})
                ON CONFLICT ("Key") DO UPDATE SET "Value" = excluded."Value"
                """,
                inner),
            ct);
}

/// <summary>One value of <see cref="PlatformState"/>.</summary>
internal sealed class PlatformStateRow
{
    public required string Key { get; init; }

    public required string Value { get; init; }
}

internal sealed class PlatformStateMapping : IEntityTypeConfiguration<PlatformStateRow>
{
    public void Configure(EntityTypeBuilder<PlatformStateRow> builder) => builder.ToTable("PlatformStates").HasKey(s => s.Key);
}
