using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Communities;
using AdvocacyBot.Host;
using AdvocacyBot.TestSupport;
using AdvocacyBot.TestSupport.Matrix;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace AdvocacyBot.Benchmarks.Matrix;

/// <summary>
/// On a real Synapse: the time from a command to its visible answer, compared with a bare echo and with an echo on matrix-js-sdk in the
/// same run; the same in an encrypted room and in one without encryption, asked by one client on matrix-js-sdk; and the memory of the bot
/// after many events. <c>matrix --commands 100 --events 10000</c>
/// </summary>
internal static class MatrixBenchmark
{
    public static async Task RunAsync(string[] args)
    {
        if (!Synapse.IsInstalled)
        {
            Console.WriteLine($"Synapse is not installed in {Synapse.Root}.");
            return;
        }

        var commands = (int)Arguments.Number(args, "--commands", 100);
        var events = (int)Arguments.Number(args, "--events", 10_000);
        await using var synapse = await Synapse.StartAsync();
        var ana = await synapse.RegisterAsync();
        var account = await synapse.RegisterAsync();
        var echoAccount = await synapse.RegisterAsync();
        using var folder = new TemporaryFolder();
        await using var app = await StartAsync(synapse, account, ana, folder.Path);
        var room = await ana.MakeRoomAsync([account.Id]);
        await ana.WaitForAsync(room, account.Id, _ => true);
        await JoinPlaceAsync(app.Services, room);

        using var stop = new CancellationTokenSource();
        var echoRoom = await ana.MakeRoomAsync([echoAccount.Id]);
        await echoAccount.JoinAsync(echoRoom);
        var echoing = BareEcho.RunAsync(echoAccount, stop.Token);
        var sdkAccount = await synapse.RegisterAsync();
        var sdkRoom = await ana.MakeRoomAsync([sdkAccount.Id]);
        await sdkAccount.JoinAsync(sdkRoom);
        using var peer = NodePeer.IsInstalled ? new NodePeer("matrix-human.mjs") : null;
        if (peer is not null)
            new SdkHuman(peer, sdkAccount, sdkRoom).Start(synapse.Address).Echo();

        // In turns, so that whatever else the machine does falls on both alike. The pace is below the bot's limit for one member.
        var watch = new Watching(ana);
        var (answers, echoes, sdkEchoes) = (new List<double>(), new List<double>(), new List<double>());
        for (var i = 0; i < commands; i++)
        {
            answers.Add(await watch.TimeAsync(room, "!delegations 2014", account.Id));
            echoes.Add(await watch.TimeAsync(echoRoom, "!delegations 2014", echoAccount.Id));
            if (peer is not null)
                sdkEchoes.Add(await watch.TimeAsync(sdkRoom, "!delegations 2014", sdkAccount.Id));
            await Task.Delay(800);
        }

        await stop.CancelAsync();
        await echoing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Print("command to visible answer", answers);
        Print("bare echo", echoes);
        if (sdkEchoes.Count > 0)
            Print("echo on matrix-js-sdk", sdkEchoes);
        if (peer is not null)
            await EncryptedAsync(watch, await EncryptedHuman.StartAsync(peer, synapse.Address, ana), account.Id, commands, app.Services);
        await MemoryAsync(ana, room, events);
        await app.StopAsync();
    }

