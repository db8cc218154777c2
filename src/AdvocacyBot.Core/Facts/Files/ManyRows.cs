using System.Globalization;
using System.Text;
using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Core.Facts.Files;

/// <summary>Writes rows many to a statement, within the present transaction: what a file brings comes in hundreds of thousands.</summary>
internal static class ManyRows
{
    private const int RowsAtOnce = 100;

    /// <param name="db">Whose transaction it is.</param>
    /// <param name="table">A table of the model.</param>
    /// <param name="columns">Its columns, in the order of the values.</param>
    /// <param name="rows">Values as the database keeps them: numbers, text, instants, null.</param>
    /// <param name="ct">Cancels.</param>
    public static async Task InsertAsync(BotDb db, string table, string[] columns, IEnumerable<object?[]> rows, CancellationToken ct)
    {
        var into = $"INSERT INTO \"{table}\" ({string.Join(", ", columns.Select(c => $"\"{c}\""))}) VALUES ";
        foreach (var chunk in rows.Chunk(RowsAtOnce))
        {
            var sql = new StringBuilder(into);
            var values = new List<object>();
            for (var row = 0; row < chunk.Length; row++)
            {
                sql.Append(row == 0 ? "(" : ", (");
                for (var column = 0; column < columns.Length; column++)
                {
                    sql.Append(column == 0 ? "" : ", ");
                    if (chunk[row][column] is { } value)
                    {
                        sql.Append(CultureInfo.InvariantCulture, $"{{{values.Count}}}");
                        values.Add(value);
                    }
                    else
                    {
                        sql.Append("NULL");
                    }
                }

                sql.Append(')');
            }

            // The statement is made of the model's own names and places for parameters, and of nothing that anybody typed.
            await db.Database.ExecuteSqlRawAsync(sql.ToString(), values, ct);
        }
    }
}
