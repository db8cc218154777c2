using System.Diagnostics;
using System.Globalization;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Mobilizations;
using AdvocacyBot.Core.Mobilizations.Answering;
using AdvocacyBot.Core.Store;
using AdvocacyBot.Host;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace AdvocacyBot.Benchmarks.Mobilizations;

/// <summary>
/// 5,000 answers at once from 64 tasks on 1,000 seats, through the answering slice with its inbox, seats, queue, sealed
/// addresses and receipts; beside bare durable SQLite transactions that write the same rows, one transaction each.
/// </summary>
internal static class RsvpBenchmark
{
    private const int People = 5_000;
    private const int Seats = 1_000;
    private const int Tasks = 64;

    public static async Task RunAsync()
    {
        var folder = Directory.CreateTempSubdirectory("advocacybot-bench-").FullName;
        try
        {
            var warm = await BotAsync(Path.Combine(folder, "warm"), 500);
            var (bot, going, waiting) = await BotAsync(Path.Combine(folder, "bot"), People);
            var bare = await BareAsync(Path.Combine(folder, "bare.db"), Path.Combine(folder, "bot", "advocacybot.db"));
            var rate = People / bot;
            var bareRate = People / bare;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"going {going}, waiting {waiting} (warm-up of {warm.Going + warm.Waiting} before)"));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"answers {rate:0} a second; bare durable transactions of the same rows {bareRate:0} a second; {rate / bareRate:0.00} of bare (target 0.50)"));
        }
        finally
        {
            SqliteConnection.ClearAllPools();
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<(double Seconds, int Going, int Waiting)> BotAsync(string data, int people)
    {
        var settings = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Data:Folder"] = data,
            ["Room:Enabled"] = "false",
            ["Sample:Enabled"] = "false",
        };
        await using var app = BotHost.Build(new ConfigurationBuilder().AddInMemoryCollection(settings).Build());
        await app.Services.GetRequiredService<Preparation>().RunAsync(CancellationToken.None);
        var announce = new Intent("announce", new MemberRef("bench", "organizer"), new ChannelRef("bench", "main"),
            new TextWish($"announce \"March\" 31 May 7am at \"City Hall\" capacity {Seats}", IsCommand: true))
        {
            IsOrganizer = true,
        };
        await app.Services.GetRequiredService<CommandRouter>().HandleAsync(announce, CancellationToken.None);

        var next = 0;
        var started = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, Tasks).Select(_ => Task.Run(async () =>
        {
            for (var i = Interlocked.Increment(ref next); i <= people; i = Interlocked.Increment(ref next))
                await AnswerAsync(app.Services, i);
        })));
        var took = Stopwatch.GetElapsedTime(started).TotalSeconds;

        await using var scope = app.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<BotDb>();
        return (took, await db.Rsvps.CountAsync(r => r.Answer == Answer.Going), await db.Rsvps.CountAsync(r => r.Answer == Answer.Waiting));
    }

    private static async Task AnswerAsync(IServiceProvider services, int i)
    {
        await using var scope = services.CreateAsyncScope();
        var number = i.ToString(CultureInfo.InvariantCulture);
        var intent = new Intent($"event-{number}", new MemberRef("bench", $"member-{number}"), new ChannelRef("bench", "main"), new ChoiceWish("rsvp:1:going"));
        var request = new Request(intent, Language.English, Reading.None);
        await scope.ServiceProvider.GetRequiredService<AnswerRsvp>().RunAsync(request, 1, new AnswerWish(Answer.Going), CancellationToken.None);
    }

    /// <summary>Writes the rows that the bot wrote, each answer's in a transaction of its own, as bare as ADO.NET has it.</summary>
    private static async Task<double> BareAsync(string file, string from)
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
        var started = Stopwatch.GetTimestamp();
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

        return Stopwatch.GetElapsedTime(started).TotalSeconds;

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
}
