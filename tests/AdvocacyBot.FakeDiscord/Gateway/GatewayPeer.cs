using System.IO.Compression;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;
using System.Threading.Channels;

namespace AdvocacyBot.FakeDiscord;

/// <summary>One connection to the fake gateway. https://docs.discord.com/developers/events/gateway</summary>
internal sealed class GatewayPeer(FakeSettings settings, GatewayHub hub, WebSocket socket, bool compresses, Action abort) : IDisposable
{
    private readonly Channel<object> outgoing = Channel.CreateUnbounded<object>();
    private readonly Queue<DateTime> received = new();
    private readonly Lock ending = new();
    private bool identified;
    private bool isDisposed;

    /// <summary>Simulates a half-open connection: nothing is sent or acknowledged any more.</summary>
    public bool IsHalfOpen { get; set; }

    public void Send(JsonObject packet) => outgoing.Writer.TryWrite(packet.ToJsonString());

    /// <summary>Closes the connection with a code.</summary>
    public void Close(int code) => outgoing.Writer.TryWrite((WebSocketCloseStatus)code);

    /// <summary>Aborts the connection without a close frame; a no-op once the peer is disposed, because its request ends then.</summary>
    public void Abort()
    {
        lock (ending)
        {
            if (!isDisposed)
                abort();
        }
    }

    public void Dispose()
    {
        lock (ending)
            isDisposed = true;
    }

    public async Task RunAsync()
    {
        hub.Connected();
        if (hub.SendsReconnectBeforeHello)
        {
            hub.SendsReconnectBeforeHello = false;
            Send(new JsonObject { ["op"] = 7, ["d"] = null });
        }

        Send(new JsonObject { ["op"] = 10, ["d"] = new JsonObject { ["heartbeat_interval"] = (int)settings.HeartbeatInterval.TotalMilliseconds } });
        var writing = WriteAsync();
        try
        {
            await ReadAsync();
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException or IOException)
        {
            // The client disconnected.
        }
        finally
        {
            hub.Disconnect(this);
            outgoing.Writer.TryComplete();
            await writing;
        }
    }

    private async Task ReadAsync()
    {
        var buffer = new byte[8192];
        while (socket.State is WebSocketState.Open or WebSocketState.CloseSent)
        {
            var length = 0;
            ValueWebSocketReceiveResult part;
            do
            {
                part = await socket.ReceiveAsync(buffer.AsMemory(length), CancellationToken.None);
                length += part.Count;
            }
            while (!part.EndOfMessage && length < buffer.Length);

            if (part.MessageType == WebSocketMessageType.Close)
            {
                // A client that closes with 1000 or 1001 ends its session.
                if (socket.CloseStatus is WebSocketCloseStatus.NormalClosure or WebSocketCloseStatus.EndpointUnavailable)
                    hub.End(this);
                outgoing.Writer.TryWrite(socket.CloseStatus ?? WebSocketCloseStatus.NormalClosure);
                return;
            }

            if (length > 4096)
                Close(4002);
            else if (!IsHalfOpen)
                Take(JsonNode.Parse(buffer.AsSpan(0, length))!.AsObject());
        }
    }

    private void Take(JsonObject packet)
    {
        received.Enqueue(DateTime.UtcNow);
        while (received.Peek() < DateTime.UtcNow.AddSeconds(-60))
            received.Dequeue();
        if (received.Count > 120)
        {
            Close(4008);
            return;
        }

        switch ((int)packet["op"]!)
        {
            case 1:
                if (!hub.IgnoresHeartbeats)
                    Send(new JsonObject { ["op"] = 11 });
                break;
            case 2:
                Identify(packet["d"]!.AsObject());
                break;
            case 6:
                Resume(packet["d"]!.AsObject());
                break;
            default:
                Close(4001);
                break;
        }
    }

    private void Identify(JsonObject data)
    {
        var shard = data["shard"]!.AsArray();
        if (identified)
            Close(4005);
        else if ((string?)data["token"] != settings.Token)
            Close(4004);
        else if (((int)data["intents"]! & ((1 << 1) | (1 << 8) | (1 << 15))) != 0)
            Close(4014);
        else if ((int)shard[0]! >= (int)shard[1]!)
            Close(4010);
        else if ((int)shard[1]! < hub.MinShards)
            Close(4011);
        else if (hub.Identify((int)shard[0]!, (int)shard[1]!, this) is not null)
            identified = true;
        else
            Send(new JsonObject { ["op"] = 9, ["d"] = false });
    }

    private void Resume(JsonObject data)
    {
        if ((string?)data["token"] != settings.Token)
            Close(4004);
        else if (hub.Resume((string)data["session_id"]!, (int)data["seq"]!, this) is not null)
            identified = true;
        else
            Send(new JsonObject { ["op"] = 9, ["d"] = false });
    }

    private async Task WriteAsync()
    {
        using var inflated = new MemoryStream();
        await using var zlib = new ZLibStream(inflated, CompressionLevel.Fastest, leaveOpen: true);
        try
        {
            await foreach (var item in outgoing.Reader.ReadAllAsync())
            {
                if (IsHalfOpen)
                    continue;
                if (item is WebSocketCloseStatus code)
                {
                    await socket.CloseOutputAsync(code, "", CancellationToken.None);
                    return;
                }

                var bytes = Encoding.UTF8.GetBytes((string)item);
                if (!compresses)
                {
                    await socket.SendAsync(bytes, WebSocketMessageType.Text, true, CancellationToken.None);
                    continue;
                }

                inflated.SetLength(0);
                await zlib.WriteAsync(bytes);
                await zlib.FlushAsync();
                // Split into two fragments, as large messages are.
                var half = (int)inflated.Length / 2;
                await socket.SendAsync(inflated.GetBuffer().AsMemory(0, half), WebSocketMessageType.Binary, false, CancellationToken.None);
                await socket.SendAsync(inflated.GetBuffer().AsMemory(half, (int)inflated.Length - half), WebSocketMessageType.Binary, true, CancellationToken.None);
            }
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException or ObjectDisposedException or IOException)
        {
            // The connection broke; the session can be resumed.
        }
    }
}
