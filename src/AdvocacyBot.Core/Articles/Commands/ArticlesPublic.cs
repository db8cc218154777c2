using AdvocacyBot.Core.Articles.Public;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Commands;

namespace AdvocacyBot.Core.Articles.Commands;

/// <summary>Shows the articles that are posted from a feed on the public page, or stops that: <c>articles public 3 on</c>.</summary>
internal sealed class ArticlesPublic(ChangeSubscription change, PublicFeeds feeds) : ICommand
{
    public static CommandSpec Spec { get; } = new("articles public", ArticleTexts.All)
    {
        Audience = Audience.Organizers,
        Options = [ChangeSubscription.Which, ChangeSubscription.Switch],
        IsPrivate = true,
    };

    public Task<Reply> RunAsync(Request request, CancellationToken ct)
    {
        var isOn = ChangeSubscription.IsOn(request);
        return change.RunAsync(
            request,
            async (subscription, feed, inner) =>
            {
                // Whoever needs a sign-in to read it would not want everybody to.
                if (isOn && feed.SealedRequest is not null)
                    return Reply.Tell(request.Language, ArticleTexts.All.Format(request.Language, "public.secret", feed.Title));
                await feeds.SetAsync(subscription.Number, isOn, inner);
                return Reply.Tell(request.Language, ArticleTexts.All.Format(request.Language, isOn ? "public.on" : "public.off", feed.Title));
            },
            ct);
    }
}
