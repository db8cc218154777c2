using AdvocacyBot.Core.Chat.Pictures;
using AdvocacyBot.Core.Store;
using Microsoft.Extensions.DependencyInjection;

namespace AdvocacyBot.Core.Articles.Fetching;

/// <summary>
/// Gets pictures for platforms that show copies: uploaded ones from the store, others from the web. The same limits apply as for feeds:
/// public addresses only, checked on every redirect, one time limit for the whole transfer.
/// </summary>
internal sealed class PictureFetcher(FeedFetcher fetcher, IServiceScopeFactory scopes)
{
    /// <returns>Null if the address does not lead to a picture of at most <see cref="PictureFile.MaxBytes"/>.</returns>
    public async Task<PictureFile?> FetchAsync(Uri address, CancellationToken ct)
    {
        if (StoredPicture.CommunityOf(address) is { } community)
        {
            await using var scope = scopes.CreateScopeOf(community);
            return await scope.ServiceProvider.GetRequiredService<StoredPictures>().FindAsync(address, ct);
        }

        var fetched = await fetcher.GetAsync(address, null, null, ct);
        return fetched is { Outcome: FetchOutcome.Read, IsCutOff: false, Body: var bytes } ? PictureFile.Read(bytes.Span) : null;
    }
}
