using AdvocacyBot.Core.Articles.Discovery;
using AdvocacyBot.Core.Articles.Identity;
using AdvocacyBot.Core.Articles.Parsing;
using AdvocacyBot.Core.Articles.Posts;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Languages;

namespace AdvocacyBot.Core.Articles;

/// <summary>Fetches an address and explains, stage by stage, what would be posted. Changes nothing.</summary>
public sealed class CheckFeed
{
    private readonly FindFeeds find;
    private readonly BotSettings bot;
    private readonly TimeProvider clock;

    internal CheckFeed(FindFeeds find, BotSettings bot, TimeProvider clock) => (this.find, this.bot, this.clock) = (find, bot, clock);

    /// <param name="typed">The address as a person typed it: a feed's, or a site's.</param>
    /// <param name="language">Of the explanation.</param>
    /// <param name="ct">Cancels.</param>
    /// <returns>A private reply; <see cref="Reply.Understood"/> is false if no feed was found.</returns>
    public async Task<Reply> RunAsync(string typed, Language language, CancellationToken ct)
    {
        var found = await find.RunAsync(typed, ct);
        var blocks = new List<Block>();
        if (found.Fetched is { Body.Length: > 0 } fetched)
        {
            var type = fetched.ContentType ?? ArticleTexts.All[language, "check.unlabelled"];
            Say("check.fetched", fetched.Address.AbsoluteUri, fetched.Body.Length, type);
            if (fetched.MovedTo is { } moved)
                Say("check.moved", moved.AbsoluteUri);
        }

        if (found.Problem is { } problem)
            blocks.Add(new Paragraph(problem.In(language)));
        if (found.Links.Count > 0)
        {
            Say("check.page");
            blocks.Add(new Listing([.. found.Links.Select<FeedLink, IReadOnlyList<Span>>(link =>
                [new Link(link.Title.Length > 0 ? link.Title : link.Address.AbsoluteUri, link.Address)])]));
        }

        if (found.Feed is { } feed)
            Explain(feed, found.Address!, language, blocks);
        return new Reply(blocks) { Language = language, Visibility = Visibility.Private, Understood = found.Problem is null };

        void Say([TextKey(typeof(ArticleTexts))] string key, params ReadOnlySpan<object?> values) => blocks.Add(new Paragraph(ArticleTexts.All.Format(language, key, values)));
    }

    private void Explain(ParsedFeed parsed, Uri address, Language language, List<Block> blocks)
    {
        var texts = ArticleTexts.All;
        var distinct = ArticleIdentity.Identify(parsed);
        blocks.Add(new Paragraph(texts.Format(language, "check.read", parsed.Format, parsed.Title, parsed.Items.Count)));
        blocks.Add(new Paragraph(texts.Format(
            language, "check.distinct", distinct.Count, distinct.Count(i => i.Item.Id is null),
            distinct.Count(i => i.Item.Published is null), distinct.Count(i => i.Item.Link is null))));
        blocks.AddRange(parsed.Flaws.Select(flaw => new Paragraph(texts[language, $"check.flaw.{flaw}"])));
        if (distinct.Count == 0)
            return;

        var now = clock.UtcNow;
        var newest = distinct.MaxBy(i => i.Item.Published ?? DateTime.MinValue);
        var feed = new Feed { Address = address.AbsoluteUri, Title = parsed.Title, AddedAt = now, NextPollAt = now, Language = parsed.Language };
        var post = ArticleReply.Write(
            Article.From(feed, newest!, now), feed, language, bot.TimeZone, PostTemplate.Default, RelatedParts.None);
        blocks.Add(new Paragraph(texts[language, "check.first"]));
        blocks.Add(new Paragraph([post.Link is { } link ? new Link(post.Title!, link) : new Strong(post.Title!)]));
        blocks.AddRange(post.Blocks);
    }
}
