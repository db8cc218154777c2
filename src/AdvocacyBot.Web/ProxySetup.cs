using System.Net;
using Microsoft.AspNetCore.HttpOverrides;

namespace AdvocacyBot.Web;

/// <summary>Takes the client's address and scheme from the proxies that the settings trust, and from nobody else.</summary>
public static class ProxySetup
{
    /// <remarks>https://learn.microsoft.com/aspnet/core/host-and-deploy/proxy-load-balancer</remarks>
    public static void UseTrustedProxies(this IApplicationBuilder app, WebSettings settings)
    {
        if (settings.TrustedProxies.Count == 0)
            return;

        var options = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto, ForwardLimit = null };
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var proxy in settings.TrustedProxies)
        {
            if (IPAddress.TryParse(proxy, out var address))
                options.KnownProxies.Add(address);
            else
                options.KnownIPNetworks.Add(System.Net.IPNetwork.Parse(proxy));
        }

        app.UseForwardedHeaders(options);
    }
}
