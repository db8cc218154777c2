using System.Diagnostics;
using System.Globalization;
using AdvocacyBot.Core.Communities;
using AdvocacyBot.Core.Facts.Files;
using AdvocacyBot.Core.Facts.Lexicon;
using AdvocacyBot.Core.Languages;
using Microsoft.Data.Sqlite;

namespace AdvocacyBot.Benchmarks.Facts;

/// <summary>The same look-ups in bare SQL, in the same database, each on one open connection.</summary>
internal sealed class FactBaselines(string file, int asked)
{
    private const int Warm = 50;

    /// <summary>By topic and year, as <c>subject 2001</c> does.</summary>
    public Task<double[]> ByTopicAsync() => MeasureAsync(
        """
        SELECT c.Id, c.Number, t.Scope FROM Claims c JOIN ClaimTexts t ON t.ClaimId = c.Id
        WHERE c.TopicId = (SELECT Id FROM Terms WHERE Slug = $words) AND c.Status = 'Published' AND c."From" <= $to AND c."To" >= $from
        ORDER BY c."To" DESC, c.Id LIMIT 60
        """,
        _ => SyntheticFacts.Topic(7));

    /// <summary>By words of the text, through the same full-text index (FTS5).</summary>
    public Task<double[]> ByWordsAsync(params int[] words)
    {
        var community = ClaimSearchText.WordOf(Community.FirstId);
        var stems = words.Select(word => $"\"{SearchStem.Of(SyntheticFacts.Word(word), Language.English)}\"");
        var match = string.Join(" AND ", community.Select(word => $"\"{word}\"").Concat(stems));
        return MeasureAsync(
            """
            SELECT c.Id, c.Number, t.Scope FROM ClaimSearch CROSS JOIN Claims c ON c.Id = ClaimSearch.rowid JOIN ClaimTexts t ON t.ClaimId = c.Id
            WHERE ClaimSearch MATCH $words AND c.Status = 'Published' AND c."From" <= $to AND c."To" >= $from
            ORDER BY ClaimSearch.rowid DESC LIMIT 60
            """,
            _ => match,
            isOfAnyYear: true);
    }

    private async Task<double[]> MeasureAsync(string sql, Func<int, string> words, bool isOfAnyYear = false)
    {
        await using var connection = new SqliteConnection($"Data Source={file}");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        var value = command.Parameters.AddWithValue("$words", "");
        var (from, to) = (command.Parameters.AddWithValue("$from", ""), command.Parameters.AddWithValue("$to", ""));
        var times = new double[asked];
        for (var i = -Warm; i < asked; i++)
        {
            var year = (1988 + (Math.Abs(i) % 36)).ToString(CultureInfo.InvariantCulture);
            (value.Value, from.Value, to.Value) = (words(i), isOfAnyYear ? "0001-01-01" : $"{year}-01-01", isOfAnyYear ? "9999-12-31" : $"{year}-12-31");
            var start = Stopwatch.GetTimestamp();
            await using var rows = await command.ExecuteReaderAsync();
            while (await rows.ReadAsync())
                _ = rows.GetInt64(0);
            if (i >= 0)
                times[i] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        }

        return times;
    }
}
