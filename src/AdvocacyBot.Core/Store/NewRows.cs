using System.Globalization;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;

namespace AdvocacyBot.Core.Store;

/// <summary>
/// Writes many new rows with one statement for each table, where on SQLite saving writes them one by one, with a statement made
/// anew for each.
/// </summary>
internal static class NewRows
{
    /// <summary>In one statement; SQLite takes 32,766 and PostgreSQL twice as many.</summary>
    private const int MostParameters = 30_000;

    /// <summary>
    /// Inserts what is added and not saved yet, within the present transaction. Rows whose keys the database gives out are left
    /// to be saved.
    /// </summary>
    public static async Task InsertAsync(BotDb db, CancellationToken ct)
    {
        var added = db.ChangeTracker.Entries()
            .Where(e => e.State == EntityState.Added && e.Metadata.GetProperties().All(p => p.ValueGenerated == ValueGenerated.Never))
            .GroupBy(e => e.Metadata)
            .ToList();
        foreach (var rows in added)
        {
            IProperty[] properties = [.. rows.Key.GetProperties()];
            foreach (var some in rows.Chunk(MostParameters / properties.Length))
                await InsertAsync(db, rows.Key, properties, some, ct);
        }
    }

    private static async Task InsertAsync(BotDb db, IEntityType type, IProperty[] properties, EntityEntry[] rows, CancellationToken ct)
    {
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.Transaction = db.Database.CurrentTransaction!.GetDbTransaction();
        var sql = new StringBuilder("INSERT INTO ");
        sql.Append(Quoted(type.GetTableName()!)).Append(" (").AppendJoin(", ", properties.Select(p => Quoted(p.GetColumnName()))).Append(") VALUES ");
        for (var i = 0; i < rows.Length; i++)
        {
            sql.Append(i == 0 ? "(" : ", (");
            for (var j = 0; j < properties.Length; j++)
            {
                var name = string.Create(CultureInfo.InvariantCulture, $"@p{i}_{j}");
                sql.Append(j == 0 ? "" : ", ").Append(name);
                var property = properties[j];
                command.Parameters.Add(property.GetRelationalTypeMapping().CreateParameter(
                    command, name, rows[i].CurrentValues[property], property.IsNullable));
            }

            sql.Append(')');
        }

        command.CommandText = sql.ToString();
        await command.ExecuteNonQueryAsync(ct);
        foreach (var row in rows)
            row.State = EntityState.Unchanged;
    }

    private static string Quoted(string name) => $"\"{name}\"";
}
