using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace AdvocacyBot.Benchmarks.Articles;

/// <summary>
/// Feeds on many addresses of loopback, which count how many requests each of them has at once. Runs in a process of its own
/// (<c>feed-server</c>), so that its work is not measured; see <see cref="RemoteServer"/>.
/// </summary>
internal sealed class CountingServer : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly ConcurrentDictionary<string, int> underWay = new(StringComparer.Ordinal);
    private int requests;
    private int most;

    private CountingServer(WebApplication app) => this.app = app;

    private int generation;
    private int changedEvery = int.MaxValue;

    /// <summary>Runs until standard input ends; prints the port.</summary>
    public static async Task RunAsync(string[] args)
    {
        var port = 20_000 + (Environment.ProcessId % 20_000);
        await using var server = await StartAsync((int)Arguments.Number(args, "--hosts", 1), port);
        Console.WriteLine(port);
        await Console.In.ReadToEndAsync();
    }

    private static async Task<CountingServer> StartAsync(int hosts, int port)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            for (var host = 0; host < hosts; host++)
                kestrel.Listen(new IPEndPoint(new IPAddress([127, 0, 1, (byte)(host + 1)]), port), listen => listen.Protocols = HttpProtocols.Http1);
        });
        var built = builder.Build();
        var server = new CountingServer(built);
        built.Run(server.AnswerAsync);
        await built.StartAsync();
        return server;
    }

    /// <param name="generation">How many articles more each feed has.</param>
    /// <param name="changedEvery">Of so many feeds, one has another article.</param>
    public static string TagOf(int number, int generation, int changedEvery) => $"\"{generation}-{(number % changedEvery == 0 ? 1 : 0)}\"";

    public async ValueTask DisposeAsync() => await app.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        if (context.Request.Path == "/control")
        {
            await context.Response.WriteAsync($"{requests} {most}");
            (requests, most) = (0, 0);
            generation = int.Parse(context.Request.Query["generation"]!, CultureInfo.InvariantCulture);
            changedEvery = int.Parse(context.Request.Query["every"]!, CultureInfo.InvariantCulture);
            return;
        }

        Interlocked.Increment(ref requests);
        var host = context.Request.Host.Host;
        var now = underWay.AddOrUpdate(host, 1, (_, count) => count + 1);
        most = Math.Max(most, now);
        try
        {
            var number = int.Parse(context.Request.Path.Value!.AsSpan(1), CultureInfo.InvariantCulture);
            var tag = TagOf(number, generation, changedEvery);
            context.Response.Headers.ETag = tag;
            if (context.Request.Headers.IfNoneMatch == tag)
                context.Response.StatusCode = 304;
            else
                await context.Response.WriteAsync(Document(number));
        }
        finally
        {
            underWay.AddOrUpdate(host, 0, (_, count) => count - 1);
        }
    }

    private string Document(int number)
    {
        var items = Enumerable.Range(0, 10 + generation + (number % changedEvery == 0 ? 1 : 0)).Select(item =>
            $"<item><title>Article {number}-{item}</title><guid isPermaLink=\"false\">{number}-{item}</guid><description>What happened.</description></item>");
        return $"<rss version=\"2.0\"><channel><title>Feed {number}</title>{string.Concat(items)}</channel></rss>";
    }
}
