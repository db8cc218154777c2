using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace AdvocacyBot.Benchmarks.Articles;

/// <summary>Feeds on many addresses of loopback, that counts how many requests each of them has under way.</summary>
internal sealed class CountingServer : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly ConcurrentDictionary<string, int> underWay = new(StringComparer.Ordinal);
    private int requests;
    private int most;

    private CountingServer(WebApplication app) => this.app = app;

    public int Requests => requests;

    public int MostAtOncePerHost => most;

    public int Generation { get; set; }

    /// <summary>Which feeds have something new.</summary>
    public Func<int, bool> Changed { get; set; } = _ => false;

    private int Port { get; init; }

    public static async Task<CountingServer> StartAsync(int hosts)
    {
        var port = 20_000 + (Environment.ProcessId % 20_000);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            for (var host = 0; host < hosts; host++)
                kestrel.Listen(new IPEndPoint(new IPAddress([127, 0, 1, (byte)(host + 1)]), port), listen => listen.Protocols = HttpProtocols.Http1);
        });
        var built = builder.Build();
        var server = new CountingServer(built) { Port = port };
        built.Run(server.AnswerAsync);
        await built.StartAsync();
        return server;
    }

    public string At(int host, int number) => string.Create(CultureInfo.InvariantCulture, $"http://127.0.1.{host + 1}:{Port}/{number}");

    public string TagOf(int number) => $"\"{Generation}-{(Changed(number) ? 1 : 0)}\"";

    public void Reset() => (requests, most) = (0, 0);

    public async ValueTask DisposeAsync() => await app.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        Interlocked.Increment(ref requests);
        var host = context.Request.Host.Host;
        var now = underWay.AddOrUpdate(host, 1, (_, count) => count + 1);
        most = Math.Max(most, now);
        try
        {
            var number = int.Parse(context.Request.Path.Value!.AsSpan(1), CultureInfo.InvariantCulture);
            var tag = TagOf(number);
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
        var items = Enumerable.Range(0, 10 + Generation + (Changed(number) ? 1 : 0)).Select(item =>
            $"<item><title>Article {number}-{item}</title><guid isPermaLink=\"false\">{number}-{item}</guid><description>What happened.</description></item>");
        return $"<rss version=\"2.0\"><channel><title>Feed {number}</title>{string.Concat(items)}</channel></rss>";
    }
}
