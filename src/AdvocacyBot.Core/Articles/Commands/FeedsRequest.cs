using AdvocacyBot.Core.Articles.Requests;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Commands;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Store;

namespace AdvocacyBot.Core.Articles.Commands;

/// <summary>
/// Sets what a feed's requests carry: a sign-in, headers, a user agent. Without a value, shows what is set, without its secrets.
/// Refuses secrets that others could read while they were typed.
/// </summary>
internal sealed class FeedsRequest(
    ChangeSubscription change, PrivateFeeds own, RequestSecrets secrets, FeedSettings settings, FeedBell bell, WriteTransaction write, TimeProvider clock) : ICommand
{
    private const string Part = "part";
    private const string Value = "value";
    private const int MaxUserLength = 200;

    public static CommandSpec Spec { get; } = new("feeds request", ArticleTexts.All)
    {
        Audience = Audience.Organizers,
        Options =
        [
            ChangeSubscription.Which,
            new OptionSpec(Part, Required: false) { Values = ["login", "header", "agent"] },
            new OptionSpec(Value, OptionKind.Rest, Required: false),
        ],
        IsPrivate = true,
    };

    public Task<Reply> RunAsync(Request request, CancellationToken ct)
    {
        if (request[Part] is not { } part || request[Value] is not { } value)
            return change.RunAsync(request, (_, feed, _) => Task.FromResult(Tell(request, Describe(feed, secrets.Open(feed), request.Language))), ct);
        if (request.Intent is { Body: TextBody, IsDirect: false } && !SettingWords.IsOff(value) && part != "agent")
            return Task.FromResult(Tell(request, ArticleTexts.All[request.Language, "request.seen"]));

        return change.RunAsync(request, (_, feed, inner) => SetAsync(request, feed, part, value, inner), ct);
    }

    private async Task<Reply> SetAsync(Request request, Feed feed, string part, string value, CancellationToken ct)
    {
        var texts = ArticleTexts.All;
        if (!RequestHeaders.IsConfidential(new Uri(feed.Address), settings) && !SettingWords.IsOff(value) && part != "agent")
            return Tell(request, texts.Format(request.Language, "request.open", feed.Title));
        var (changed, problem) = Read(secrets.Open(feed), part, value);
        if (changed is null)
            return Tell(request, texts.Format(request.Language, problem!, RequestSettings.MaxHeaders));

        // A shared feed without anything to unset stays shared.
        if (changed.IsEmpty && feed.PrivateTo == 0)
            return Tell(request, Describe(feed, changed, request.Language));
        feed = await own.SeparateAsync(feed, ct);
        feed.SealedRequest = secrets.Seal(feed, changed);
        // Another document may stand at the same address for somebody who has signed in.
        (feed.ETag, feed.LastModified, feed.BodyHash, feed.NextPollAt) = (null, null, null, clock.UtcNow);
        write.AfterCommit(bell.Ring);
        return Tell(request, Describe(feed, changed, request.Language));
    }

    /// <returns>The settings with the value, or the key of the sentence that says what is wrong with it.</returns>
    private static (RequestSettings? Changed, string? Problem) Read(RequestSettings current, string part, string value)
    {
        var isOff = SettingWords.IsOff(value);
        switch (part)
        {
            case "agent":
                return isOff ? (current with { UserAgent = null }, null)
                    : RequestHeaders.IsValue(value) ? (current with { UserAgent = value }, null)
                    : (null, "request.agent.wrong");
            case "login":
                if (isOff)
                    return (current with { User = null, Password = null }, null);
                return value.Split(' ', 2, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) is [var user, var password]
                    && user.Length <= MaxUserLength && !user.Contains(':', StringComparison.Ordinal) && password.Length <= RequestHeaders.MaxValueLength
                    ? (current with { User = user, Password = password }, null)
                    : (null, "request.login.wrong");
            default:
                return ReadHeader(current, value, isOff);
        }
    }

    private static (RequestSettings? Changed, string? Problem) ReadHeader(RequestSettings current, string value, bool isOff)
    {
        if (isOff)
            return (current with { Headers = RequestSettings.None.Headers }, null);
        if (value.Split(':', 2, StringSplitOptions.TrimEntries) is not [var name, var content] || !RequestHeaders.IsName(name))
            return (null, "request.header.wrong");
        if (SettingWords.IsOff(content))
            return (current.Without(name), null);
        if (!RequestHeaders.IsValue(content))
            return (null, "request.header.wrong");
        var changed = current.With(name, content);
        return changed.Headers.Count > RequestSettings.MaxHeaders ? (null, "request.header.many") : (changed, null);
    }

    /// <summary>What is set. Of a user name only the first letter is shown, of passwords and headers nothing.</summary>
    private static string Describe(Feed feed, RequestSettings settings, Language language)
    {
        var texts = ArticleTexts.All;
        if (settings.IsEmpty)
            return texts.Format(language, "request.none", feed.Title);
        List<string> parts = [];
        if (settings.User is { } user)
            parts.Add(texts.Format(language, "request.login", user[..1] + "•••"));
        if (settings.Headers.Count > 0)
            parts.Add(texts.Format(language, "request.headers", ListText.And(settings.Headers.Keys.Order(StringComparer.OrdinalIgnoreCase), language)));
        if (settings.UserAgent is { } agent)
            parts.Add(texts.Format(language, "request.agent", agent));
        return texts.Format(language, "request.done", feed.Title, string.Join("; ", parts));
    }

    private static Reply Tell(Request request, string text) => Reply.Tell(request.Language, text);
}