    private static async Task<WebApplication> StartAsync(Synapse synapse, MatrixHuman account, MatrixHuman ana, string folder)
    {
        var settings = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Data:Folder"] = folder,
            ["Web:Url"] = "http://127.0.0.1:0",
            ["Sample:Enabled"] = "false",
            ["Matrix:Homeserver"] = synapse.Address.ToString(),
            ["Matrix:User"] = account.Id,
            ["Matrix:Password"] = account.Password,
            ["Matrix:AllowedInviters"] = ana.Id,
        };
        var app = BotHost.Build(new ConfigurationBuilder().AddInMemoryCollection(settings).Build());
        await app.StartAsync();
        return app;
    }

    private static async Task EncryptedAsync(Watching watch, EncryptedHuman human, string bot, int commands, IServiceProvider services)
    {
        var plain = await human.Human.MakeRoomAsync([bot]);
        var encrypted = await human.Human.MakeRoomAsync([bot], new JsonObject
        {
            ["initial_state"] = new JsonArray(new JsonObject
            {
                ["type"] = "m.room.encryption",
                ["state_key"] = "",
                ["content"] = new JsonObject { ["algorithm"] = "m.megolm.v1.aes-sha2" },
            }),
        });
        foreach (var room in new[] { plain, encrypted })
        {
            human.WaitForMember(room, bot);
            await JoinPlaceAsync(services, room);
        }

        var (plainAnswers, encryptedAnswers) = (new List<double>(), new List<double>());
        for (var i = 0; i < commands; i++)
        {
            plainAnswers.Add(await watch.TimeAsync(plain, () => human.Say(plain, "!delegations 2014"), bot));
            encryptedAnswers.Add(await watch.TimeAsync(encrypted, () => human.Say(encrypted, "!delegations 2014"), bot));
            await Task.Delay(800);
        }

        Print("without encryption", plainAnswers);
        Print("encrypted", encryptedAnswers);
    }

    private static async Task JoinPlaceAsync(IServiceProvider services, string room)
    {
        await using var scope = services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<Membership>().EnsureAsync(
            new PlaceRef("matrix", room), Community.FirstId, PlaceState.Confirmed, CancellationToken.None);
    }

    private static async Task MemoryAsync(MatrixHuman ana, string room, int events)
    {
        Console.WriteLine($"{"memory",-28} {Megabytes()} before");
        for (var sent = 0; sent < events;)
        {
            for (var i = 0; i < events / 4; i += 8, sent += 8)
                await Task.WhenAll(Enumerable.Range(0, 8).Select(n => ana.SayAsync(room, $"talk {sent + n}")));
            Console.WriteLine($"{"memory",-28} {Megabytes()} after {sent} events");
        }

        static string Megabytes() => string.Create(CultureInfo.InvariantCulture, $"{GC.GetTotalMemory(forceFullCollection: true) / 1048576.0:F1} MB managed");
    }

    private static void Print(string what, List<double> milliseconds)
    {
        milliseconds.Sort();
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{what,-28} p50 {milliseconds[milliseconds.Count / 2]:F0} ms, p95 {milliseconds[(int)(milliseconds.Count * 0.95)]:F0} ms, {milliseconds.Count} times"));
    }

    /// <summary>A client that waits for what others write, as a person's does.</summary>
    private sealed class Watching(MatrixHuman human)
    {
        private string? since;

        /// <summary>Milliseconds from saying something until somebody's answer to it is seen.</summary>
        public Task<double> TimeAsync(string room, string text, string from) => TimeAsync(room, () => human.SayAsync(room, text), from);

        /// <inheritdoc cref="TimeAsync(string, string, string)"/>
        public Task<double> TimeAsync(string room, Action say, string from) => TimeAsync(room, () => Task.Run(say), from);

        private async Task<double> TimeAsync(string room, Func<Task> say, string from)
        {
            since ??= (await human.ClientAsync("GET", "sync?timeout=0")).GetProperty("next_batch").GetString();
            var started = Stopwatch.GetTimestamp();
            await say();
            while (!await SeesAsync(room, from))
            {
            }

            return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        }

        private async Task<bool> SeesAsync(string room, string from)
        {
            var sync = await human.ClientAsync("GET", $"sync?timeout=30000&since={since}");
            since = sync.GetProperty("next_batch").GetString();
            return sync.TryGetProperty("rooms", out var rooms) && rooms.TryGetProperty("join", out var joined) && joined.TryGetProperty(room, out var news)
                && news.GetProperty("timeline").GetProperty("events").EnumerateArray().Any(e => MatrixHuman.Text(e, "sender") == from);
        }
    }

    /// <summary>The least that can answer: sync, and send back what was said.</summary>
    private static class BareEcho
    {
        public static async Task RunAsync(MatrixHuman account, CancellationToken ct)
        {
            var since = (await account.ClientAsync("GET", "sync?timeout=0")).GetProperty("next_batch").GetString();
            while (!ct.IsCancellationRequested)
            {
                var sync = await account.ClientAsync("GET", $"sync?timeout=1000&since={since}");
                since = sync.GetProperty("next_batch").GetString();
                if (!sync.TryGetProperty("rooms", out var rooms) || !rooms.TryGetProperty("join", out var joined))
                    continue;
                foreach (var room in joined.EnumerateObject())
                    await AnswerAsync(account, room);
            }
        }

        private static async Task AnswerAsync(MatrixHuman account, JsonProperty room)
        {
            foreach (var e in room.Value.GetProperty("timeline").GetProperty("events").EnumerateArray())
            {
                if (MatrixHuman.Text(e, "type") == "m.room.message" && MatrixHuman.Text(e, "sender") != account.Id)
                    await account.SayAsync(room.Name, MatrixHuman.BodyOf(e));
            }
        }
    }
}
