using AdvocacyBot.Core.Articles.Posts;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Communities;
using AdvocacyBot.Core.Loops;
using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Core.Articles;

/// <summary>Makes a channel follow a feed. Sends no request: the feed is polled as soon as this is committed.</summary>
public sealed class FollowFeed
{
    private readonly BotDb db;
    private readonly CommunityScope scope;
    private readonly WriteTransaction write;
    private readonly QueuePosts posts;
    private readonly NumberArticles numbers;
    private readonly FeedBell bell;
    private readonly TimeProvider clock;

    internal FollowFeed(
        BotDb db, CommunityScope scope, WriteTransaction write, QueuePosts posts, NumberArticles numbers, FeedBell bell, TimeProvider clock) =>
        (this.db, this.scope, this.write, this.posts, this.numbers, this.bell, this.clock) = (db, scope, write, posts, numbers, bell, clock);

    /// <summary>Follows a feed, or changes nothing if the channel follows it already.</summary>
    /// <param name="address">The address of the feed itself; the caller does discovery.</param>
    /// <param name="channel">Where its articles are posted.</param>
    /// <param name="postLatest">How many existing articles are posted; the others are only stored.</param>
    /// <param name="askedIn">Where organizers are notified of the feed's health; null for the channel itself.</param>
    /// <param name="title">The title that the feed itself has; null if it is unknown. Other communities that follow the feed see it, too.</param>
    /// <param name="state">Whether it is followed, or only offered.</param>
    /// <returns>The subscription's id and number, and whether it is new.</returns>
    public Task<(long Id, long Number, bool IsNew)> RunAsync(
        Uri address, ChannelRef channel, int postLatest, ChannelRef? askedIn, string? title, SubscriptionState state, CancellationToken ct) =>
        write.RunAsync($"feed/{address}", inner => FollowAsync(address, channel, postLatest, askedIn, title, state, inner), ct);

    /// <inheritdoc cref="RunAsync(Uri, ChannelRef, int, ChannelRef?, string?, SubscriptionState, CancellationToken)"/>
    public async Task<long> RunAsync(Uri address, ChannelRef channel, int postLatest, CancellationToken ct) =>
        (await RunAsync(address, channel, postLatest, askedIn: null, title: null, SubscriptionState.Active, ct)).Id;

    private async Task<(long Id, long Number, bool IsNew)> FollowAsync(
        Uri address, ChannelRef channel, int postLatest, ChannelRef? askedIn, string? title, SubscriptionState state, CancellationToken ct)
    {
        var now = clock.UtcNow;
        await numbers.LockAsync(ct);
        var feed = await FindOrAddAsync(address, title, now, ct);
        var subscription = await db.Subscriptions.SingleOrDefaultAsync(
            s => s.FeedId == feed.Id && s.Platform == channel.Platform && s.Channel == channel.Id, ct);
        var isNew = subscription is null || (subscription.State == SubscriptionState.Offered && state == SubscriptionState.Active);
        if (subscription is null)
        {
            // The channel's place may have belonged to another community, whose subscriptions are obsolete.
            await db.Subscriptions.AcrossCommunities()
                .Where(s => s.FeedId == feed.Id && s.Platform == channel.Platform && s.Channel == channel.Id && s.CommunityId != scope.Id)
                .ExecuteDeleteAsync(ct);
            subscription = new Subscription
            {
                Number = await NextNumberAsync(ct),
                FeedId = feed.Id,
                Platform = channel.Platform,
                Channel = channel.Id,
                AskedIn = (askedIn ?? channel).Id,
                Since = now,
                State = state,
                PostLatest = postLatest,
            };
            db.Subscriptions.Add(subscription);
            await db.SaveChangesAsync(ct);
        }

        if (isNew && state == SubscriptionState.Active)
            await ActivateAsync(feed, subscription, title, now, ct);
        return (subscription.Id, subscription.Number, isNew);
    }

    /// <summary>The update locks the community's row until the transaction ends, so no number is given twice.</summary>
    private async Task<long> NextNumberAsync(CancellationToken ct)
    {
        var own = db.Communities.Where(c => c.Id == scope.Id);
        await own.ExecuteUpdateAsync(row => row.SetProperty(c => c.LastFeedNumber, c => c.LastFeedNumber + 1), ct);
        return await own.Select(c => c.LastFeedNumber).SingleAsync(ct);
    }

    private async Task ActivateAsync(Feed feed, Subscription subscription, string? title, DateTime now, CancellationToken ct)
    {
        (subscription.State, subscription.Since) = (SubscriptionState.Active, now);
        if (feed.State != FeedState.Active)
        {
            // The title that the feed has may have been given by a page of another community's choice.
            feed.Title = TitleOf(new Uri(feed.Address), title);
            // Articles that appeared while nobody followed the feed are not news.
            (feed.State, feed.FirstReadAt, feed.Failures, feed.LastNotifiedHealth, feed.BodyHash, feed.ETag, feed.LastModified, feed.NextPollAt) =
                (FeedState.Active, null, 0, FeedHealth.Well, null, null, null, now);
        }

        await db.SaveChangesAsync(ct);
        await numbers.RunAsync(feed.Id, firstArticle: 0, ct);
        if (feed.FirstReadAt is not null)
            await posts.LatestAsync(feed, subscription, ct);
        write.AfterCommit(bell.Ring);
    }

    private async Task<Feed> FindOrAddAsync(Uri address, string? title, DateTime now, CancellationToken ct)
    {
        // The community's own feed at that address takes precedence over the one that all share.
        var feed = await db.Feeds.Where(f => f.Address == address.AbsoluteUri && (f.PrivateTo == 0 || f.PrivateTo == scope.Id))
            .OrderByDescending(f => f.PrivateTo).FirstOrDefaultAsync(ct);
        if (feed is not null)
            return feed;

        feed = new Feed
        {
            Address = address.AbsoluteUri,
            Title = TitleOf(address, title),
            State = FeedState.Unfollowed,
            AddedAt = now,
            NextPollAt = now,
        };
        db.Feeds.Add(feed);
        await db.SaveChangesAsync(ct);
        return feed;
    }

    private static string TitleOf(Uri address, string? title) => string.IsNullOrWhiteSpace(title) ? address.Host : title;
}

/// <summary>Wakes the poller when a feed may be due.</summary>
internal sealed class FeedBell : Bell;
