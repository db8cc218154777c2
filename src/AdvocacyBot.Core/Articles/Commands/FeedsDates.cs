using AdvocacyBot.Core.Articles.Requests;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Commands;
using AdvocacyBot.Core.Languages;
using NodaTime;

namespace AdvocacyBot.Core.Articles.Commands;

/// <summary>Sets the time zone of a feed's dates that name none. Applies to the articles that are read from then on.</summary>
internal sealed class FeedsDates(ChangeSubscription change, PrivateFeeds own) : ICommand
{
    private const string Zone = "zone";

    public static CommandSpec Spec { get; } = new("feeds dates", ArticleTexts.All)
    {
        Group = "when",
        Audience = Audience.Organizers,
        Options = [ChangeSubscription.Which, new OptionSpec(Zone)],
        IsPrivate = true,
    };

    public Task<Reply> RunAsync(Request request, CancellationToken ct)
    {
        var (texts, language, typed) = (ArticleTexts.All, request.Language, request.Required(Zone));
        var isOff = SettingWords.IsOff(typed);
        var zone = DateTimeZoneProviders.Tzdb.Ids.FirstOrDefault(id => string.Equals(id, typed, StringComparison.OrdinalIgnoreCase));
        if (zone is null && !isOff)
            return Task.FromResult(Reply.Tell(language, texts.Format(language, "zone.wrong", SafeText.Shorten(typed, 100))));
        return change.RunAsync(
            request,
            async (_, feed, inner) =>
            {
                if (!isOff || feed.DateZone is not null)
                    (await own.SeparateAsync(feed, inner)).DateZone = isOff ? null : zone;
                return Reply.Tell(language, texts.Format(language, isOff ? "dates.off" : "dates.done", feed.Title, zone));
            },
            ct);
    }
}
