using System.Collections.Concurrent;
using System.Data.Common;
using System.Text.RegularExpressions;
using AdvocacyBot.Core.Articles.Polling;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Loops;
using AdvocacyBot.Core.Store;
using AdvocacyBot.TestSupport;
using AdvocacyBot.TestSupport.Articles;
using AdvocacyBot.Tests.Mobilizations;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace AdvocacyBot.Tests.Store;

/// <summary>What people wait for reads its rows by an index, so that its cost does not grow with what other communities store.</summary>
public sealed partial class QueryPlanTests
{
    /// <summary>Tables that hold a few rows however many communities there are.</summary>
    private static readonly string[] Small = ["CONSTANT", "AdoptedChannels"];

    [Fact]
    public async Task No_statement_of_a_question_an_answer_or_a_poll_scans_a_table()
    {
        var statements = new Statements();
        await using var feeds = await FeedServer.StartAsync();
        await using var bot = await BotHarness.StartAsync(
            adjust: services => services.ConfigureDbContext<BotDb>(options => options.AddInterceptors(statements)),
            settings: new Dictionary<string, string?> { ["Feeds:AllowedPrivateHosts:0"] = feeds.Host });
        await bot.PublishAsync(await bot.OrganizeAsync("announce \"Vigil\" 31 May 2099 7am at \"The square\" capacity 40"));
        feeds.Serve("/feed", SomeFeed.Rss(SomeFeed.Items(1, 3)));
        await bot.OrganizeAsync($"feeds add {feeds.At("/feed")}");
        await bot.TurnAsync();

        statements.Texts.Clear();
        foreach (var said in (string[])["ask delegations 2014", "rsvp 1 going", "rsvp 1 no", "my rsvps", "actions", "action 1", "articles latest", "articles why 1", "help"])
            await bot.SayAsync(said, new MemberRef("fake", "ana"), command: true);
        feeds.Serve("/feed", SomeFeed.Rss(SomeFeed.Items(1, 4)));
        bot.Clock.Advance(TimeSpan.FromHours(1));
        await bot.Services.GetServices<Loop>().OfType<FeedPoller>().Single().TurnAsync(CancellationToken.None);

        Assert.NotEmpty(statements.Texts);
        var scans = await FindScansAsync(Path.Combine(bot.Folder, "advocacybot.db"), statements.Texts.Keys);
        Assert.True(scans.Count == 0, string.Join("\n\n", scans));
    }

    private static async Task<IReadOnlyList<string>> FindScansAsync(string file, IEnumerable<string> statements)
    {
        await using var connection = new SqliteConnection($"Data Source={file};Mode=ReadOnly");
        await connection.OpenAsync();
        var scans = new List<string>();
        foreach (var statement in statements.SelectMany(text => text.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)))
        {
            if (!Readable().IsMatch(statement))
                continue;
            await using var command = connection.CreateCommand();
            command.CommandText = $"EXPLAIN QUERY PLAN {statement}";
            foreach (Match name in Parameter().Matches(statement))
            {
                if (!command.Parameters.Contains(name.Value))
                    command.Parameters.AddWithValue(name.Value, DBNull.Value);
            }

            await using var reader = await command.ExecuteReaderAsync();
            while (await reader.ReadAsync())
            {
                var step = reader.GetString(3);
                // A virtual table is a list that the statement itself brings along.
                if (Scan().Match(step) is { Success: true } scan && !step.Contains("VIRTUAL TABLE", StringComparison.Ordinal)
                    && !Small.Any(table => table == scan.Groups["table"].Value || statement.Contains($"\"{table}\" AS \"{scan.Groups["table"].Value}\"", StringComparison.Ordinal)))
                    scans.Add($"{step} in:\n{statement}");
            }
        }

        return scans;
    }

    [GeneratedRegex("^(SELECT|INSERT|UPDATE|DELETE|WITH)", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Readable();

    [GeneratedRegex(@"[@$]\w+", RegexOptions.NonBacktracking)]
    private static partial Regex Parameter();

    [GeneratedRegex("^SCAN (?<table>\\w+)", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Scan();

    private sealed class Statements : DbCommandInterceptor
    {
        public ConcurrentDictionary<string, bool> Texts { get; } = new(StringComparer.Ordinal);

        public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
            DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
        {
            Texts[command.CommandText] = true;
            return base.ReaderExecutingAsync(command, eventData, result, cancellationToken);
        }

        public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
            DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
        {
            Texts[command.CommandText] = true;
            return base.NonQueryExecutingAsync(command, eventData, result, cancellationToken);
        }
    }
}
