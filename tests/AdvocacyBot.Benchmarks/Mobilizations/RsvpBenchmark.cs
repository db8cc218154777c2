using System.Diagnostics;
using System.Globalization;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Commands;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Mobilizations;
using AdvocacyBot.Core.Mobilizations.Answering;
using AdvocacyBot.Core.Store;
using AdvocacyBot.Host;
using AdvocacyBot.TestSupport;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace AdvocacyBot.Benchmarks.Mobilizations;

/// <summary>
/// 5,000 answers at once from 64 tasks on 1,000 seats: through the bot's front door, as a platform hands in a pressed button,
/// by a process that has just started and by one that has run for a while, and through the answering slice alone; all with
/// inbox, seats, queue, sealed addresses and receipts. Beside them bare durable SQLite transactions that write the same rows,
/// one transaction for each answer.
/// </summary>
internal static class RsvpBenchmark
{
    private const int People = 5_000;
    private const int Seats = 1_000;
    private const int Tasks = 64;

    public static async Task RunAsync()
    {
        using var folder = new TemporaryFolder();
        var fresh = await BotAsync(Path.Combine(folder.Path, "fresh"), ThroughTheRouterAsync);
        var router = await BotAsync(Path.Combine(folder.Path, "router"), ThroughTheRouterAsync);
        var slice = await BotAsync(Path.Combine(folder.Path, "slice"), ThroughTheSliceAsync);
        var bare = await BareAsync(Path.Combine(folder.Path, "bare.db"), Path.Combine(folder.Path, "router", "advocacybot.db"));
        Print("bare durable transactions of the same rows", new Run(bare, Seats, People - Seats), bare);
        Print("answers through the router", router, bare);
        Print("answers through the router of a process just started", fresh, bare);
        Print("answers through the slice alone", slice, bare);
        SqliteConnection.ClearAllPools();
    }

