using AdvocacyBot.Core.Languages;

namespace AdvocacyBot.Core.Articles.Commands;

/// <summary>Says in a few words how a followed feed is doing. Pure.</summary>
internal static class FeedStates
{
    /// <summary>Each deviation from a feed that is read and posted; empty for none.</summary>
    public static IEnumerable<string> Of(Subscription subscription, Feed feed, Language language)
    {
        var texts = ArticleTexts.All;
        if (subscription.State == SubscriptionState.Paused)
            yield return texts[language, "list.paused"];
        if (subscription.IsHeld || feed.IsHeld)
            yield return texts[language, "list.held"];
        if (feed.State == FeedState.Gone)
            yield return texts[language, "list.gone"];
        else if (feed.Problem is { } problem)
            yield return texts.Format(language, "list.failing", FeedProblem.Read(problem).In(language));
        else if (feed.LastNotifiedHealth == FeedHealth.Silent)
            yield return texts[language, "list.silent"];
        else if (feed.FirstReadAt is null)
            yield return texts[language, "list.unread"];
    }
}
