namespace AdvocacyBot.Web.Pictures;

/// <summary>Answers a request with a picture of an article or action.</summary>
internal static class PictureResult
{
    /// <param name="address">As the bot has stored it; never taken from the request. Null if there is no picture.</param>
    /// <param name="caching">Who may keep it for how long.</param>
    public static async Task<IResult> OfAsync(HttpContext http, PictureCache pictures, Uri? address, string caching, CancellationToken ct)
    {
        if (address is null || await pictures.FindAsync(address, ct) is not { } file)
            return TypedResults.NotFound();
        http.Response.Headers.CacheControl = caching;
        // Opened by itself, it is a picture and nothing else.
        http.Response.Headers.ContentDisposition = "inline; filename=\"picture\"";
        return TypedResults.Bytes(file.Bytes, file.MediaType);
    }
}
