using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace AdvocacyBot.TestSupport;

/// <summary>This machine as its own network.</summary>
internal static class Loopback
{
    /// <summary>Below those that the system gives out by itself (from 32768 on), so that nobody else is given one meanwhile.</summary>
    private static readonly (int First, int End) Ports = (20_000, 32_000);

    private static readonly ConcurrentDictionary<int, bool> Given = new();

    /// <summary>A port on which nothing listens, for a program that cannot choose one by itself. None is given twice.</summary>
    public static int FreePort()
    {
        while (true)
        {
            var port = Random.Shared.Next(Ports.First, Ports.End);
            if (IsFree(port) && Given.TryAdd(port, true))
                return port;
        }
    }

    private static bool IsFree(int port)
    {
        using var listener = new TcpListener(IPAddress.Loopback, port);
        try
        {
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
