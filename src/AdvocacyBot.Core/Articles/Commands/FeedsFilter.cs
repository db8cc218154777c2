using AdvocacyBot.Core.Articles.Posts;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Commands;
using AdvocacyBot.Core.Languages;

namespace AdvocacyBot.Core.Articles.Commands;

/// <summary>Chooses which articles of a feed are posted; without words, says which.</summary>
internal sealed class FeedsFilter(ChangeSubscription change) : ICommand
{
    private const string Words = "words";

    public static CommandSpec Spec { get; } = new("feeds filter", ArticleTexts.All)
    {
        Audience = Audience.Organizers,
        Options = [ChangeSubscription.Which, new OptionSpec(Words, OptionKind.Rest, Required: false)],
        IsPrivate = true,
    };

    public Task<Reply> RunAsync(Request request, CancellationToken ct) => change.RunAsync(
        request,
        (subscription, feed, _) =>
        {
            var (texts, language) = (ArticleTexts.All, request.Language);
            var words = request[Words];
            if (words is null && subscription.Filter is { } present)
                return Tell(texts.Format(language, "filter.now", feed.Title, present));
            if (words is null || SettingWords.IsOff(words))
            {
                subscription.Filter = null;
                return Tell(texts.Format(language, "filter.off", feed.Title));
            }

            if (Filter.Read(words).Problem is { } problem)
                return Tell(texts.Format(language, "filter.wrong", problem));
            subscription.Filter = words;
            return Tell(texts.Format(language, "filter.done", feed.Title, words));

            Task<Reply> Tell(string text) => Task.FromResult(Reply.Tell(language, text));
        },
        ct);
}

/// <summary>Names the words that let an article pass digest and quiet hours.</summary>
internal sealed class FeedsUrgent(ChangeSubscription change) : ICommand
{
    private const string Words = "words";

    public static CommandSpec Spec { get; } = new("feeds urgent", ArticleTexts.All)
    {
        Audience = Audience.Organizers,
        Options = [ChangeSubscription.Which, new OptionSpec(Words, OptionKind.Rest)],
        IsPrivate = true,
    };

    public Task<Reply> RunAsync(Request request, CancellationToken ct)
    {
        var words = request.Required(Words);
        if (SettingWords.IsOff(words))
            return change.RunAsync(request, "urgent.off", (subscription, _) => subscription.Urgent = null, ct);
        if (Filter.Read(words).Problem is { } problem)
            return Task.FromResult(Reply.Tell(request.Language, ArticleTexts.All.Format(request.Language, "filter.wrong", problem)));
        return change.RunAsync(request, "urgent.done", (subscription, _) => subscription.Urgent = words, ct, words);
    }
}
