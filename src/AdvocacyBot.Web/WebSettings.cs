using System.ComponentModel.DataAnnotations;
using System.Net;
using AdvocacyBot.Core.Settings;
using Microsoft.Extensions.Options;

namespace AdvocacyBot.Web;

/// <summary>The section <c>Web</c>: where the web room and the other pages are served, and under which name.</summary>
public sealed record WebSettings : ISettingsSection, IValidatableObject
{
    public static string Section => "Web";

    /// <summary>Whether there is a web room.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>The address to listen on. Only loopback, unless a proxy with TLS is in front.</summary>
    [ListeningAddressSetting]
    public Uri Url { get; set; } = new("http://localhost:5080");

    /// <summary>The address under which people reach the bot through a proxy with TLS; null on a bot that is used on its own machine only.</summary>
    [PublicAddressSetting]
    public Uri? PublicUrl { get; set; }

    /// <summary>Addresses and networks of the proxies in front; their X-Forwarded-For and X-Forwarded-Proto headers are trusted.</summary>
    [NetworkSetting]
    public IReadOnlyList<string> TrustedProxies { get; set; } = [];

    /// <summary>Whether anyone may enter the web room under <see cref="PublicUrl"/>; otherwise by invitation link.</summary>
    public bool RoomOpen { get; set; }

    /// <summary>How many days public messages of the web room are kept.</summary>
    [NumberSetting(1, 3650, "90")]
    public int RoomRetentionDays { get; set; } = 90;

    /// <summary>For how many seconds the bot serves on after the signal to stop, while <c>/readyz</c> tells the proxy to send people elsewhere.</summary>
    [NumberSetting(0, 300, "10")]
    public int DrainSeconds { get; set; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!IsLoopback(Url) && TrustedProxies.Count == 0)
            yield return new ValidationResult($"Web:Url is \"{Url}\", which others on the network can reach without encryption; listen on this machine only, for example Web__Url=http://localhost:5080, or put a proxy with TLS in front and name it, for example Web__TrustedProxies=10.0.0.5.");
        if (RoomOpen && !Enabled)
            yield return new ValidationResult("Web:RoomOpen is true, but Web:Enabled is false, so there is no room to open; remove one of the two, for example set Web__RoomOpen=false.");
    }

    /// <summary>Whether only this machine can reach the address.</summary>
    public static bool IsLoopback(Uri address) =>
        address.Host == "localhost" || (IPAddress.TryParse(address.Host.Trim('[', ']'), out var ip) && IPAddress.IsLoopback(ip));
}

/// <summary>Validates <see cref="WebSettings"/>.</summary>
[OptionsValidator]
public sealed partial class WebSettingsValidator : IValidateOptions<WebSettings>;

/// <summary>An http address without a path, on which a server can listen.</summary>
public sealed class ListeningAddressSettingAttribute() : SettingAttribute("an http address with a port and without a path", "http://localhost:5080")
{
    protected override string? Check(object value) => (Uri)value switch
    {
        { IsAbsoluteUri: true, Scheme: "https" } => "an http address, because TLS is provided by a proxy in front of the bot",
        { IsAbsoluteUri: true, Host: "localhost", Port: 0 } => "an address with a port other than 0, unless it is 127.0.0.1",
        { IsAbsoluteUri: true, Scheme: "http", PathAndQuery: "/", Fragment: "" } address => AddressSettingAttribute.Expectation(address, Expected),
        _ => Expected,
    };
}

/// <summary>An https address without a path.</summary>
public sealed class PublicAddressSettingAttribute() : SettingAttribute("an https address without a path", "https://bot.example.org")
{
    protected override string? Check(object value) => (Uri)value switch
    {
        { IsAbsoluteUri: true, Scheme: "https", PathAndQuery: "/", Fragment: "" } address => AddressSettingAttribute.Expectation(address, Expected),
        _ => Expected,
    };
}

/// <summary>An IP address or network.</summary>
public sealed class NetworkSettingAttribute() : SettingAttribute("an IP address or a network in CIDR notation", "10.0.0.5")
{
    protected override string? Check(object value) =>
        IPAddress.TryParse((string)value, out _) || IPNetwork.TryParse((string)value, out _) ? null : Expected;
}
