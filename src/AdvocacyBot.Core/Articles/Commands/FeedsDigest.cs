using AdvocacyBot.Core.Articles.Posts;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Commands;
using AdvocacyBot.Core.Languages;

namespace AdvocacyBot.Core.Articles.Commands;

/// <summary>Gathers a feed's articles into one post a day or a week.</summary>
internal sealed class FeedsDigest(ChangeSubscription change, PostDigest digest, QueuePosts posts, TimeProvider clock) : ICommand
{
    private const string When = "when";

    public static CommandSpec Spec { get; } = new("feeds digest", ArticleTexts.All)
    {
        Group = "when",
        Audience = Audience.Organizers,
        Options = [ChangeSubscription.Which, new OptionSpec(When, OptionKind.Rest)],
        IsPrivate = true,
    };

    public Task<Reply> RunAsync(Request request, CancellationToken ct)
    {
        var (texts, language) = (ArticleTexts.All, request.Language);
        if (SettingWords.IsOff(request.Required(When)))
            return change.RunAsync(request, StopAsync, ct);
        if (DigestPlan.Read(request.Required(When)) is not { } plan)
            return Task.FromResult(Reply.Tell(language, texts[language, "digest.wrong"]));

        return change.RunAsync(
            request,
            (subscription, feed, _) =>
            {
                var zone = posts.ZoneOf(subscription);
                subscription.Digest = plan.ToString();
                subscription.NextDigestAt = plan.Next(clock.UtcNow, zone);
                return Task.FromResult(new Reply([new Paragraph(
                    [new Text(texts.Format(language, "digest.done", feed.Title) + " "), new Moment(subscription.NextDigestAt.Value, zone.Id)])])
                {
                    Language = language,
                    Visibility = Visibility.Private,
                });
            },
            ct);

        async Task<Reply> StopAsync(Subscription subscription, Feed feed, CancellationToken inner)
        {
            // A paused subscription posts nothing; gathered articles are posted when it is resumed.
            if (subscription.State == SubscriptionState.Active)
                await digest.RunAsync(subscription, feed, inner);
            (subscription.Digest, subscription.NextDigestAt) = (null, null);
            return Reply.Tell(language, texts.Format(language, "digest.off", feed.Title));
        }
    }
}
