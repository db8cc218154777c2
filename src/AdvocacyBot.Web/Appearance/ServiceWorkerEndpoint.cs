using System.Reflection;

namespace AdvocacyBot.Web.Appearance;

/// <summary>
/// The script that shows a page of its own when the bot cannot be reached. It has to be at the root, because a browser lets it see only what
/// is below its own address. https://www.w3.org/TR/service-workers/
/// </summary>
internal static class ServiceWorkerEndpoint
{
    private static readonly byte[] Script = Read();

    public static void MapServiceWorker(this IEndpointRouteBuilder routes) => routes.MapGet("/sw.js", (HttpContext http) =>
    {
        http.Response.Headers.CacheControl = "no-cache";
        return TypedResults.Bytes(Script, "text/javascript; charset=utf-8");
    });

    private static byte[] Read()
    {
        using var file = Assembly.GetExecutingAssembly().GetManifestResourceStream("AdvocacyBot.Web.wwwroot.sw.js")!;
        using var bytes = new MemoryStream();
        file.CopyTo(bytes);
        return bytes.ToArray();
    }
}
