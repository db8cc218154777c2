using System.Net;
using System.Net.Sockets;

namespace AdvocacyBot.Tests.Support;

/// <summary>This machine as its own network.</summary>
internal static class Loopback
{
    /// <summary>A port on which nothing listens, for a program that cannot choose one by itself.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
