using AdvocacyBot.Core.Articles.Posts;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Commands;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Core.Articles.Commands;

/// <summary>Chooses which articles of a feed are posted, and shows the effect on the stored ones; without words, shows the current filter.</summary>
internal sealed class FeedsFilter(BotDb db, ChangeSubscription change) : ICommand
{
    private const string Words = "words";
    private const int Examined = 40;

    public static CommandSpec Spec { get; } = new("feeds filter", ArticleTexts.All)
    {
        Group = "which",
        Audience = Audience.Organizers,
        Options = [ChangeSubscription.Which, new OptionSpec(Words, OptionKind.Rest, Required: false)],
        IsPrivate = true,
    };

    public Task<Reply> RunAsync(Request request, CancellationToken ct) => change.RunAsync(
        request,
        async (subscription, feed, inner) =>
        {
            var (texts, language) = (ArticleTexts.All, request.Language);
            var words = request[Words];
            if (words is null && subscription.Filter is { } current)
            {
                var now = Filter.Read(current).Filter;
                return Tell($"{texts.Format(language, "filter.now", feed.Title, now?.Describe(language) ?? current)} {await EffectAsync(feed, now, language, inner)}".Trim());
            }

            if (words is null || SettingWords.IsOff(words))
            {
                subscription.Filter = null;
                return Tell(texts.Format(language, "filter.off", feed.Title));
            }

            var (filter, problem) = Filter.Understand(words);
            if (filter is null)
                return Tell(problem!.In(language));
            subscription.Filter = words;
            return Tell($"{texts.Format(language, "filter.done", feed.Title, filter.Describe(language))} {await EffectAsync(feed, filter, language, inner)}".Trim());

            Reply Tell(string text) => Reply.Tell(language, text);
        },
        ct);

    /// <summary>"12 of the last 40 articles": what the filter would have let through.</summary>
    private async Task<string> EffectAsync(Feed feed, Filter? filter, Language language, CancellationToken ct)
    {
        var latest = await db.Articles.AsNoTracking().Where(a => a.FeedId == feed.Id).OrderByDescending(a => a.SortAt).ThenBy(a => a.Id).Take(Examined).ToListAsync(ct);
        return filter is null || latest.Count == 0
            ? ""
            : ArticleTexts.All.Format(language, "filter.effect", latest.Count(article => filter.Wants(FilteredText.Of(article))), latest.Count);
    }
}

/// <summary>Names the words that let an article pass digest and quiet hours.</summary>
internal sealed class FeedsUrgent(ChangeSubscription change) : ICommand
{
    private const string Words = "words";

    public static CommandSpec Spec { get; } = new("feeds urgent", ArticleTexts.All)
    {
        Group = "which",
        Audience = Audience.Organizers,
        Options = [ChangeSubscription.Which, new OptionSpec(Words, OptionKind.Rest)],
        IsPrivate = true,
    };

    public Task<Reply> RunAsync(Request request, CancellationToken ct)
    {
        var words = request.Required(Words);
        if (SettingWords.IsOff(words))
            return change.RunAsync(request, "urgent.off", (subscription, _) => subscription.Urgent = null, ct);
        var (filter, problem) = Filter.Understand(words);
        return filter is null
            ? Task.FromResult(Reply.Tell(request.Language, problem!.In(request.Language)))
            : change.RunAsync(
                request,
                (subscription, feed, _) =>
                {
                    var (texts, language) = (ArticleTexts.All, request.Language);
                    subscription.Urgent = words;
                    var text = texts.Format(language, "urgent.done", feed.Title, filter.Describe(language));
                    return Task.FromResult(Reply.Tell(language, subscription.IsHeld || feed.IsHeld ? $"{text} {texts[language, "urgent.held"]}" : text));
                },
                ct);
    }
}
