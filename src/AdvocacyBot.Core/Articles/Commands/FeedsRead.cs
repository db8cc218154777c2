using System.Globalization;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Commands;
using AdvocacyBot.Core.Languages;

namespace AdvocacyBot.Core.Articles.Commands;

/// <summary>Reads a feed now instead of at its next time.</summary>
internal sealed class FeedsRead(ChangeSubscription change, FeedBell bell, Store.WriteTransaction write, TimeProvider clock) : ICommand
{
    public static CommandSpec Spec { get; } = new("feeds read", ArticleTexts.All)
    {
        Audience = Audience.Organizers,
        Options = [ChangeSubscription.Which with { Kind = OptionKind.Rest }],
        IsPrivate = true,
    };

    public Task<Reply> RunAsync(Request request, CancellationToken ct) => change.RunAsync(
        request,
        (_, feed, _) =>
        {
            var (texts, language) = (ArticleTexts.All, request.Language);
            if (feed.State != FeedState.Active)
                return Task.FromResult(Reply.Tell(language, texts.Format(language, "read.gone", feed.Title)));
            feed.NextPollAt = clock.UtcNow;
            write.AfterCommit(bell.Ring);
            return Task.FromResult(Reply.Tell(language, texts.Format(language, "read.done", feed.Title)));
        },
        ct);
}

/// <summary>Sets how old an article may be when it appears; older ones are stored, but not posted.</summary>
internal sealed class FeedsAge(ChangeSubscription change, FeedSettings settings) : ICommand
{
    private const string Days = "days";
    private const int MaxDays = 3_650;

    public static CommandSpec Spec { get; } = new("feeds age", ArticleTexts.All)
    {
        Group = "when",
        Audience = Audience.Organizers,
        Options = [ChangeSubscription.Which, new OptionSpec(Days, OptionKind.Rest)],
        IsPrivate = true,
    };

    public Task<Reply> RunAsync(Request request, CancellationToken ct)
    {
        var (texts, language, typed) = (ArticleTexts.All, request.Language, request.Required(Days));
        var isOff = SettingWords.IsOff(typed);
        var days = int.TryParse(typed.Split(' ', StringSplitOptions.RemoveEmptyEntries).FirstOrDefault(), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number is > 0 and <= MaxDays ? number : (int?)null;
        if (days is null && !isOff)
            return Task.FromResult(Reply.Tell(language, texts.Format(language, "age.wrong", DurationText.Days(settings.MaxAgeDays, language))));
        return change.RunAsync(
            request,
            (subscription, feed, _) =>
            {
                subscription.MaxAgeDays = isOff ? null : days;
                return Task.FromResult(Reply.Tell(language, texts.Format(language, "age.done", feed.Title, DurationText.Days(subscription.MaxAgeDays ?? settings.MaxAgeDays, language))));
            },
            ct);
    }
}
