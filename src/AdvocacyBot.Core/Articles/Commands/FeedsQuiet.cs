using AdvocacyBot.Core.Articles.Posts;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Commands;
using AdvocacyBot.Core.Languages;
using NodaTime;

namespace AdvocacyBot.Core.Articles.Commands;

/// <summary>Sets the hours in which a feed posts nothing.</summary>
internal sealed class FeedsQuiet(ChangeSubscription change, WaitingPosts waiting, BotSettings bot) : ICommand
{
    private const string Hours = "hours";

    public static CommandSpec Spec { get; } = new("feeds quiet", ArticleTexts.All)
    {
        Group = "when",
        Audience = Audience.Organizers,
        Options = [ChangeSubscription.Which, new OptionSpec(Hours, OptionKind.Rest)],
        IsPrivate = true,
    };

    public Task<Reply> RunAsync(Request request, CancellationToken ct)
    {
        var text = request.Required(Hours);
        var isOff = SettingWords.IsOff(text);
        var quiet = QuietHours.Read(text);
        if (quiet is null && !isOff)
            return Task.FromResult(Reply.Tell(request.Language, ArticleTexts.All[request.Language, "quiet.wrong"]));
        return change.RunAsync(
            request,
            async (subscription, feed, inner) =>
            {
                subscription.Quiet = isOff ? null : quiet!.Value.ToString();
                await waiting.RescheduleAsync(subscription, inner);
                return Reply.Tell(request.Language, isOff
                    ? ArticleTexts.All.Format(request.Language, "quiet.off", feed.Title)
                    : ArticleTexts.All.Format(request.Language, "quiet.done", feed.Title, subscription.Quiet, subscription.TimeZone ?? bot.TimeZone));
            },
            ct);
    }
}

/// <summary>Sets the time zone of a feed's digest and quiet hours.</summary>
internal sealed class FeedsZone(ChangeSubscription change, WaitingPosts waiting, QueuePosts posts, BotSettings bot, TimeProvider clock) : ICommand
{
    private const string Zone = "zone";

    public static CommandSpec Spec { get; } = new("feeds zone", ArticleTexts.All)
    {
        Group = "when",
        Audience = Audience.Organizers,
        Options = [ChangeSubscription.Which, new OptionSpec(Zone)],
        IsPrivate = true,
    };

    public Task<Reply> RunAsync(Request request, CancellationToken ct)
    {
        var typed = request.Required(Zone);
        var zone = SettingWords.IsOff(typed)
            ? bot.TimeZone
            : DateTimeZoneProviders.Tzdb.Ids.FirstOrDefault(id => string.Equals(id, typed, StringComparison.OrdinalIgnoreCase));
        if (zone is null)
            return Task.FromResult(Reply.Tell(request.Language, ArticleTexts.All.Format(request.Language, "zone.wrong", typed)));
        return change.RunAsync(
            request,
            async (subscription, feed, inner) =>
            {
                subscription.TimeZone = SettingWords.IsOff(typed) ? null : zone;
                if (DigestPlan.Read(subscription.Digest) is { } plan)
                    subscription.NextDigestAt = plan.Next(clock.UtcNow, posts.ZoneOf(subscription));
                await waiting.RescheduleAsync(subscription, inner);
                return Reply.Tell(request.Language, ArticleTexts.All.Format(request.Language, "zone.done", feed.Title, zone));
            },
            ct);
    }
}