    private static void Print(string what, Run run, Cost bare) =>
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{People / run.Cost.Seconds,6:0} a second, {bare.Seconds / run.Cost.Seconds:0.00} of bare (target 0.50); "
            + $"{run.Cost.ProcessorSeconds / People * 1e6,5:0} µs of processor each: {what}; going {run.Going}, waiting {run.Waiting}"));

    private static async Task<Run> BotAsync(string data, Func<IServiceProvider, Intent, Task> answer)
    {
        var settings = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Data:Folder"] = data,
            ["Web:Enabled"] = "false",
            ["Sample:Enabled"] = "false",
        };
        await using var app = BotHost.Build(new ConfigurationBuilder().AddInMemoryCollection(settings).Build());
        await app.Services.GetRequiredService<Preparation>().RunAsync(CancellationToken.None);
        var announce = new Intent("announce", new MemberRef("bench", "organizer"), new ChannelRef("bench", "main"),
            new TextBody($"announce \"March\" 31 May 7am at \"City Hall\" capacity {Seats}", IsCommand: true))
        {
            Place = new PlaceRef("bench", "home"),
            IsVouchedOrganizer = true,
        };
        var router = app.Services.GetRequiredService<CommandRouter>();
        var preview = await router.HandleAsync(announce, CancellationToken.None);
        await router.HandleAsync(announce with { EventId = "publish", Body = new ChoiceBody(preview.Choices[0].Id) }, CancellationToken.None);

        var next = 0;
        var cost = new Meter();
        await Task.WhenAll(Enumerable.Range(0, Tasks).Select(_ => Task.Run(async () =>
        {
            for (var i = Interlocked.Increment(ref next); i <= People; i = Interlocked.Increment(ref next))
                await answer(app.Services, Pressed(i));
        })));
        var took = cost.Read();

        await using var scope = app.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<BotDb>();
        return new Run(took, await db.Rsvps.CountAsync(r => r.Answer == Answer.Going), await db.Rsvps.CountAsync(r => r.Answer == Answer.Waiting));
    }

    /// <summary>Somebody presses Going, on a platform that does not tell their language.</summary>
    private static Intent Pressed(int i)
    {
        var number = i.ToString(CultureInfo.InvariantCulture);
        return new Intent($"event-{number}", new MemberRef("bench", $"member-{number}"), new ChannelRef("bench", "main"), new ChoiceBody("rsvp:1:going"));
    }

    private static Task ThroughTheRouterAsync(IServiceProvider services, Intent intent) =>
        services.GetRequiredService<CommandRouter>().HandleAsync(intent, CancellationToken.None);

    private static async Task ThroughTheSliceAsync(IServiceProvider services, Intent intent)
    {
        await using var scope = services.CreateAsyncScope();
        var request = new Request(intent, Language.English, Reading.None);
        await scope.ServiceProvider.GetRequiredService<AnswerRsvp>().RunAsync(request, 1, new AnswerWish(Answer.Going), CancellationToken.None);
    }

    /// <summary>Writes the rows that the bot wrote, each answer's in a transaction of its own, as bare as ADO.NET has it.</summary>
    private static async Task<Cost> BareAsync(string file, string from)
    {
        SqliteConnection.ClearAllPools();
        await using (var copy = new SqliteConnection($"Data Source={from}"))
        {
            await copy.OpenAsync();
            await ExecuteAsync(copy, $"VACUUM INTO '{file}'");
        }

        await using var connection = new SqliteConnection($"Data Source={file}");
        await connection.OpenAsync();
        await ExecuteAsync(connection, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON; PRAGMA temp_store = MEMORY;");
        await ExecuteAsync(connection,
            """
            CREATE TABLE Source AS SELECT r.*, c.Box, row_number() OVER (ORDER BY r.Position) AS Number FROM Rsvps r
              LEFT JOIN PrivateContacts c ON c.MobilizationId = r.MobilizationId AND c.Person = r.Person;
            CREATE UNIQUE INDEX SourceNumber ON Source (Number);
            DELETE FROM Rsvps; DELETE FROM PrivateContacts; DELETE FROM SeenEvents;
            """);

        await using var rsvp = Command(
            "INSERT INTO Rsvps SELECT MobilizationId, Person, Answer, Party, RoleSlotId, Position, OfferUntil, LinkedTo FROM Source WHERE Number = $n");
        await using var contact = Command(
            "INSERT INTO PrivateContacts (MobilizationId, Person, Box, WantsReminders, WantsSeat, WantsMatch) "
            + "SELECT MobilizationId, Person, Box, 0, 1, 0 FROM Source WHERE Number = $n AND Box IS NOT NULL");
        await using var seen = Command("INSERT INTO SeenEvents (Id, At) VALUES (hex(randomblob(32)), '2026-05-04 12:00:00')");
        await using var mobilization = Command("UPDATE Mobilizations SET SeatsTaken = SeatsTaken + 1, LastPosition = LastPosition + 1, Waiting = Waiting + 1 WHERE Id = 1");
        var cost = new Meter();
        for (var i = 1; i <= People; i++)
        {
            await using var transaction = connection.BeginTransaction();
            foreach (var command in new[] { rsvp, contact, seen, mobilization })
            {
                command.Transaction = transaction;
                if (command.Parameters.Count > 0)
                    command.Parameters[0].Value = i;
                command.ExecuteNonQuery();
            }

            transaction.Commit();
        }

        return cost.Read();

        SqliteCommand Command(string text)
        {
            var command = connection.CreateCommand();
            command.CommandText = text;
            if (text.Contains("$n", StringComparison.Ordinal))
                command.Parameters.AddWithValue("$n", 0);
            command.Prepare();
            return command;
        }
    }

    private static async Task ExecuteAsync(SqliteConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }

    private sealed record Run(Cost Cost, int Going, int Waiting);

    private sealed record Cost(double Seconds, double ProcessorSeconds);

    /// <summary>Time, and the processor's time, which other programs on the machine do not lengthen.</summary>
    private sealed class Meter
    {
        private readonly long started = Stopwatch.GetTimestamp();
        private readonly TimeSpan processor = Environment.CpuUsage.TotalTime;

        public Cost Read() => new(Stopwatch.GetElapsedTime(started).TotalSeconds, (Environment.CpuUsage.TotalTime - processor).TotalSeconds);
    }
}
