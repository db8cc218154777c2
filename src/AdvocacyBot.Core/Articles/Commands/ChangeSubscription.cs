using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Commands;
using AdvocacyBot.Core.Inbox;
using AdvocacyBot.Core.Languages;


namespace AdvocacyBot.Core.Articles.Commands;

/// <summary>The steps of every command that changes one subscription: find it, change it once, confirm to the asker.</summary>
internal sealed class ChangeSubscription(EventInbox inbox, Followed followed)
{
    /// <summary>The option of these commands that names the subscription.</summary>
    public static readonly OptionSpec Which = new("feed");

    /// <summary>The option of commands that turn something on or off.</summary>
    public static readonly OptionSpec Switch = new("switch") { Values = ["on", "off"] };

    /// <param name="request">With the option <see cref="Switch"/>.</param>
    public static bool IsOn(Request request) => string.Equals(request.Required(Switch.Name), "on", StringComparison.OrdinalIgnoreCase);

    /// <param name="request">With the option <see cref="Which"/>.</param>
    /// <param name="change">Changes the subscription. Must be idempotent.</param>
    public Task<Reply> RunAsync(Request request, Func<Subscription, Feed, CancellationToken, Task<Reply>> change, CancellationToken ct) =>
        inbox.OnceAsync(request.Intent, "subscriptions", inner => FindAsync(request, change, inner), inner => FindAsync(request, change, inner), ct);

    /// <summary>A change that the answer reports in one sentence: the feed's title is its first placeholder, <paramref name="detail"/> the second.</summary>
    public Task<Reply> RunAsync(Request request, [TextKey(typeof(ArticleTexts))] string textKey, Action<Subscription, Feed> change, CancellationToken ct, string? detail = null) => RunAsync(
        request,
        (subscription, feed, _) =>
        {
            change(subscription, feed);
            return Task.FromResult(Reply.Tell(request.Language, ArticleTexts.All.Format(request.Language, textKey, feed.Title, detail)));
        },
        ct);

    private async Task<Reply> FindAsync(Request request, Func<Subscription, Feed, CancellationToken, Task<Reply>> change, CancellationToken ct)
    {
        var which = request.Required(Which.Name);
        return await followed.FindAsync(request.Intent, which, ct) is { } row
            ? await change(row.Subscription, row.Feed, ct)
            : Reply.Tell(request.Language, ArticleTexts.All.Format(request.Language, "unknown", SafeText.Shorten(which, 100)));
    }
}
