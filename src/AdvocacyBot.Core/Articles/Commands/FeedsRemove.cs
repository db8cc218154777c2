using AdvocacyBot.Core.Articles.Hubs;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Commands;
using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Core.Articles.Commands;

/// <summary>Stops following a feed. Stored articles stay searchable; waiting posts are still sent; secrets are deleted.</summary>
internal sealed class FeedsRemove(BotDb db, WriteTransaction write, HubBell hubs, ChangeSubscription change) : ICommand
{
    public static CommandSpec Spec { get; } = new("feeds remove", ArticleTexts.All)
    {
        Audience = Audience.Organizers,
        Options = [new OptionSpec("feed", OptionKind.Rest)],
        IsPrivate = true,
    };

    public Task<Reply> RunAsync(Request request, CancellationToken ct) => change.RunAsync(
        request,
        async (subscription, feed, inner) =>
        {
            await db.Postings.Where(p => p.SubscriptionId == subscription.Id).ExecuteDeleteAsync(inner);
            db.Subscriptions.Remove(subscription);
            // The feed is polled for all communities: the others keep it.
            if (!await db.Subscriptions.AcrossCommunities().AnyAsync(s => s.FeedId == feed.Id && s.Id != subscription.Id && s.State != SubscriptionState.Offered, inner))
            {
                (feed.State, feed.SealedRequest) = (FeedState.Unfollowed, null);
                write.AfterCommit(hubs.Ring);
            }

            return Reply.Tell(request.Language, ArticleTexts.All.Format(request.Language, "remove.done", feed.Title));
        },
        ct);
}
