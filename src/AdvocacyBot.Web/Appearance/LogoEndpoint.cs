using AdvocacyBot.Core.Communities;
using AdvocacyBot.Core.Communities.Appearance;
using AdvocacyBot.Core.Store;
using AdvocacyBot.Web.Room;

namespace AdvocacyBot.Web.Appearance;

/// <summary>Serves the group's logo under an address that changes with it, so that browsers keep it as long as they like.</summary>
internal static class LogoEndpoint
{
    private const string Path = "/logo";
    private const int NameLength = 16;

    public static string AddressOf(GroupLogo logo) => $"{Path}/{logo.Hash[..NameLength]}";

    public static void MapLogo(this IEndpointRouteBuilder routes) => routes.MapGet($"{Path}/{{name}}", ShowAsync).RequireRateLimiting(RoomLimits.Policy);

    private static async Task<IResult> ShowAsync(string name, HttpContext http, SiteAppearance site, IServiceScopeFactory scopes, CancellationToken ct)
    {
        if (site.Current.Logo is not { } logo || name != logo.Hash[..NameLength])
            return TypedResults.NotFound();

        await using var scope = scopes.CreateScopeOf(Community.FirstId);
        if (await scope.ServiceProvider.GetRequiredService<GroupAppearances>().LogoAsync(ct) is not { } file)
            return TypedResults.NotFound();
        http.Response.Headers.CacheControl = "public, max-age=31536000, immutable";
        return TypedResults.Bytes(file.Bytes, file.MediaType);
    }
}
