namespace AdvocacyBot.Core.Articles.Fetching;

/// <summary>
/// Fetches pictures for platforms that show only their own copies. The same limits apply as for feeds: public addresses only, checked
/// on every redirect, one time limit for the whole transfer.
/// </summary>
public sealed class PictureFetcher
{
    private const int MaxBytes = 5 * 1024 * 1024;
    private readonly FeedFetcher fetcher;

    internal PictureFetcher(FeedFetcher fetcher) => this.fetcher = fetcher;

    /// <returns>Null if the address does not lead to a picture of at most 5 MiB.</returns>
    public async Task<FetchedPicture?> FetchAsync(Uri address, CancellationToken ct)
    {
        var fetched = await fetcher.GetAsync(address, null, null, ct);
        return fetched is { Outcome: FetchOutcome.Read, IsCutOff: false, Body: { Length: <= MaxBytes } bytes } && MediaTypeOf(bytes.Span) is { } type
            ? new FetchedPicture(bytes.ToArray(), type)
            : null;
    }

    /// <summary>By the first bytes: what a server says about its files is often wrong. SVG is excluded, because it can contain scripts.</summary>
    private static string? MediaTypeOf(ReadOnlySpan<byte> bytes) => bytes switch
    {
        [0x89, (byte)'P', (byte)'N', (byte)'G', ..] => "image/png",
        [0xFF, 0xD8, 0xFF, ..] => "image/jpeg",
        [(byte)'G', (byte)'I', (byte)'F', (byte)'8', ..] => "image/gif",
        [(byte)'R', (byte)'I', (byte)'F', (byte)'F', _, _, _, _, (byte)'W', (byte)'E', (byte)'B', (byte)'P', ..] => "image/webp",
        _ => null,
    };
}

/// <summary>A picture from the web.</summary>
/// <param name="Bytes">The file.</param>
/// <param name="MediaType">Such as image/png.</param>
public sealed record FetchedPicture(byte[] Bytes, string MediaType);
