using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text.Json.Nodes;
using AdvocacyBot.FakeDiscord;

namespace AdvocacyBot.Benchmarks.Discord;

/// <summary>The least that a Discord client can do: it answers every interaction with one word, and nothing else.</summary>
internal sealed class EchoClient : IAsyncDisposable
{
    private readonly ClientWebSocket socket = new();
    private readonly HttpClient http = new();
    private readonly FakeDiscordServer server;
    private readonly TaskCompletionSource ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task reading = Task.CompletedTask;

    private EchoClient(FakeDiscordServer server)
    {
        this.server = server;
        http.DefaultRequestHeaders.TryAddWithoutValidation("User-Agent", "DiscordBot (bare, 1)");
    }

    public static async Task<EchoClient> StartAsync(FakeDiscordServer server)
    {
        var client = new EchoClient(server);
        await client.socket.ConnectAsync(new Uri($"ws://{server.Address.Authority}/gateway?v=10&encoding=json"), CancellationToken.None);
        client.reading = client.ReadAsync();
        await client.SendAsync(new JsonObject
        {
            ["op"] = 2,
            ["d"] = new JsonObject { ["token"] = server.Settings.Token, ["intents"] = 1, ["properties"] = new JsonObject(), ["shard"] = new JsonArray(0, 1) },
        });
        await client.ready.Task;
        return client;
    }

    public async ValueTask DisposeAsync()
    {
        socket.Abort();
        await reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        socket.Dispose();
        http.Dispose();
    }

    private async Task ReadAsync()
    {
        var buffer = new byte[256 * 1024];
        while (true)
        {
            var length = 0;
            ValueWebSocketReceiveResult part;
            do
            {
                part = await socket.ReceiveAsync(buffer.AsMemory(length), CancellationToken.None);
                length += part.Count;
            }
            while (!part.EndOfMessage);

            var packet = JsonNode.Parse(buffer.AsSpan(0, length))!;
            if ((string?)packet["t"] == "READY")
                ready.TrySetResult();
            if ((string?)packet["t"] == "INTERACTION_CREATE")
                _ = EchoAsync(packet["d"]!);
        }
    }

    private async Task EchoAsync(JsonNode interaction)
    {
        var answer = new JsonObject { ["type"] = 4, ["data"] = new JsonObject { ["content"] = "echo" } };
        using var response = await http.PostAsJsonAsync(
            new Uri(server.ApiBaseUrl, $"interactions/{interaction["id"]}/{interaction["token"]}/callback"), answer);
    }

    private Task SendAsync(JsonObject packet) =>
        socket.SendAsync(System.Text.Encoding.UTF8.GetBytes(packet.ToJsonString()), WebSocketMessageType.Text, true, CancellationToken.None);
}
