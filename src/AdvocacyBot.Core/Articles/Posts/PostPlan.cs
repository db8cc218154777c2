using NodaTime;

namespace AdvocacyBot.Core.Articles.Posts;

/// <summary>The settings of a subscription that decide whether and when an article is posted, as they are or as they would be. Immutable and pure.</summary>
internal sealed record PostPlan(Filter? Filter, Filter? Urgent, DigestPlan? Digest, QuietHours? Quiet, bool IsHeld, DateTimeZone Zone)
{
    public static PostPlan Of(Subscription subscription, Feed feed, DateTimeZone zone) => new(
        subscription.Filter is { } filter ? Filter.Read(filter).Filter : null,
        subscription.Urgent is { } words ? Filter.Read(words).Filter : null,
        DigestPlan.Read(subscription.Digest),
        QuietHours.Read(subscription.Quiet),
        subscription.IsHeld || feed.IsHeld,
        zone);

    /// <summary>The fate of an article that appears at an instant, UTC.</summary>
    public PostFate FateOf(FilteredText text, DateTime at)
    {
        if (Filter?.Refuse(text) is { } verdict)
            return new PostFate(PostingState.Filtered, verdict, null);
        if (IsHeld)
            return new PostFate(PostingState.Held, null, null);
        if (Urgent?.Wants(text) == true)
            return new PostFate(PostingState.Queued, null, at);
        var due = Digest?.Next(at, Zone) ?? at;
        return new PostFate(Digest is null ? PostingState.Queued : PostingState.Gathered, null, Quiet?.End(due, Zone) ?? due);
    }
}

/// <summary>What becomes of an article in a channel.</summary>
/// <param name="State">Queued if it is posted by itself, Gathered if it is in a digest.</param>
/// <param name="Verdict">Why the filter leaves it out.</param>
/// <param name="PostedAt">When it is posted, UTC; null if it is not, or waits for an organizer.</param>
internal sealed record PostFate(PostingState State, FilterVerdict? Verdict, DateTime? PostedAt);
