using System.Net.WebSockets;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using AdvocacyBot.Core.Loops;
using AdvocacyBot.Discord.Wire;

namespace AdvocacyBot.Discord.Gateway;

/// <summary>A web socket to the gateway. Connecting, sending and closing have time limits, because a half-open socket never fails by itself.</summary>
internal sealed class GatewaySocket(TimeProvider clock) : IDisposable
{
    private const int MaxSendBytes = 4_096;
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan SendTimeout = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan CloseTimeout = TimeSpan.FromSeconds(1);
    private readonly ClientWebSocket socket = new() { Options = { KeepAliveInterval = Timeout.InfiniteTimeSpan } };
    private readonly Inflater inflater = new();
    private readonly byte[] buffer = new byte[16 * 1024];

    public async Task ConnectAsync(Uri address, CancellationToken ct)
    {
        var whole = new UriBuilder(address) { Query = "v=10&encoding=json&compress=zlib-stream" };
        using var deadline = new Deadline(ConnectTimeout, clock, ct);
        await socket.ConnectAsync(whole.Uri, deadline.Token);
    }

    public async Task SendAsync<T>(T packet, JsonTypeInfo<T> type, CancellationToken ct)
    {
        var bytes = JsonSerializer.SerializeToUtf8Bytes(packet, type);
        if (bytes.Length > MaxSendBytes)
            throw new InvalidOperationException("A gateway packet exceeds 4,096 bytes.");
        using var deadline = new Deadline(SendTimeout, clock, ct);
        await socket.SendAsync(bytes, WebSocketMessageType.Text, endOfMessage: true, deadline.Token);
    }

    /// <summary>The next packet, or null if the server closed the connection.</summary>
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

    /// <summary>The server's close code, if it sent one.</summary>
    public int? CloseCode => (int?)socket.CloseStatus;

    /// <summary>Sends a close frame without waiting for the reply.</summary>
    public async Task CloseAsync(int code)
    {
        try
        {
            using var deadline = new CancellationTokenSource(CloseTimeout, clock);
            if (socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
                await socket.CloseOutputAsync((WebSocketCloseStatus)code, null, deadline.Token);
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException or InvalidOperationException)
        {
            // The connection is already broken.
        }

        socket.Abort();
    }

    public void Dispose()
    {
        socket.Dispose();
        inflater.Dispose();
    }
}
