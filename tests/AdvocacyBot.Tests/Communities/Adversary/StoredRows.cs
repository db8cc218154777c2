using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace AdvocacyBot.Tests.Communities.Adversary;

/// <summary>Reads every row that belongs to a community, as the model says, without any filter.</summary>
/// <param name="model">For the names of tables and columns.</param>
/// <param name="file">The database.</param>
internal sealed class StoredRows(IModel model, string file)
{
    private const string Owner = "CommunityId";

    /// <summary>Messages are noted after their answer is shown, which is no change of what a community holds.</summary>
    private static readonly string[] WrittenLater = ["MessageSubjects"];

    private readonly IReadOnlyList<(string Table, string Query)> queries =
    [
        .. model.GetEntityTypes()
            .Where(e => e.FindProperty(Owner) is not null && !WrittenLater.Contains(e.GetTableName()))
            .Select(e => (e.GetTableName()!, $"""SELECT * FROM "{e.GetTableName()}" WHERE "{Owner}" = $community"""))
            .DistinctBy(q => q.Item1)
            .OrderBy(q => q.Item1, StringComparer.Ordinal),
        ("Communities", """SELECT * FROM "Communities" WHERE "Id" = $community"""),
        ("Feeds", """SELECT "Id", "Address", "Title", "State", "IsHeld" FROM "Feeds" WHERE "Id" IN (SELECT "FeedId" FROM "Subscriptions" WHERE "CommunityId" = $community)"""),
        ("Articles", """SELECT * FROM "Articles" WHERE "FeedId" IN (SELECT "FeedId" FROM "Subscriptions" WHERE "CommunityId" = $community)"""),
    ];

    /// <summary>All rows of a community, and every delivery to its channels, as sorted text.</summary>
    public Task<IReadOnlyList<string>> ReadAsync(Side side) => ReadAsync(side.Community, [side.Channel.Id, side.Second.Id]);

    /// <inheritdoc cref="ReadAsync(Side)"/>
    public async Task<IReadOnlyList<string>> ReadAsync(long community, IEnumerable<string> channels)
    {
        await using var connection = new SqliteConnection($"Data Source={file};Mode=ReadOnly");
        await connection.OpenAsync();
        var rows = new List<string>();
        foreach (var (table, query) in queries)
            await AddAsync(connection, table, query, ("$community", community), rows);
        foreach (var channel in channels)
            await AddAsync(connection, "Deliveries to a channel", """SELECT * FROM "Deliveries" WHERE "Channel" = $channel""", ("$channel", channel), rows);
        return rows;
    }

    /// <summary>The differences between two readings, for a failure's message.</summary>
    public static string Difference(IReadOnlyList<string> before, IReadOnlyList<string> after) =>
        string.Join('\n', before.Except(after).Select(r => $"- {r}").Concat(after.Except(before).Select(r => $"+ {r}")));

    private static async Task AddAsync(SqliteConnection connection, string table, string query, (string Name, object Value) parameter, List<string> rows)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = query;
        command.Parameters.AddWithValue(parameter.Name, parameter.Value);
        await using var reader = await command.ExecuteReaderAsync();
        var first = rows.Count;
        while (await reader.ReadAsync())
        {
            rows.Add($"{table}: " + string.Join(" · ", Enumerable.Range(0, reader.FieldCount).Select(i =>
                $"{reader.GetName(i)}={(reader.GetValue(i) is byte[] bytes ? Convert.ToHexStringLower(bytes) : Convert.ToString(reader.GetValue(i), CultureInfo.InvariantCulture))}")));
        }

        rows.Sort(first, rows.Count - first, StringComparer.Ordinal);
    }
}
