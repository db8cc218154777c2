using System.Net;
using AdvocacyBot.Core;

namespace AdvocacyBot.Web.Room;

/// <summary>
/// Answers only to the room's own names, so that no other site's name can be pointed at this machine, and tells the browser
/// to load nothing from anywhere else.
/// </summary>
public static class RoomGuard
{
    private const string ContentPolicy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    public static void UseRoomGuard(this IApplicationBuilder app, Uri room)
    {
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { room.Host, "localhost", "127.0.0.1", "[::1]" };
        app.Use(async (http, next) =>
        {
            var headers = http.Response.Headers;
            headers.ContentSecurityPolicy = ContentPolicy;
            headers.XContentTypeOptions = "nosniff";
            headers["Referrer-Policy"] = "no-referrer";
            if (!names.Contains(http.Request.Host.Host))
            {
                http.Response.StatusCode = StatusCodes.Status400BadRequest;
                await http.Response.WriteAsync($"This bot does not answer to that name. Open {room}", http.RequestAborted);
                return;
            }

            await next(http);
        });
    }

    /// <summary>Refuses to open the room to a network, where anybody could read along, unless a proxy with TLS stands before it.</summary>
    /// <exception cref="StartupException">The address is open to others.</exception>
    public static void EnsureSafe(Uri room, bool behindProxy)
    {
        var isLoopback = room.Host == "localhost" || (IPAddress.TryParse(room.Host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
        if (!isLoopback && !behindProxy)
        {
            throw new StartupException(
                $"Room:Url is {room}, which others on the network can reach without encryption. Use http://127.0.0.1:5080, or put a proxy with TLS before it and set Room__BehindProxy to true.");
        }
    }
}
