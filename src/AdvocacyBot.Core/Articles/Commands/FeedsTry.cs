using AdvocacyBot.Core.Articles.Posts;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Commands;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Core.Articles.Commands;

/// <summary>
/// Shows what a filter, a digest, quiet hours or a template would do to the latest articles, as if each appeared when it did. Changes
/// nothing.
/// </summary>
internal sealed class FeedsTry(BotDb db, Followed followed, QueuePosts posts) : ICommand
{
    private const string Setting = "setting";
    private const string Value = "value";
    private const int MaxArticles = 20;
    private const int MaxSamples = 3;
    private const int MaxTitleLength = 120;

    public static CommandSpec Spec { get; } = new("feeds try", ArticleTexts.All)
    {
        Audience = Audience.Organizers,
        Options = [ChangeSubscription.Which, new OptionSpec(Setting) { Values = ["filter", "digest", "quiet", "template"] }, new OptionSpec(Value, OptionKind.Rest)],
        IsPrivate = true,
        IsQuery = true,
    };

    public async Task<Reply> RunAsync(Request request, CancellationToken ct)
    {
        var (texts, language, which) = (ArticleTexts.All, request.Language, request.Required(ChangeSubscription.Which.Name));
        if (await followed.FindAsync(request.Intent, which, ct) is not var (subscription, feed))
            return Reply.Tell(language, texts.Format(language, "unknown", SafeText.Shorten(which, 100)));

        var latest = await db.Articles.AsNoTracking().Where(a => a.FeedId == feed.Id).OrderByDescending(a => a.SortAt).ThenBy(a => a.Id).Take(MaxArticles).ToListAsync(ct);
        if (latest.Count == 0)
            return Reply.Tell(language, texts.Format(language, "test.none", feed.Title));

        var (setting, value) = (request.Required(Setting), request.Required(Value));
        if (setting == "template")
            return await SampleAsync(latest, feed, subscription, value, language, ct);
        var (plan, problem) = Read(PostPlan.Of(subscription, feed, posts.ZoneOf(subscription)), setting, value, language);
        if (plan is null)
            return Reply.Tell(language, problem!);
        return new Reply([new Listing([.. latest.Select(article => Line(article, plan, language))])])
        {
            Title = Summary(latest, plan, feed, language),
            Language = language,
            Visibility = Visibility.Private,
        };
    }

    /// <returns>The plan with the setting, or the sentence that explains what is wrong with its value.</returns>
    private static (PostPlan? Plan, string? Problem) Read(PostPlan current, string setting, string value, Language language)
    {
        var isOff = SettingWords.IsOff(value);
        switch (setting)
        {
            case "filter":
                var (filter, problem) = isOff ? (null, null) : Filter.Understand(value);
                return problem is null ? (current with { Filter = filter }, null) : (null, problem.In(language));
            case "digest":
                var digest = DigestPlan.Read(value);
                return digest is not null || isOff ? (current with { Digest = isOff ? null : digest }, null) : (null, ArticleTexts.All[language, "digest.wrong"]);
            default:
                var quiet = QuietHours.Read(value);
                return quiet is not null || isOff ? (current with { Quiet = isOff ? null : quiet }, null) : (null, ArticleTexts.All[language, "quiet.wrong"]);
        }
    }

    private static string Summary(List<Article> latest, PostPlan plan, Feed feed, Language language)
    {
        var posted = latest.Count(article => FateOf(article, plan).State != PostingState.Filtered);
        return ArticleTexts.All.Format(language, "try.title", feed.Title, posted, latest.Count);
    }

    private static PostFate FateOf(Article article, PostPlan plan) => plan.FateOf(FilteredText.Of(article), article.SortAt);

    private static IReadOnlyList<Span> Line(Article article, PostPlan plan, Language language)
    {
        var (texts, fate) = (ArticleTexts.All, FateOf(article, plan));
        Span title = new Strong(SafeText.Shorten(ArticleReply.TitleOf(article, language), MaxTitleLength));
        IReadOnlyList<Span> end = fate switch
        {
            { Verdict: { } verdict } => [new Text(texts.Format(language, $"why.{verdict.Code}", verdict.Words))],
            { State: PostingState.Held } => [new Text(texts[language, "why.held"])],
            { State: PostingState.Gathered, PostedAt: { } due } => SpanTemplate.Fill(texts[language, "try.digest"], [new Moment(due, plan.Zone.Id)]),
            { PostedAt: { } due } when due > article.SortAt => SpanTemplate.Fill(texts[language, "try.later"], [new Moment(due, plan.Zone.Id)]),
            _ => [new Text(texts[language, "try.now"])],
        };
        return [title, new Text(" · "), .. end];
    }

    /// <summary>The newest articles in the form that a template gives them.</summary>
    private async Task<Reply> SampleAsync(List<Article> latest, Feed feed, Subscription subscription, string value, Language language, CancellationToken ct)
    {
        var template = SettingWords.IsOff(value) ? PostTemplate.Default : null;
        if (template is null)
        {
            (template, var problem, var part) = PostTemplate.Read(value);
            if (template is null)
            {
                var names = ListText.And(PostTemplate.Placeholders.Select(name => $"{{{name}}}"), language);
                return Reply.Tell(language, ArticleTexts.All.Format(language, problem!, part, names));
            }
        }

        var own = await posts.LanguageOfAsync(subscription, ct);
        var blocks = new List<Block>();
        foreach (var article in latest.Take(MaxSamples))
        {
            var post = ArticleReply.Write(article, feed, own, posts.ZoneOf(subscription).Id, template, RelatedParts.None);
            blocks.Add(new Paragraph([new Strong(post.Title!)]));
            blocks.AddRange(post.Blocks);
        }

        return new Reply(blocks) { Title = ArticleTexts.All.Format(language, "try.template", feed.Title), Language = language, Visibility = Visibility.Private };
    }
}
