using AdvocacyBot.Core.Chat.Pictures;
using AdvocacyBot.Core.Commands;
using AdvocacyBot.Core.Languages;

namespace AdvocacyBot.Core.Mobilizations.Announcing;

/// <summary>
/// Resolves the picture of a request: an address with a description, or an upload, whose description is the rest of the text. An upload
/// is downloaded here, before any transaction; its address then leads into the store.
/// </summary>
internal sealed class RequestedPicture(PictureSource source)
{
    /// <summary>The option that holds an upload.</summary>
    public const string Upload = "upload";

    /// <param name="option">The option that holds the address and the description.</param>
    public async Task<Result> ResolveAsync(Request request, string option, CancellationToken ct)
    {
        var written = request[option] ?? "";
        if (request.Intent.Picture is { } own)
            return Stored(request, option, own, written.Trim());
        if (request[Upload] is not { } upload)
        {
            return AnnouncementReader.PictureOf(written) is { } given && StoredPicture.IsStored(given.Address)
                ? Failed(request, "announce.problem.picture")
                : new Result(request);
        }

        if (!Uri.TryCreate(upload, UriKind.Absolute, out var address) || address.Scheme is not ("https" or "http") || await source(address, ct) is not { } file)
            return Failed(request, "announce.problem.upload");

        return Stored(request, option, file, AnnouncementReader.PictureOf(written) is { } other ? other.AltText : written.Trim());
    }

    private static Result Stored(Request request, string option, PictureFile file, string? description)
    {
        var options = request.Options.ToDictionary(StringComparer.Ordinal);
        options.Remove(Upload);
        options[option] = $"{StoredPicture.AddressOf(file, request.Community).AbsoluteUri} {description}".TrimEnd();
        return new Result(request with { Options = options }, file);
    }

    private static Result Failed(Request request, [TextKey(typeof(MobilizationTexts))] string key) =>
        new(request, Problem: MobilizationTexts.All.Format(request.Language, key, PictureFile.MaxBytes / 1024 / 1024));

    /// <param name="Request">With the picture's address and description in the option, and without the upload.</param>
    /// <param name="File">The upload, to be stored with what the request creates; null if there is none.</param>
    /// <param name="Problem">Why the picture cannot be used, in the member's language.</param>
    internal sealed record Result(Request Request, PictureFile? File = null, string? Problem = null);
}
