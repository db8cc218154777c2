using System.Diagnostics;
using System.Globalization;
using AdvocacyBot.TestSupport;
using AdvocacyBot.TestSupport.Articles;
using Microsoft.Data.Sqlite;

namespace AdvocacyBot.Benchmarks.Communities;

/// <summary>
/// The cost of a question, of the poll of a feed with one new article, and of an RSVP in one community, where it is alone and where
/// 1,000 communities share the database, each with 10 subscriptions, 100 facts and 3 actions. On SQLite and PostgreSQL. The two
/// databases are measured by turns, so that what else the machine does weighs on both.
/// </summary>
internal static class CommunityBenchmark
{
    private const int Many = 1_000;
    private const int Rounds = 15;
    private const int PerRound = 40;
    private const int PollsPerRound = 3;
    private static int events;

    public static async Task RunAsync(string[] args)
    {
        var count = args.Length > 0 ? int.Parse(args[0].TrimStart('-'), CultureInfo.InvariantCulture) : Many;
        await using var feeds = await FeedServer.StartAsync();
        foreach (var database in (Database[])[Database.Sqlite, Database.Postgres])
        {
            if (database == Database.Postgres && PostgresCluster.Programs is null)
                continue;
            await CompareAsync(database, feeds, count);
        }

        SqliteConnection.ClearAllPools();
    }

    private static async Task CompareAsync(Database database, FeedServer feeds, int count)
    {
        var started = Stopwatch.GetTimestamp();
        await using var alone = await CommunitiesScene.StartAsync(database, feeds, 1);
        await using var among = await CommunitiesScene.StartAsync(database, feeds, count);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{database}, {count} communities (filled in {Stopwatch.GetElapsedTime(started).TotalSeconds:0} s)"));
        await CompareAsync("question", PerRound, AskAsync, alone, among);
        await CompareAsync("rsvp", PerRound, AnswerAsync, alone, among);
        await CompareAsync("poll", PollsPerRound, scene => scene.PollAsync(), alone, among);
    }

    private static async Task CompareAsync(string name, int perRound, Func<CommunitiesScene, Task> run, CommunitiesScene alone, CommunitiesScene among)
    {
        var (one, many) = (new List<double>(), new List<double>());
        for (var round = 0; round < Rounds; round++)
        {
            one.Add(await TimeAsync(perRound, () => run(alone)));
            many.Add(await TimeAsync(perRound, () => run(among)));
        }

        // The first rounds warm both up.
        var (a, b) = (Median(one.Skip(3)), Median(many.Skip(3)));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {name,-10} alone {a,8:0.000} ms, among many {b,8:0.000} ms, ratio {b / a:0.00} (target below 1.20)"));
    }

    private static async Task<double> TimeAsync(int times, Func<Task> run)
    {
        var started = Stopwatch.GetTimestamp();
        for (var i = 0; i < times; i++)
            await run();
        return Stopwatch.GetElapsedTime(started).TotalMilliseconds / times;
    }

    private static double Median(IEnumerable<double> values) => values.Order().ToList() is var sorted ? sorted[sorted.Count / 2] : 0;

    private static Task AskAsync(CommunitiesScene scene) => scene.SayAsync($"ask trips {2000 + (Interlocked.Increment(ref events) % 100)}");

    private static Task AnswerAsync(CommunitiesScene scene) => scene.SayAsync(Interlocked.Increment(ref events) % 2 == 0 ? $"rsvp {scene.Action} going" : $"rsvp {scene.Action} maybe");
}
