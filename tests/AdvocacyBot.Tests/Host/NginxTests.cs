using System.Net;
using System.Net.Http.Json;
using System.Runtime.CompilerServices;
using AdvocacyBot.Tests.Web;
using AdvocacyBot.TestSupport;

namespace AdvocacyBot.Tests.Host;

/// <summary>The bot behind a real nginx with TLS, set up as the documentation says.</summary>
public sealed class NginxTests
{
    private static readonly Dictionary<string, string?> Settings = new()
    {
        ["Web:PublicUrl"] = $"https://{NginxProxy.Name}",
        ["Web:TrustedProxies"] = "127.0.0.1",
        ["Web:RoomOpen"] = "true",
    };

    [NginxFact]
    public async Task Behind_nginx_with_tls_name_cookies_limits_and_streams_are_those_of_the_visitor()
    {
        await using var scene = await PublicScene.StartAsync(Settings);
        var path = await scene.AnnounceAsync("\"Vigil\" 2027-05-31 07:00 America/Toronto at \"City Hall\" open");
        await using var proxy = await NginxProxy.StartAsync(scene.Organizer.BaseAddress!, ServerBlock());

        using var visitor = proxy.Visit();
        using (var room = await visitor.GetAsync("/"))
        {
            Assert.Equal(HttpStatusCode.OK, room.StatusCode);
            Assert.StartsWith("max-age=", Assert.Single(room.Headers.GetValues("Strict-Transport-Security")), StringComparison.Ordinal);
            var cookie = Assert.Single(room.Headers.GetValues("Set-Cookie"));
            Assert.StartsWith("__Host-", cookie, StringComparison.Ordinal);
            foreach (var attribute in (string[])["secure", "httponly", "samesite=lax", "path=/"])
                Assert.Contains(attribute, cookie, StringComparison.OrdinalIgnoreCase);
        }

        Assert.Contains($"https://{NginxProxy.Name}{path}", await visitor.GetStringAsync(path), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.GetAsync("/metrics")).StatusCode);
        await StreamArrivesAsync(visitor);
        await PasskeysAreOfferedAsync(proxy, scene);
        await LimitsCountByVisitorAsync(proxy, scene.Organizer.BaseAddress!.Port, path!);
    }

    /// <summary>What is said reaches an open stream at once: a proxy that collected it would deliver nothing before the stream ends.</summary>
    private static async Task StreamArrivesAsync(HttpClient visitor)
    {
        using var timeout = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        using var stream = await visitor.GetAsync("/api/room/events", HttpCompletionOption.ResponseHeadersRead, timeout.Token);
        using var lines = new StreamReader(await stream.Content.ReadAsStreamAsync(timeout.Token));
        using var said = await visitor.PostAsJsonAsync("/api/room/messages", new { text = "Good morning" }, timeout.Token);
        said.EnsureSuccessStatusCode();
        while (await lines.ReadLineAsync(timeout.Token) is { } line)
        {
            if (line.Contains("Good morning", StringComparison.Ordinal))
                return;
        }

        Assert.Fail("The stream ended.");
    }

    private static async Task PasskeysAreOfferedAsync(NginxProxy proxy, PublicScene scene)
    {
        using var organizer = proxy.Visit();
        Assert.Contains("data-passkeys", await (await organizer.GetAsync("/desk")).Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using var signedIn = await organizer.SignInAsync(new Uri(organizer.BaseAddress!, (await scene.LinkAsync()).PathAndQuery));
        Assert.Contains("__Host-", string.Concat(signedIn.Headers.GetValues("Set-Cookie")), StringComparison.Ordinal);
        Assert.Contains("data-step=\"create\"", await organizer.GetStringAsync("/desk/sessions"), StringComparison.Ordinal);
    }

    /// <summary>An address that has used up its answers is refused whatever it says of itself, and nobody else is refused for it.</summary>
    private static async Task LimitsCountByVisitorAsync(NginxProxy proxy, int port, string path)
    {
        using var loud = proxy.Visit("127.0.0.2");
        using var other = proxy.Visit("127.0.0.3");
        Assert.Equal(HttpStatusCode.TooManyRequests, await AnswerUntilAsync(loud, path, HttpStatusCode.TooManyRequests));
        Assert.Equal(HttpStatusCode.TooManyRequests, await AnswerAsync(loud, path, "127.0.0.3"));
        Assert.NotEqual(HttpStatusCode.TooManyRequests, await AnswerAsync(other, path));

        // Somebody who gets past the proxy is believed nothing.
        using var direct = new HttpClient(new SocketsHttpHandler { ConnectCallback = async (_, ct) => await NginxProxy.ConnectAsync("127.0.0.9", port, ct) }) { BaseAddress = new Uri($"http://{NginxProxy.Name}/") };
        Assert.NotEqual(HttpStatusCode.TooManyRequests, await AnswerAsync(direct, path, "127.0.0.2"));
        Assert.Equal(HttpStatusCode.TooManyRequests, await AnswerUntilAsync(direct, path, HttpStatusCode.TooManyRequests));
        Assert.Equal(HttpStatusCode.TooManyRequests, await AnswerAsync(direct, path, "127.0.0.3"));
    }

    private static async Task<HttpStatusCode> AnswerUntilAsync(HttpClient visitor, string path, HttpStatusCode expected)
    {
        var status = HttpStatusCode.OK;
        for (var i = 0; i < 100 && status != expected; i++)
            status = await AnswerAsync(visitor, path);
        return status;
    }

    private static async Task<HttpStatusCode> AnswerAsync(HttpClient visitor, string path, string? forwardedFor = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new FormUrlEncodedContent([KeyValuePair.Create("answer", "perhaps")]) };
        if (forwardedFor is not null)
            request.Headers.Add("X-Forwarded-For", forwardedFor);
        using var response = await visitor.SendAsync(request);
        return response.StatusCode;
    }

    private static string ServerBlock([CallerFilePath] string? here = null)
    {
        var docs = File.ReadAllText(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "..", "docs", "web.md"));
        return docs.Split("```nginx\n")[1].Split("```")[0];
    }
}
