using System.Globalization;
using AdvocacyBot.Core.Articles.Posts;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Commands;
using AdvocacyBot.Core.Languages;

namespace AdvocacyBot.Core.Articles.Commands;

/// <summary>Shows the feeds followed in a channel with their health and settings, a page at a time.</summary>
internal sealed class FeedsList(Followed followed, BotSettings bot) : ICommand
{
    private const int PageSize = 40;

    public static CommandSpec Spec { get; } = new("feeds list", ArticleTexts.All)
    {
        Aliases = ["feeds", "flux"],
        Options = [new OptionSpec("page", OptionKind.Number, Required: false)],
        IsPrivate = true,
        IsQuery = true,
    };

    public async Task<Reply> RunAsync(Request request, CancellationToken ct)
    {
        var language = request.Language;
        var all = await followed.ListAsync(request.Intent, ct);
        if (all.Count == 0)
            return Reply.Tell(language, ArticleTexts.All[language, "list.none"]);

        var pages = (all.Count + PageSize - 1) / PageSize;
        var page = Math.Clamp(request.Number("page") ?? 1, 1, pages);
        var blocks = new List<Block> { new Listing([.. all.Skip((page - 1) * PageSize).Take(PageSize).Select(row => Line(row.Subscription, row.Feed, request))]) };
        if (page < pages)
            blocks.Add(new Paragraph(ArticleTexts.All.Format(language, "list.more", all.Count - (page * PageSize), page + 1)));
        return new Reply(blocks)
        {
            Title = ArticleTexts.All[language, "list.title"],
            Language = language,
            Visibility = Visibility.Private,
        };
    }

    private List<Span> Line(Subscription subscription, Feed feed, Request request)
    {
        var language = request.Language;
        var spans = new List<Span>
        {
            new Code(subscription.Number.ToString(CultureInfo.InvariantCulture)),
            new Text(" "),
            new Link(feed.Title, new Uri(feed.Address)),
        };
        spans.AddRange(States(subscription, feed, request, language).Select(state => new Text(" · " + state)));
        if (feed.LastPolledAt is { } polled)
            spans.AddRange([new Text($" · {ArticleTexts.All[language, "list.last"]} "), new Moment(polled, bot.TimeZone)]);
        if (feed.State == FeedState.Active)
            spans.AddRange([new Text($" · {ArticleTexts.All[language, "list.next"]} "), new Moment(feed.NextPollAt, bot.TimeZone)]);
        return spans;
    }

    private static IEnumerable<string> States(Subscription subscription, Feed feed, Request request, Language language)
    {
        var texts = ArticleTexts.All;
        if (subscription.Channel != request.Intent.Channel.Id)
            yield return texts.Format(language, "list.elsewhere", subscription.Channel);
        foreach (var state in FeedStates.Of(subscription, feed, language))
            yield return state;
        foreach (var setting in Settings(subscription, feed, language))
            yield return setting;
    }

    private static string? PictureOf(Subscription subscription, Language language) => subscription switch
    {
        { Pictures: PictureMode.Off } => FeedsPicture.Spec.LabelOf(FeedsPicture.Spec.Options[1], "off", language),
        { UsesPagePictures: true } => FeedsPicture.Spec.LabelOf(FeedsPicture.Spec.Options[2], "page", language),
        { Pictures: PictureMode.Upload } => FeedsPicture.Spec.LabelOf(FeedsPicture.Spec.Options[1], "upload", language),
        _ => null,
    };

    /// <summary>The settings that differ from the default, each with its name.</summary>
    private static IEnumerable<string> Settings(Subscription subscription, Feed feed, Language language)
    {
        var texts = ArticleTexts.All;
        (string Name, string? Value)[] settings =
        [
            ("folder", FeedFolder.Show(subscription.Folder)),
            ("filter", subscription.Filter is { } filter ? Filter.Read(filter).Filter?.Describe(language) ?? filter : null),
            ("urgent", subscription.Urgent),
            ("digest", subscription.Digest),
            ("quiet", subscription.Quiet),
            ("zone", subscription.TimeZone),
            ("template", subscription.Template is { } template ? SafeText.Shorten(template.ReplaceLineEndings(" "), 60) : null),
            ("language", subscription.Language?.OwnName),
            ("mention", subscription.Mention),
            ("picture", PictureOf(subscription, language)),
            ("thread", subscription.HasThreads ? texts[language, "list.on"] : null),
            ("repost", subscription.RepostsChanges ? texts[language, "list.on"] : null),
            ("dates", feed.DateZone),
            ("request", feed.SealedRequest is null ? null : "•••"),
            ("age", subscription.MaxAgeDays is { } days ? DurationText.Days(days, language) : null),
        ];
        return settings.Where(setting => setting.Value is not null).Select(setting => $"{texts[language, $"feeds-{setting.Name}.name"].Split(' ')[^1]}{ChatTexts.All[language, "colon"]}{setting.Value}");
    }
}
