using System.Data.Common;
using System.Globalization;
using AdvocacyBot.Core.Facts;
using AdvocacyBot.Core.Facts.Files;
using AdvocacyBot.Core.Facts.Lexicon;
using AdvocacyBot.Core.Facts.Questions;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace AdvocacyBot.Benchmarks.Facts;

/// <summary>Seeded claims beside the bundled ones: 40 topics, 36 years, two of 200 countries each, words of a vocabulary of 2,000.</summary>
internal static class SyntheticFacts
{
    public const int Topics = 40;
    private const int Words = 2_000;
    private const int Years = 36;

    public static string Topic(int n) => $"subject{(char)('a' + (n / 26))}{(char)('a' + (n % 26))}x";

    public static string Word(int n) => "w" + string.Concat(n.ToString("D4", CultureInfo.InvariantCulture).Select(c => (char)('a' + (c - '0'))));

    public static async Task FillAsync(BotDb db, int claims)
    {
        var random = new Random(1);
        var countries = await db.Terms.Where(t => t.Kind == TermKind.Country).OrderBy(t => t.Id).Select(t => t.Id).Take(200).ToListAsync();
        var source = await db.Sources.OrderBy(s => s.Id).Select(s => s.Id).FirstAsync();
        var topics = new List<long>();
        for (var i = 0; i < Topics; i++)
        {
            var term = new Term { Slug = Topic(i), Kind = TermKind.Topic };
            term.Names.Add(new TermName { Language = default, Text = Topic(i), Folded = QuestionTokens.Join(Topic(i)), Role = NameRole.Label });
            db.Terms.Add(term);
            await db.SaveChangesAsync();
            topics.Add(term.Id);
        }

        var first = await db.Claims.MaxAsync(c => c.Id) + 1;
        await using var transaction = await db.Database.BeginTransactionAsync();
        var connection = db.Database.GetDbConnection();
        var raw = transaction.GetDbTransaction();
        using var claim = Prepare(connection, raw,
            "INSERT INTO Claims (CommunityId, Id, PublicId, TopicId, CaseKey, Kind, Comparator, Number, Unit, \"When\", \"From\", \"To\", Status, Rank, SearchText, Version) "
            + "VALUES (1, @a, @b, @c, @d, 'Count', 'Exactly', @e, 'things', @f, @g, @h, 'Published', 'Normal', @i, 1)", "abcdefghi");
        using var worded = Prepare(connection, raw, "INSERT INTO ClaimTexts (CommunityId, ClaimId, Language, Text, Scope) VALUES (1, @a, 'English', '', @b)", "ab");
        using var named = Prepare(connection, raw,
            "INSERT OR IGNORE INTO ClaimTerms (CommunityId, ClaimId, TermId, Role, Position, \"From\", \"To\") VALUES (1, @a, @b, 'Participant', 0, @c, @d)", "abcd");
        using var from = Prepare(connection, raw, "INSERT INTO ClaimSources (CommunityId, ClaimId, SourceId, Stance, Position) VALUES (1, @a, @b, 'Supports', 0)", "ab");
        for (var i = 0; i < claims; i++)
        {
            var id = first + i;
            var year = (1988 + random.Next(Years)).ToString(CultureInfo.InvariantCulture);
            var (firstDay, lastDay) = ($"{year}-01-01", $"{year}-12-31");
            var topic = random.Next(Topics);
            var words = Enumerable.Range(0, 8).Select(_ => Word(random.Next(Words))).ToList();
            var (text, search) = (string.Join(' ', words), string.Join(' ', words.Select(w => SearchStem.Of(w, Language.English)).Concat(ClaimSearchText.WordOf(db.CommunityId))));
            Run(claim, id, $"F-{id + 1_000_000}", topics[topic], $"{topic}|{year}|{i / 2}", random.Next(1, 10_000), year, firstDay, lastDay, search);
            Run(worded, id, text);
            Run(named, id, countries[random.Next(countries.Count)], firstDay, lastDay);
            Run(named, id, countries[random.Next(countries.Count)], firstDay, lastDay);
            Run(from, id, source);
        }

        await transaction.CommitAsync();
        await db.Database.ExecuteSqlRawAsync("ANALYZE");
    }

    private static DbCommand Prepare(DbConnection connection, DbTransaction transaction, string sql, string names)
    {
        var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = sql;
        foreach (var name in names)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = $"@{name}";
            parameter.Value = "";
            command.Parameters.Add(parameter);
        }

        return command;
    }

    private static void Run(DbCommand command, params ReadOnlySpan<object> values)
    {
        for (var i = 0; i < values.Length; i++)
            command.Parameters[i].Value = values[i];
        command.ExecuteNonQuery();
    }
}
