using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace AdvocacyBot.Core.Store;

/// <summary>
/// Writes many new rows that the model follows with few statements for each table, where on SQLite saving writes them one by
/// one, with a new statement for each.
/// </summary>
internal static class NewRows
{
    /// <summary>
    /// Inserts what is added and not saved yet, within the present transaction. Rows whose keys the database gives out are left
    /// to be saved.
    /// </summary>
    public static async Task InsertAsync(BotDb db, CancellationToken ct)
    {
        CommunityFilter.Stamp(db.ChangeTracker, db.Scope);
        var added = db.ChangeTracker.Entries()
            .Where(e => e.State == EntityState.Added && e.Metadata.GetProperties().All(p => p.ValueGenerated == ValueGenerated.Never))
            .GroupBy(e => e.Metadata)
            .ToList();
        foreach (var rows in added)
        {
            IProperty[] properties = [.. rows.Key.GetProperties()];
            string[] columns = [.. properties.Select(p => p.GetColumnName())];
            var values = rows.Select(row => Array.ConvertAll(properties, p => Stored(p, row.CurrentValues[p])));
            await RawRows.InsertWholeAsync(db, rows.Key.GetTableName()!, columns, values, ct);
            foreach (var row in rows)
                row.State = EntityState.Unchanged;
        }
    }

    /// <summary>A value as the database keeps it.</summary>
    private static object? Stored(IProperty property, object? value) =>
        property.GetTypeMapping().Converter is { } converter ? converter.ConvertToProvider(value) : value;
}
