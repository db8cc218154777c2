using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.RegularExpressions;
using AdvocacyBot.TestSupport;

namespace AdvocacyBot.Benchmarks.Web;

/// <summary>
/// The public page of an action as a browser without scripts loads it, beside a static file from the same server in the same run: time to
/// the first byte one after another, and with 200 readers at once while answers come in.
/// </summary>
internal static partial class PublicBenchmark
{
    private const int Requests = 3_000;
    private const int WarmUp = 500;
    private const int Readers = 200;
    private const int Answerers = 60;
    private const string StaticFile = "/assets/base.css";
    private static readonly TimeSpan Crowd = TimeSpan.FromSeconds(20);

    /// <summary>Between two pages of one reader, at most.</summary>
    private static readonly TimeSpan Reading = TimeSpan.FromMilliseconds(400);

    public static async Task RunAsync()
    {
        using var folder = new TemporaryFolder();
        await using var bot = await BotProcess.StartAsync(folder.Path);
        using var organizer = new HttpClient { BaseAddress = bot.Room };
        var path = await AnnounceAsync(bot, organizer);
        await SizeAsync(organizer, path);

        using var one = Visitor(bot.Room, 1);
        await AlternateAsync(one, path, WarmUp);
        Print($"one reader, {Requests} requests each", await AlternateAsync(one, path, Requests));

        using var stop = new CancellationTokenSource(Crowd);
        var answers = Enumerable.Range(0, Answerers).Select(i => AnswerAsync(bot.Room, path, i, stop.Token)).ToList();
        var readers = await Task.WhenAll(Enumerable.Range(0, Readers).Select(i => ReadAsync(bot.Room, path, i, stop.Token)));
        var given = (await Task.WhenAll(answers)).Sum();
        Print(
            string.Create(CultureInfo.InvariantCulture, $"{Readers} readers while {given} answers come in, {Crowd.TotalSeconds:0} s"),
            new Times([.. readers.SelectMany(r => r.Page)], [.. readers.SelectMany(r => r.File)]));
    }

    private static async Task<string> AnnounceAsync(BotProcess bot, HttpClient organizer)
    {
        await organizer.SignInAsync(bot.OrganizerLink);
        var said = await organizer.PostAsJsonAsync(
            "/api/room/messages",
            new { text = "announce \"March for water\" 2031-05-31 07:00 America/Toronto at \"City Hall\" capacity 5000 role medic:4 role marshal:10 open" });
        said.EnsureSuccessStatusCode();
        while (true)
        {
            var messages = await organizer.GetFromJsonAsync<JsonElement>("/api/room/messages");
            foreach (var message in messages.EnumerateArray())
            {
                foreach (var choice in message.GetProperty("choices").EnumerateArray().Select(c => c.GetProperty("id").GetString()!).Where(id => id.EndsWith(":publish", StringComparison.Ordinal)))
                    await organizer.PostAsJsonAsync("/api/room/choices", new { message = message.GetProperty("id").GetInt64(), choice });
            }

            if (PagePath().Match(await organizer.GetStringAsync("/a")) is { Success: true } page)
                return page.Value;
            await Task.Delay(100);
        }
    }

