using System.Net;
using System.Net.Sockets;

namespace AdvocacyBot.Core.Articles.Fetching;

/// <summary>
/// Opens connections to the public internet only. The resolved address is checked and then dialled itself, so a name cannot be
/// rebound to another address in between.
/// </summary>
internal class SafeDialer(FeedSettings settings)
{
    /// <exception cref="PrivateAddressException">The host is not on the public internet.</exception>
    public async ValueTask<Stream> DialAsync(SocketsHttpConnectionContext context, CancellationToken ct)
    {
        var target = context.DnsEndPoint;
        var addresses = await ResolveAsync(target.Host, target.Port, ct);
        Exception? last = null;
        foreach (var address in addresses)
        {
            var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                await ConnectAsync(socket, new IPEndPoint(address, target.Port), ct);
                return new NetworkStream(socket, ownsSocket: true);
            }
            catch (Exception e) when (e is SocketException or OperationCanceledException)
            {
                socket.Dispose();
                ct.ThrowIfCancellationRequested();
                last = e;
            }
        }

        throw last ?? new SocketException((int)SocketError.HostNotFound);
    }

    protected virtual ValueTask ConnectAsync(Socket socket, IPEndPoint to, CancellationToken ct) => socket.ConnectAsync(to, ct);

    /// <summary>The allowed addresses of a host.</summary>
    /// <exception cref="PrivateAddressException">One of them is not allowed.</exception>
    internal async Task<IReadOnlyList<IPAddress>> ResolveAsync(string host, int port, CancellationToken ct)
    {
        var addresses = IPAddress.TryParse(host, out var literal) ? [literal] : await Dns.GetHostAddressesAsync(host, ct);
        if (!settings.Allows(host, port) && Array.Exists(addresses, address => !PublicAddress.Is(address)))
            throw new PrivateAddressException();
        return addresses;
    }
}

/// <summary>An address that is not on the public internet, and that no setting allows.</summary>
internal sealed class PrivateAddressException() : IOException("The address is not on the public internet.");
