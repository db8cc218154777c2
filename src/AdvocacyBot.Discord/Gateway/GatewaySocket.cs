using System.Net.WebSockets;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using AdvocacyBot.Discord.Wire;

namespace AdvocacyBot.Discord.Gateway;

/// <summary>One web socket to the gateway, with a deadline on everything, since a half-open one hangs for ever.</summary>
internal sealed class GatewaySocket(TimeProvider clock) : IDisposable
{
    private const int LongestSend = 4_096;
    private static readonly TimeSpan ConnectDeadline = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan SendDeadline = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan CloseDeadline = TimeSpan.FromSeconds(1);
    private readonly ClientWebSocket socket = new() { Options = { KeepAliveInterval = Timeout.InfiniteTimeSpan } };
    private readonly Inflater inflater = new();
    private readonly byte[] buffer = new byte[16 * 1024];

    public async Task ConnectAsync(Uri address, CancellationToken ct)
    {
        var whole = new UriBuilder(address) { Query = "v=10&encoding=json&compress=zlib-stream" };
        using var deadline = new Deadline(ConnectDeadline, clock, ct);
        await socket.ConnectAsync(whole.Uri, deadline.Token);
    }

    public async Task SendAsync<T>(T packet, JsonTypeInfo<T> type, CancellationToken ct)
    {
        var bytes = JsonSerializer.SerializeToUtf8Bytes(packet, type);
        if (bytes.Length > LongestSend)
            throw new InvalidOperationException("A packet for the gateway is too long.");
        using var deadline = new Deadline(SendDeadline, clock, ct);
        await socket.SendAsync(bytes, WebSocketMessageType.Text, endOfMessage: true, deadline.Token);
    }

    /// <summary>The next packet; null when the other side has closed.</summary>
    public async Task<GatewayPacket?> ReadAsync(CancellationToken ct)
    {
        while (true)
        {
            var part = await socket.ReceiveAsync(buffer.AsMemory(), ct);
            if (part.MessageType == WebSocketMessageType.Close)
                return null;
            if (inflater.Take(buffer.AsSpan(0, part.Count)) is { IsEmpty: false } message
                && JsonSerializer.Deserialize(message.Span, DiscordJson.Default.GatewayPacket) is { } packet)
            {
                return packet;
            }
        }
    }

    /// <summary>The code with which the other side closed.</summary>
    public int? CloseCode => (int?)socket.CloseStatus;

    /// <summary>Says goodbye, but does not wait for an answer.</summary>
    public async Task CloseAsync(int code)
    {
        try
        {
            using var deadline = new CancellationTokenSource(CloseDeadline, clock);
            if (socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
                await socket.CloseOutputAsync((WebSocketCloseStatus)code, null, deadline.Token);
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException or InvalidOperationException)
        {
            // It was broken already, which ends it as well.
        }

        socket.Abort();
    }

    public void Dispose()
    {
        socket.Dispose();
        inflater.Dispose();
    }

    private sealed class Deadline : IDisposable
    {
        private readonly CancellationTokenSource late;
        private readonly CancellationTokenSource either;

        public Deadline(TimeSpan after, TimeProvider clock, CancellationToken ct)
        {
            late = new CancellationTokenSource(after, clock);
            either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, ct);
        }

        public CancellationToken Token => either.Token;

        public void Dispose()
        {
            either.Dispose();
            late.Dispose();
        }
    }
}