    private static async Task SizeAsync(HttpClient client, string path)
    {
        var page = (await client.GetByteArrayAsync(path)).Length;
        var (style, script) = (0, 0);
        foreach (var file in (string[])["base.css", "pages.css", "icon.svg"])
            style += (await client.GetByteArrayAsync($"/assets/{file}")).Length;
        foreach (var file in (string[])["page.js", "copy.js"])
            script += (await client.GetByteArrayAsync($"/assets/{file}")).Length;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"bytes: page {page}, stylesheets and icon {style}, scripts {script}, together {(page + style + script) / 1000.0:0.0} kB (target: under 60 kB)"));
    }

    private static async Task<Times> AlternateAsync(HttpClient client, string path, int count)
    {
        var (page, file) = (new List<double>(count), new List<double>(count));
        for (var i = 0; i < count; i++)
        {
            // The limit of requests for each address is far above what a person does; a measurement is not a person.
            page.Add(await FirstByteAsync(client, path));
            file.Add(await FirstByteAsync(client, StaticFile));
            await Task.Delay(i % 2 == 0 ? 10 : 11);
        }

        return new Times(page, file);
    }

    private static async Task<Times> ReadAsync(Uri site, string path, int number, CancellationToken stop)
    {
        using var client = Visitor(site, 100 + number);
        var (page, file) = (new List<double>(), new List<double>());
        while (!stop.IsCancellationRequested)
        {
            page.Add(await FirstByteAsync(client, path));
            await Task.Delay(Random.Shared.Next((int)Reading.TotalMilliseconds), CancellationToken.None);
            file.Add(await FirstByteAsync(client, StaticFile));
            await Task.Delay(Random.Shared.Next((int)Reading.TotalMilliseconds), CancellationToken.None);
        }

        return new Times(page, file);
    }

    /// <summary>People who answer on the page, each once and from an address of their own.</summary>
    /// <returns>How many answers were taken.</returns>
    private static async Task<int> AnswerAsync(Uri site, string path, int number, CancellationToken stop)
    {
        var taken = 0;
        using var client = Visitor(site, 1_000 + number, keepsCookies: false);
        while (!stop.IsCancellationRequested)
        {
            using var form = new FormUrlEncodedContent([KeyValuePair.Create("answer", "going")]);
            using var answer = await client.PostAsync(path, form, CancellationToken.None);
            if (answer.StatusCode is HttpStatusCode.Found or HttpStatusCode.SeeOther)
                taken++;
            await Task.Delay(2_000, CancellationToken.None);
        }

        return taken;
    }

    private static async Task<double> FirstByteAsync(HttpClient client, string path)
    {
        var started = Stopwatch.GetTimestamp();
        using var response = await client.GetAsync(path, HttpCompletionOption.ResponseHeadersRead);
        await using var body = await response.Content.ReadAsStreamAsync();
        var first = new byte[1];
        await body.ReadExactlyAsync(first);
        var took = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        if (!response.IsSuccessStatusCode)
            throw new InvalidOperationException($"{path} was answered with {response.StatusCode}.");
        await body.CopyToAsync(Stream.Null);
        return took;
    }

    /// <summary>A visitor with an address of loopback of their own.</summary>
    private static HttpClient Visitor(Uri site, int number, bool keepsCookies = true) => new(new SocketsHttpHandler
    {
        UseCookies = keepsCookies,
        AllowAutoRedirect = false,
        ConnectCallback = async (_, ct) =>
        {
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            socket.Bind(new IPEndPoint(IPAddress.Parse(string.Create(CultureInfo.InvariantCulture, $"127.0.{1 + (number / 250)}.{1 + (number % 250)}")), 0));
            await socket.ConnectAsync(IPAddress.Loopback, site.Port, ct);
            return new NetworkStream(socket, ownsSocket: true);
        },
    })
    {
        BaseAddress = site,
    };

    private static void Print(string what, Times times)
    {
        var (page50, page95) = (At(times.Page, 0.5), At(times.Page, 0.95));
        var (file50, file95) = (At(times.File, 0.5), At(times.File, 0.95));
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{what}: first byte of the page p50 {page50:0.00} ms, p95 {page95:0.00} ms ({times.Page.Count}); of a static file p50 {file50:0.00} ms, p95 {file95:0.00} ms ({times.File.Count}); p95 ratio {page95 / file95:0.00} (target: at most 2)"));
    }

    private static double At(List<double> values, double share) => values.Order().ElementAt((int)(values.Count * share));

    private sealed record Times(List<double> Page, List<double> File);

    [GeneratedRegex("/a/[a-z0-9-]+", RegexOptions.NonBacktracking)]
    private static partial Regex PagePath();
}
