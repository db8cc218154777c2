using System.Net;
using Microsoft.AspNetCore.HttpOverrides;

namespace AdvocacyBot.Web;

/// <summary>Takes the client's address and scheme from the proxies that the settings trust, and from nobody else.</summary>
public static class ProxySetup
{
    private static readonly string[] Loopback = ["127.0.0.0/8", "::1"];

    /// <remarks>https://learn.microsoft.com/aspnet/core/host-and-deploy/proxy-load-balancer</remarks>
    public static void UseTrustedProxies(this IApplicationBuilder app, WebSettings settings)
    {
        if (settings.TrustedProxies.Count == 0 && settings.PublicUrl is null)
            return;

        var options = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto, ForwardLimit = null };
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        // A public name without a named proxy means that the proxy runs on this machine.
        foreach (var proxy in settings.TrustedProxies is { Count: > 0 } named ? named : Loopback)
        {
            if (IPAddress.TryParse(proxy, out var address))
                options.KnownProxies.Add(address);
            else
                options.KnownIPNetworks.Add(System.Net.IPNetwork.Parse(proxy));
        }

        app.UseForwardedHeaders(options);
    }
}
