using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace AdvocacyBot.TestSupport;

/// <summary>Relays connections to a server on loopback, and can be cut, as if that server were down.</summary>
internal sealed class TcpRelay : IAsyncDisposable
{
    private readonly int target;
    private readonly ConcurrentDictionary<TcpClient, bool> open = new();
    private readonly CancellationTokenSource closing = new();
    private TcpListener listener;

    public TcpRelay(int target)
    {
        this.target = target;
        listener = new TcpListener(IPAddress.Loopback, Port);
        Restore();
    }

    public int Port { get; } = Loopback.FreePort();

    /// <summary>Ends all connections and refuses new ones.</summary>
    public void Cut()
    {
        listener.Stop();
        foreach (var client in open.Keys)
            client.Dispose();
    }

    public void Restore()
    {
        listener = new TcpListener(IPAddress.Loopback, Port);
        listener.Server.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        listener.Start();
        _ = AcceptAsync(listener);
    }

    public async ValueTask DisposeAsync()
    {
        Cut();
        await closing.CancelAsync();
        closing.Dispose();
    }

    private async Task AcceptAsync(TcpListener accepting)
    {
        try
        {
            while (true)
                _ = RelayAsync(await accepting.AcceptTcpClientAsync(closing.Token));
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // It was cut.
        }
    }

    private async Task RelayAsync(TcpClient client)
    {
        using var server = new TcpClient();
        try
        {
            open[client] = open[server] = true;
            await server.ConnectAsync(IPAddress.Loopback, target, closing.Token);
            await Task.WhenAny(
                client.GetStream().CopyToAsync(server.GetStream(), closing.Token), server.GetStream().CopyToAsync(client.GetStream(), closing.Token));
        }
        catch (Exception e) when (e is IOException or SocketException or ObjectDisposedException or OperationCanceledException or InvalidOperationException)
        {
            // One side has gone, and so must the other.
        }
        finally
        {
            open.TryRemove(client, out _);
            open.TryRemove(server, out _);
            client.Dispose();
        }
    }
}
