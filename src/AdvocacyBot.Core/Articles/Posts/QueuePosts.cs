using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Outbox;
using AdvocacyBot.Core.Platforms;
using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace AdvocacyBot.Core.Articles.Posts;

/// <summary>
/// Decides for each channel that follows a feed which of its new articles are posted, and queues them. Runs inside the caller's
/// transaction.
/// </summary>
internal sealed class QueuePosts(
    BotDb db, OutboxQueue outbox, RelatedBlocks related, ReaderLanguages readers, FeedSettings settings, BotSettings bot, TimeProvider clock)
{
    /// <summary>Begins the meaning of the line that says how many articles were too many at once.</summary>
    public const string SurplusMeaning = "surplus";

    private readonly AlreadyPosted already = new(db);
    private readonly Dictionary<(long Community, long Article, Language Language), RelatedParts> found = [];
    private readonly Dictionary<(long Community, long Article, int Version, Language Language, string? Template, string Zone, bool IsWhole), Reply> written = [];
    private readonly Dictionary<(string Platform, string Channel), Language> languages = [];

    /// <summary>Handles new articles.</summary>
    /// <param name="feed">Their feed.</param>
    /// <param name="articles">Saved, so that they have ids.</param>
    /// <param name="subscriptions">The channels that follow the feed.</param>
    public async Task NewAsync(Feed feed, IReadOnlyList<Article> articles, IReadOnlyList<Subscription> subscriptions, CancellationToken ct)
    {
        if (articles.Count == 0)
            return;

        var posted = await already.PostedElsewhereAsync(articles, ct);
        var newestBefore = await already.NewestBeforeAsync(feed, articles, ct);
        await LoadLanguagesAsync(subscriptions, ct);
        var inOrder = articles.OrderBy(a => a.SortAt).ThenByDescending(a => a.Id).ToList();
        var texts = subscriptions.Any(s => s.Filter is not null || s.Urgent is not null)
            ? inOrder.ToDictionary(a => a.Id, FilteredText.Of)
            : [];
        foreach (var subscription in subscriptions.Where(s => s.State == SubscriptionState.Active))
            await ForChannelAsync(feed, inOrder, subscription, texts, posted, newestBefore, ct);
    }

    /// <summary>
    /// The newest existing articles, for a channel that asked for them when it began to follow. What was posted there before, perhaps
    /// by an earlier subscription, is not posted again.
    /// </summary>
    public async Task LatestAsync(Feed feed, Subscription subscription, CancellationToken ct)
    {
        if (subscription.PostLatest <= 0)
            return;

        var newest = await db.Articles.Where(a => a.FeedId == feed.Id)
            .OrderByDescending(a => a.SortAt).ThenBy(a => a.Id).Take(subscription.PostLatest).ToListAsync(ct);
        var ids = newest.ConvertAll(a => a.Id);
        var settled = await db.Postings.Where(p => p.SubscriptionId == subscription.Id && ids.Contains(p.ArticleId)).Select(p => p.ArticleId).ToListAsync(ct);
        var shown = await already.ShownAsync(subscription, ids, ct);
        await LoadLanguagesAsync([subscription], ct);
        foreach (var article in newest.Where(a => !settled.Contains(a.Id)).Reverse())
        {
            if (shown.Contains(article.Id))
                Settle(article, subscription, PostingState.Queued, null);
            else
                await PostAsync(feed, article, subscription, urgent: false, ct);
        }

        subscription.PostLatest = 0;
    }

    /// <summary>Queues one post, and its row.</summary>
    public async Task PostAsync(Feed feed, Article article, Subscription subscription, bool urgent, CancellationToken ct)
    {
        await SendAsync(feed, article, subscription, urgent, ct);
        Settle(article, subscription, PostingState.Queued, null);
    }

    /// <summary>Puts an article's post into the outbox.</summary>
    public async Task SendAsync(Feed feed, Article article, Subscription subscription, bool urgent, CancellationToken ct)
    {
        var reply = await WriteAsync(feed, article, subscription, ct);
        if (urgent)
            reply = reply with { Urgency = Urgency.Urgent };
        var due = urgent ? null : DueOf(subscription);
        outbox.Send(subscription.ChannelRef, reply, Subject.Of(ArticleReply.SubjectKind, article.Id), "announcement", due);
    }

    /// <summary>An article as a channel sees it.</summary>
    public async Task<Reply> WriteAsync(Feed feed, Article article, Subscription subscription, CancellationToken ct)
    {
        var language = await LanguageOfAsync(subscription, ct);
        return await readers.WriteAsync(subscription.ChannelRef, language, each => WriteAsync(feed, article, subscription, each, ct));
    }

    private async Task<Reply> WriteAsync(Feed feed, Article article, Subscription subscription, Language language, CancellationToken ct)
    {
        // Thousands of channels may follow one feed with few different settings.
        if (!found.TryGetValue((subscription.CommunityId, article.Id, language), out var parts))
            found[(subscription.CommunityId, article.Id, language)] = parts = await related(ArticleReply.WordsOf(article), language, ct);
        var own = parts.In(subscription.ChannelRef);
        var form = (subscription.CommunityId, article.Id, article.Version, language, subscription.Template, ZoneOf(subscription).Id, ReferenceEquals(own, parts));
        if (!written.TryGetValue(form, out var reply))
            written[form] = reply = ArticleReply.Write(article, feed, language, ZoneOf(subscription).Id, PostTemplate.Of(subscription.Template), own);

        return reply with
        {
            MentionedRoles = subscription.Mention is { } roles ? roles.Split(' ') : [],
            Discussion = subscription.HasThreads ? Discussion.Open : Discussion.None,
            Picture = subscription.Pictures == PictureMode.Off ? null
                : (reply.Picture ?? PagePictureOf(article, subscription)) is { } picture ? picture with { IsUpload = subscription.Pictures == PictureMode.Upload }
                : null,
        };
    }

    private static Picture? PagePictureOf(Article article, Subscription subscription) =>
        subscription.UsesPagePictures && article.PageImage is { } image ? new Picture(new Uri(image), article.PageImageText) : null;

    public DateTimeZone ZoneOf(Subscription subscription) =>
        DateTimeZoneProviders.Tzdb.GetZoneOrNull(subscription.TimeZone ?? bot.TimeZone) ?? DateTimeZone.Utc;

    public async Task<Language> LanguageOfAsync(Subscription subscription, CancellationToken ct)
    {
        if (subscription.Language is { } own)
            return own;

        await LoadLanguagesAsync([subscription], ct);
        return languages[(subscription.Platform, subscription.Channel)];
    }

    private async Task ForChannelAsync(
        Feed feed, List<Article> articles, Subscription subscription, Dictionary<long, FilteredText> texts,
        PostedStories posted, DateTime newestBefore, CancellationToken ct)
    {
        var oldest = clock.UtcNow.AddDays(-(subscription.MaxAgeDays ?? settings.MaxAgeDays));
        var filter = subscription.Filter is { } written ? Filter.Read(written).Filter : null;
        var urgentWords = subscription.Urgent is { } words ? Filter.Read(words).Filter : null;
        var toPost = new List<(Article Article, bool Urgent)>();
        var held = new List<Article>();
        foreach (var article in articles)
        {
            if (posted.Has(article, subscription.ChannelRef))
                Settle(article, subscription, PostingState.SameStory, null);
            else if (article.Published < oldest && (subscription.MaxAgeDays is not null || article.Published <= newestBefore))
                Settle(article, subscription, PostingState.TooOld, null);
            else if (filter?.Refuse(texts[article.Id]) is { } verdict)
                Settle(article, subscription, PostingState.Filtered, verdict.ToString());
            else if (feed.IsHeld || subscription.IsHeld)
                held.Add(article);
            else
                Sort(article, urgentWords?.Wants(texts[article.Id]) == true);
        }

        foreach (var article in held)
            Settle(article, subscription, PostingState.Held, null);
        if (held.Count > 0)
            await NotifyHeldAsync(feed, subscription, held.Count, held[^1].Id, ct);

        var surplus = Math.Max(0, toPost.Count - settings.MaxPostsPerPoll);
        foreach (var (article, _) in toPost.Take(surplus))
            Settle(article, subscription, PostingState.Surplus, null);
        foreach (var (article, urgent) in toPost.Skip(surplus))
            await PostAsync(feed, article, subscription, urgent, ct);
        if (surplus > 0)
            await NotifySurplusAsync(feed, subscription, surplus, toPost[surplus - 1].Article.Id, ct);

        void Sort(Article article, bool urgent)
        {
            if (subscription.Digest is not null && !urgent)
                Settle(article, subscription, PostingState.Gathered, null);
            else
                toPost.Add((article, urgent));
        }
    }

    private async Task NotifySurplusAsync(Feed feed, Subscription subscription, int count, long lastArticle, CancellationToken ct)
    {
        var language = await LanguageOfAsync(subscription, ct);
        var text = ArticleTexts.All.FormatCount(language, "surplus", count, feed.Title, count);
        outbox.Send(subscription.ChannelRef, Reply.Say(language, text), Subject.Of("feed", feed.Id), $"{SurplusMeaning}/{lastArticle}", DueOf(subscription));
    }

    private async Task NotifyHeldAsync(Feed feed, Subscription subscription, int count, long lastArticle, CancellationToken ct)
    {
        var language = await db.LanguageOfAsync(subscription.AskedRef, ct) ?? bot.DefaultLanguage;
        var text = ArticleTexts.All.FormatCount(language, "held.notice", count, feed.Title, count);
        outbox.Send(subscription.AskedRef, Reply.Say(language, text), Subject.Of("feed", feed.Id), $"held/{subscription.Id}/{lastArticle}");
    }

    private async Task LoadLanguagesAsync(IReadOnlyList<Subscription> subscriptions, CancellationToken ct)
    {
        if (subscriptions.All(s => languages.ContainsKey((s.Platform, s.Channel))))
            return;

        var settled = await db.ChannelSettings.AsNoTracking().Where(s => s.Language != null)
            .ToDictionaryAsync(s => (s.Platform, s.Channel), s => s.Language!.Value, ct);
        foreach (var subscription in subscriptions)
        {
            var channel = (subscription.Platform, subscription.Channel);
            languages[channel] = settled.GetValueOrDefault(channel, bot.DefaultLanguage);
        }
    }

    /// <summary>Whether an article was already older than the channel wants when it was first seen.</summary>
    public bool IsTooOld(Article article, Subscription subscription) =>
        article.Published < article.SeenAt.AddDays(-(subscription.MaxAgeDays ?? settings.MaxAgeDays));

    /// <summary>When the channel may be posted to, UTC; null for now.</summary>
    public DateTime? DueOf(Subscription subscription)
    {
        var now = clock.UtcNow;
        return QuietHours.Read(subscription.Quiet) is { } quiet && quiet.End(now, ZoneOf(subscription)) is var end && end > now ? end : null;
    }

    private void Settle(Article article, Subscription subscription, PostingState state, string? reason) =>
        db.Postings.Add(new Posting
        {
            ArticleId = article.Id,
            SubscriptionId = subscription.Id,
            State = state,
            Reason = reason,
            Version = article.Version,
            At = clock.UtcNow,
        });
}
