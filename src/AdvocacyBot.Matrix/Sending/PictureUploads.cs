using System.Collections.Concurrent;
using AdvocacyBot.Core.Chat.Pictures;
using AdvocacyBot.Matrix.Api;
using Microsoft.Extensions.Logging;

namespace AdvocacyBot.Matrix.Sending;

/// <summary>
/// Copies pictures to the homeserver, so that readers' clients do not contact the publisher. Each picture is copied once
/// per run, however many rooms show it. Thread-safe.
/// </summary>
internal sealed partial class PictureUploads(MatrixApi api, PictureSource source, ILogger<PictureUploads> logger)
{
    private const int MaxCached = 500;
    private readonly ConcurrentDictionary<Uri, string?> uploaded = new();

    /// <returns>The <c>mxc:</c> address; null if the picture cannot be fetched or the homeserver refuses it.</returns>
    public async Task<string?> UploadAsync(Uri address, CancellationToken ct)
    {
        if (uploaded.TryGetValue(address, out var known))
            return known;

        var copy = await source(address, ct) is { } picture ? await UploadAsync(picture, ct) : null;
        if (uploaded.Count >= MaxCached)
            uploaded.Clear();
        return uploaded[address] = copy;
    }

    private async Task<string?> UploadAsync(PictureFile picture, CancellationToken ct)
    {
        try
        {
            return await api.UploadAsync("picture", new RequestBody(picture.Bytes, picture.MediaType), ct);
        }
        catch (MatrixException e) when (!e.IsRateLimit && !e.IsUnknownToken)
        {
            LogRefused(logger, e.Message);
            return null;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Matrix: a picture could not be uploaded; the post shows its description instead: {Reason}")]
    private static partial void LogRefused(ILogger logger, string reason);
}
