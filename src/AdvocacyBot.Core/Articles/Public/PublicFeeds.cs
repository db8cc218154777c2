using System.Globalization;
using AdvocacyBot.Core.Communities.Hosting;
using AdvocacyBot.Core.Store;

namespace AdvocacyBot.Core.Articles.Public;

/// <summary>Which of its feeds the community in scope shows to everybody, by their numbers. A number is never given twice.</summary>
internal sealed class PublicFeeds(PlatformState state, CommunityScope scope) : ICommunityErasure
{
    private string Key => string.Create(CultureInfo.InvariantCulture, $"articles/public/{scope.Id}");

    public async Task<IReadOnlyList<long>> NumbersAsync(CancellationToken ct) => await state.FindAsync(Key, ct) is { } written
        ? [.. written.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(number => long.Parse(number, CultureInfo.InvariantCulture))]
        : [];

    /// <summary>Shows a feed or stops that. Joins the present transaction.</summary>
    public async Task SetAsync(long number, bool isPublic, CancellationToken ct)
    {
        var others = (await NumbersAsync(ct)).Where(n => n != number);
        await state.SaveAsync(Key, string.Join(' ', isPublic ? others.Append(number).Order() : others), ct);
    }

    public Task CompleteAsync(CancellationToken ct) => state.DeleteAsync([Key], ct);
}
