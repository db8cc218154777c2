using AdvocacyBot.TestSupport;
using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Tests.Mobilizations.Privacy;

/// <summary>Searches the database as somebody would who has it: every column of every row, of whichever community.</summary>
internal static class TableSearch
{
    extension(BotHarness bot)
    {
        /// <summary>The tables in which any of these stands, in text or in bytes.</summary>
        /// <param name="entity">Only this one's table; all if null.</param>
        public async Task<List<string>> TablesWithAsync(IReadOnlyCollection<string> secrets, Type? entity = null)
        {
            var tables = await bot.DbAsync(db => Task.FromResult(
                db.Model.GetEntityTypes().Where(e => entity is null || e.ClrType == entity).Select(e => e.GetTableName()!).Distinct().ToList()));
            var found = new List<string>();
            foreach (var table in tables)
            {
                var rows = await bot.ReadAsync($"SELECT * FROM \"{table}\"");
                if (rows.Any(row => secrets.Any(secret => row.Contains(secret, StringComparison.Ordinal))))
                    found.Add(table);
            }

            return found;
        }

        /// <summary>A table's rows in the order in which they are stored, which is that of a dump.</summary>
        public Task<List<string>> StoredAsync(string table, string column) => bot.ReadAsync($"SELECT \"{column}\" FROM \"{table}\"");

        /// <summary>The rows of a statement, each as its values in lines.</summary>
        public Task<List<string>> ReadAsync(string sql) => bot.DbAsync(async db =>
        {
            await db.Database.OpenConnectionAsync();
            await using var command = db.Database.GetDbConnection().CreateCommand();
            command.CommandText = sql;
            var rows = new List<string>();
            await using var reader = await command.ExecuteReaderAsync();
            while (await reader.ReadAsync())
                rows.Add(string.Join('\n', Enumerable.Range(0, reader.FieldCount).Select(i => Text(reader.GetValue(i)))));
            return rows;
        });
    }

    private static string? Text(object value) => value is byte[] bytes ? System.Text.Encoding.Latin1.GetString(bytes) : value.ToString();
}
