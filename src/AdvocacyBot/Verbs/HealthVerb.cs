using AdvocacyBot.Host;
using AdvocacyBot.Settings;

namespace AdvocacyBot.Verbs;

/// <summary><c>health</c>: asks the bot that runs with these settings whether it is ready, for a container's health check.</summary>
internal static class HealthVerb
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(4);

    public static async Task<int> RunAsync(CancellationToken ct)
    {
        var url = HostSettings.Read(BotConfiguration.Load()).Web.Url;
        var address = new UriBuilder(url) { Host = "127.0.0.1", Path = "/readyz" }.Uri;
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { Timeout = Timeout };
        try
        {
            using var answer = await client.GetAsync(address, ct);
            Console.Out.Write(await answer.Content.ReadAsStringAsync(ct));
            return answer.IsSuccessStatusCode ? 0 : 1;
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
        {
            await Console.Error.WriteLineAsync($"No bot answers at {address}.");
            return 1;
        }
    }
}
