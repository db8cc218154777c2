using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace AdvocacyBot.TestSupport.Articles;

/// <summary>A web server on loopback that answers as a test tells it to, and remembers what it was asked.</summary>
public sealed class FeedServer : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly ConcurrentDictionary<string, RequestDelegate> answers = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<(string Path, IHeaderDictionary Headers)> requests = new();

    private FeedServer(WebApplication app) => this.app = app;

    public Uri Address => new(app.Urls.First());

    /// <summary>For <c>Feeds:AllowedPrivateHosts</c>.</summary>
    public string Host => $"{Address.Host}:{Address.Port}";

    /// <summary>The requests so far, in their order.</summary>
    public IReadOnlyList<(string Path, IHeaderDictionary Headers)> Requests => [.. requests];

    public static async Task<FeedServer> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var built = builder.Build();
        var server = new FeedServer(built);
        built.Run(server.AnswerAsync);
        await built.StartAsync();
        return server;
    }

    public Uri At(string path) => new(Address, path);

    /// <summary>Answers a path in any way.</summary>
    public void On(string path, RequestDelegate answer) => answers[path] = answer;

    /// <summary>Answers a path with a document.</summary>
    public void Serve(string path, string document, string contentType = "application/rss+xml", Action<HttpResponse>? with = null) =>
        Serve(path, Encoding.UTF8.GetBytes(document), contentType, with);

    public void Serve(string path, byte[] document, string contentType = "application/rss+xml", Action<HttpResponse>? with = null) =>
        On(path, async context =>
        {
            context.Response.ContentType = contentType;
            with?.Invoke(context.Response);
            await context.Response.Body.WriteAsync(document);
        });

    /// <summary>Answers a path with a status alone.</summary>
    public void Status(string path, int status, Action<HttpResponse>? with = null) =>
        On(path, context =>
        {
            context.Response.StatusCode = status;
            with?.Invoke(context.Response);
            return Task.CompletedTask;
        });

    /// <summary>Sends whoever asks for a path elsewhere.</summary>
    public void Redirect(string path, string to, int status = 301) => Status(path, status, response => response.Headers.Location = to);

    /// <summary>Answers a path with a document under an entity tag, and with 304 to whoever has it.</summary>
    public void Tagged(string path, string document, string tag) =>
        On(path, async context =>
        {
            context.Response.Headers.ETag = tag;
            if (context.Request.Headers.IfNoneMatch == tag)
            {
                context.Response.StatusCode = 304;
                return;
            }

            context.Response.ContentType = "application/rss+xml";
            await context.Response.WriteAsync(document);
        });

    public async ValueTask DisposeAsync() => await app.DisposeAsync();

    private Task AnswerAsync(HttpContext context)
    {
        var path = context.Request.Path.Value + context.Request.QueryString.Value;
        requests.Enqueue((path, new HeaderDictionary(context.Request.Headers.ToDictionary(h => h.Key, h => h.Value))));
        if (answers.TryGetValue(path, out var answer))
            return answer(context);
        context.Response.StatusCode = 404;
        return Task.CompletedTask;
    }
}
