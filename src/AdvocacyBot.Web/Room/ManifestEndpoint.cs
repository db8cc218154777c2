using System.Text.Json.Serialization;
using AdvocacyBot.Core;

namespace AdvocacyBot.Web.Room;

/// <summary>Lets the room be installed like an app, under the bot's own name. https://www.w3.org/TR/appmanifest/</summary>
internal static class ManifestEndpoint
{
    public static void MapManifest(this IEndpointRouteBuilder routes) => routes.MapGet("/manifest.webmanifest", (BotSettings settings) =>
        TypedResults.Json(
            new Manifest(settings.Name, settings.Name, "/", "standalone", "#f6f5f1", "#1d5c4f", [new ManifestIcon("/assets/icon.svg", "any", "image/svg+xml")]),
            ManifestJson.Default.Manifest,
            "application/manifest+json"));
}

internal sealed record Manifest(
    string Name, string ShortName, string StartUrl, string Display, string BackgroundColor, string ThemeColor, IReadOnlyList<ManifestIcon> Icons);

internal sealed record ManifestIcon(string Src, string Sizes, string Type);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(Manifest))]
internal sealed partial class ManifestJson : JsonSerializerContext;
