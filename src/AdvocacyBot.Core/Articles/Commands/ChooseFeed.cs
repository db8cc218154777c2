using System.Globalization;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Commands;
using AdvocacyBot.Core.Inbox;
using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Core.Articles.Commands;

/// <summary>Follows one of the several feeds that a site offers.</summary>
internal sealed class ChooseFeed(BotDb db, EventInbox inbox, FollowFeed follow) : IChoiceHandler
{
    public static string Prefix => "follow";

    public static bool IsOrganizing => true;

    public Task<Reply> ChooseAsync(Request request, IReadOnlyList<string> parts, CancellationToken ct)
    {
        var language = request.Language;
        if (!request.IsOrganizer)
            return Task.FromResult(Reply.Tell(language, ArticleTexts.All[language, "refused"]));
        return inbox.OnceAsync(request.Intent, "subscriptions", FollowAsync, FollowAsync, ct);

        async Task<Reply> FollowAsync(CancellationToken inner)
        {
            var here = request.Intent.Channel;
            var id = parts.Count == 1 && long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
            var offer = await db.Subscriptions.SeenFrom(request.Intent).SingleOrDefaultAsync(s => s.Id == id, inner);
            if (offer is null)
                return Reply.Tell(language, ArticleTexts.All[language, "add.gone"]);

            var feed = await db.Feeds.SingleAsync(f => f.Id == offer.FeedId, inner);
            var (_, _, isNew) = await follow.RunAsync(
                new Uri(feed.Address), offer.ChannelRef, offer.PostLatest, here, feed.Title, SubscriptionState.Active, inner);
            return isNew
                ? Reply.Tell(language, ChannelOption.Followed(feed.Title, offer.ChannelRef, null, offer.Number, request))
                : Reply.Tell(language, ArticleTexts.All.Format(language, "add.already", feed.Title, offer.Number));
        }
    }
}
