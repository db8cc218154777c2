using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace AdvocacyBot.Web;

/// <summary>
/// Limits how many connections one address may hold open, so that a single client cannot use up all of the server's. Proxies are
/// exempt, because they connect for everybody, and so is this machine, on which they usually run.
/// </summary>
public static class ConnectionLimit
{
    /// <summary>A fifth of what the server accepts in total.</summary>
    public const int MaxPerAddress = 200;

    public static void UseConnectionLimit(this ListenOptions listen, WebSettings settings)
    {
        var open = new ConcurrentDictionary<IPAddress, int>();
        listen.Use(next => async connection =>
        {
            if (connection.RemoteEndPoint is not IPEndPoint { Address: var address } || IPAddress.IsLoopback(address) || settings.IsTrustedProxy(address))
            {
                await next(connection);
                return;
            }

            try
            {
                if (open.AddOrUpdate(address, 1, (_, count) => count + 1) > MaxPerAddress)
                    connection.Abort(new ConnectionAbortedException("Too many connections from one address."));
                else
                    await next(connection);
            }
            finally
            {
                if (open.AddOrUpdate(address, 0, (_, count) => count - 1) <= 0)
                    open.TryRemove(new KeyValuePair<IPAddress, int>(address, 0));
            }
        });
    }

    private static bool IsTrustedProxy(this WebSettings settings, IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return settings.TrustedProxies.Any(proxy => IPAddress.TryParse(proxy, out var one) ? one.Equals(plain) : System.Net.IPNetwork.Parse(proxy).Contains(plain));
    }
}
