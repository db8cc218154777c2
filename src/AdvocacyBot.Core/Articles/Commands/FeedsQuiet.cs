using AdvocacyBot.Core.Articles.Posts;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Commands;
using AdvocacyBot.Core.Languages;
using NodaTime;

namespace AdvocacyBot.Core.Articles.Commands;

/// <summary>Sets the hours in which a feed posts nothing.</summary>
internal sealed class FeedsQuiet(ChangeSubscription change, BotSettings bot) : ICommand
{
    private const string Hours = "hours";

    public static CommandSpec Spec { get; } = new("feeds quiet", ArticleTexts.All)
    {
        Audience = Audience.Organizers,
        Options = [ChangeSubscription.Which, new OptionSpec(Hours, OptionKind.Rest)],
        IsPrivate = true,
    };

    public Task<Reply> RunAsync(Request request, CancellationToken ct)
    {
        var text = request.Required(Hours);
        if (SettingWords.IsOff(text))
            return change.RunAsync(request, "quiet.off", (subscription, _) => subscription.Quiet = null, ct);
        if (QuietHours.Read(text) is not { } quiet)
            return Task.FromResult(Reply.Tell(request.Language, ArticleTexts.All[request.Language, "quiet.wrong"]));
        return change.RunAsync(
            request,
            (subscription, feed, _) =>
            {
                subscription.Quiet = quiet.ToString();
                var zone = subscription.TimeZone ?? bot.TimeZone;
                return Task.FromResult(Reply.Tell(request.Language, ArticleTexts.All.Format(request.Language, "quiet.done", feed.Title, quiet.ToString(), zone)));
            },
            ct);
    }
}

/// <summary>Sets the time zone of a feed's digest and quiet hours.</summary>
internal sealed class FeedsZone(ChangeSubscription change, BotSettings bot) : ICommand
{
    private const string Zone = "zone";

    public static CommandSpec Spec { get; } = new("feeds zone", ArticleTexts.All)
    {
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
        return change.RunAsync(request, "zone.done", (subscription, _) => subscription.TimeZone = SettingWords.IsOff(typed) ? null : zone, ct, zone);
    }
}
