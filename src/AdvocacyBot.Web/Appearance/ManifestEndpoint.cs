using System.Globalization;
using System.Text.Json.Serialization;
using AdvocacyBot.Core.Communities.Appearance;

namespace AdvocacyBot.Web.Appearance;

/// <summary>Lets the room be installed like an app, with the group's name and logo. https://www.w3.org/TR/appmanifest/</summary>
internal static class ManifestEndpoint
{
    private static readonly ManifestIcon[] OwnIcons =
    [
        new("/assets/icon.svg", "any", "image/svg+xml", "any"),
        new("/assets/icon-192.png", "192x192", "image/png", "any"),
        new("/assets/icon-512.png", "512x512", "image/png", "maskable"),
    ];

    public static void MapManifest(this IEndpointRouteBuilder routes) => routes.MapGet("/manifest.webmanifest", (SiteAppearance site) => TypedResults.Json(
        new Manifest("/", site.Name, site.Name, site.Current.Tagline, "/", "/", "standalone", "#f6f5f1", "#1d5c4f", IconsOf(site.Current)),
        ManifestJson.Default.Manifest,
        "application/manifest+json"));

    /// <summary>The logo first. The bot's own icons stay, because systems ask for sizes that a logo may not have.</summary>
    private static ManifestIcon[] IconsOf(GroupAppearance site) => site.Logo is { } logo
        ? [new(LogoEndpoint.AddressOf(logo), string.Create(CultureInfo.InvariantCulture, $"{logo.Width}x{logo.Height}"), logo.MediaType, "any"), .. OwnIcons]
        : OwnIcons;
}

internal sealed record Manifest(
    string Id, string Name, string ShortName, string? Description, string StartUrl, string Scope, string Display, string BackgroundColor, string ThemeColor,
    IReadOnlyList<ManifestIcon> Icons);

internal sealed record ManifestIcon(string Src, string Sizes, string Type, string Purpose);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Manifest))]
internal sealed partial class ManifestJson : JsonSerializerContext;
