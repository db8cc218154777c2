using System.Globalization;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Commands;
using AdvocacyBot.Core.Communities;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Mobilizations;
using AdvocacyBot.Core.Mobilizations.Answering;
using AdvocacyBot.Core.Platforms;
using AdvocacyBot.Core.Store;
using AdvocacyBot.Host;
using AdvocacyBot.TestSupport;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace AdvocacyBot.Benchmarks.Mobilizations;

/// <summary>
/// 5,000 answers at once from 64 tasks on 1,000 seats: through the router, as a platform hands in a pressed button, by a process that
/// has just started and by one that has run for a while, and through the answering slice alone; all with inbox, seats, queue, sealed
/// addresses and receipts. For comparison, raw durable transactions that write the same rows, one transaction for each answer. On
/// SQLite, and on PostgreSQL where it is installed.
/// </summary>
internal static class RsvpBenchmark
{
    public const int People = 5_000;
    private const int Seats = 1_000;
    private const int Tasks = 64;

    public static async Task RunAsync()
    {
        using var folder = new TemporaryFolder();
        await RunAsync("SQLite", folder.Path, newDatabase: null);
        if (PostgresCluster.Programs is not null)
            await RunAsync("PostgreSQL", folder.Path, PostgresCluster.NewDurableDatabase);
        SqliteConnection.ClearAllPools();
    }

    private static async Task RunAsync(string database, string folder, Func<string>? newDatabase)
    {
        var routed = newDatabase?.Invoke();
        var fresh = await BotAsync(Path.Combine(folder, $"{database}-fresh"), newDatabase?.Invoke(), ThroughTheRouterAsync);
        var router = await BotAsync(Path.Combine(folder, $"{database}-router"), routed, ThroughTheRouterAsync);
        var slice = await BotAsync(Path.Combine(folder, $"{database}-slice"), newDatabase?.Invoke(), ThroughTheSliceAsync);
        var raw = routed is null
            ? await RawTransactions.OnSqliteAsync(Path.Combine(folder, "raw.db"), Path.Combine(folder, $"{database}-router", "advocacybot.db"))
            : await RawTransactions.OnPostgresAsync(routed);
        Console.WriteLine($"-- {database}");
        Print("raw durable transactions of the same rows", new Run(raw, Seats, People - Seats), raw);
        Print("answers through the router", router, raw);
        Print("answers through the router of a process just started", fresh, raw);
        Print("answers through the slice alone", slice, raw);
    }

    private static void Print(string what, Run run, Cost raw) =>
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{People / run.Cost.Seconds,6:0} a second, {raw.Seconds / run.Cost.Seconds:0.00} of raw (target on SQLite: 1.20); "
            + $"{run.Cost.ProcessorSeconds / People * 1e6,5:0} µs of processor each: {what}; going {run.Going}, waiting {run.Waiting}"));

    /// <param name="connection">Of an empty PostgreSQL database; null for SQLite.</param>
    private static async Task<Run> BotAsync(string data, string? connection, Func<IServiceProvider, Intent, Task> answer)
    {
        var settings = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Data:Folder"] = data,
            ["Web:Enabled"] = "false",
            ["Sample:Enabled"] = "false",
            ["Storage:Provider"] = connection is null ? "Sqlite" : "Postgres",
            ["ConnectionStrings:BotDb"] = connection,
        };
        var platform = new FakePlatform("bench");
        await using var app = BotHost.Build(
            new ConfigurationBuilder().AddInMemoryCollection(settings).Build(),
            services => services.AddSingleton<IChatPlatform>(platform).AddSingleton(new ConfiguredPlace(platform.Home)));
        await app.Services.GetRequiredService<Preparation>().RunAsync(CancellationToken.None);
        var announce = new Intent("announce", new MemberRef("bench", "organizer"), new ChannelRef("bench", "main"),
            new TextBody($"announce \"March\" 31 May 7am at \"City Hall\" capacity {Seats}", IsCommand: true))
        {
            Place = platform.Home,
            IsVouchedOrganizer = true,
        };
        var router = app.Services.GetRequiredService<CommandRouter>();
        var preview = await router.HandleAsync(announce, CancellationToken.None);
        await router.HandleAsync(announce with { EventId = "publish", Body = new ChoiceBody(preview.Choices[0].Id) }, CancellationToken.None);

        var next = 0;
        var cost = new CostMeter();
        await Task.WhenAll(Enumerable.Range(0, Tasks).Select(_ => Task.Run(async () =>
        {
            for (var i = Interlocked.Increment(ref next); i <= People; i = Interlocked.Increment(ref next))
                await answer(app.Services, Pressed(i));
        })));
        var took = cost.Read();

        await using var scope = app.Services.CreateScopeOf(Community.FirstId);
        var db = scope.ServiceProvider.GetRequiredService<BotDb>();
        return new Run(took, await db.Rsvps.CountAsync(r => r.Answer == Answer.Going), await db.Rsvps.CountAsync(r => r.Answer == Answer.Waiting));
    }

    /// <summary>Somebody presses Going, on a platform that does not tell their language.</summary>
    private static Intent Pressed(int i)
    {
        var number = i.ToString(CultureInfo.InvariantCulture);
        return new Intent($"event-{number}", new MemberRef("bench", $"member-{number}"), new ChannelRef("bench", "main"), new ChoiceBody("rsvp:1:going"))
        {
            Place = new PlaceRef("bench", "home"),
        };
    }

    private static Task ThroughTheRouterAsync(IServiceProvider services, Intent intent) =>
        services.GetRequiredService<CommandRouter>().HandleAsync(intent, CancellationToken.None);

    private static async Task ThroughTheSliceAsync(IServiceProvider services, Intent intent)
    {
        await using var scope = services.CreateScopeOf(Community.FirstId);
        var request = new Request(intent, Language.English, Reading.None) { Community = Community.FirstId };
        await scope.ServiceProvider.GetRequiredService<AnswerRsvp>().RunAsync(request, 1, new AnswerWish(Answer.Going), CancellationToken.None);
    }

    private sealed record Run(Cost Cost, int Going, int Waiting);
}
