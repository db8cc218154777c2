using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Commands;

namespace AdvocacyBot.Core.Articles.Commands;

/// <summary>
/// Sets how the pictures of a feed's articles are shown: from their address, as uploaded copies, or not at all; and whether the
/// article's page is asked for one if the feed has none.
/// </summary>
internal sealed class FeedsPicture(ChangeSubscription change) : ICommand
{
    private const string Mode = "mode";
    private const string Source = "source";
    private const string Page = "page";

    public static CommandSpec Spec { get; } = new("feeds picture", ArticleTexts.All)
    {
        Group = "how",
        Audience = Audience.Organizers,
        Options =
        [
            ChangeSubscription.Which,
            new OptionSpec(Mode) { Values = ["link", "upload", "off"] },
            new OptionSpec(Source, Required: false) { Values = ["feed", Page] },
        ],
        IsPrivate = true,
    };

    public Task<Reply> RunAsync(Request request, CancellationToken ct)
    {
        var mode = Enum.Parse<PictureMode>(request.Required(Mode), ignoreCase: true);
        return change.RunAsync(
            request,
            (subscription, feed, _) =>
            {
                var (texts, language) = (ArticleTexts.All, request.Language);
                subscription.Pictures = mode;
                if (request[Source] is { } source)
                    subscription.UsesPagePictures = string.Equals(source, Page, StringComparison.OrdinalIgnoreCase);
                var text = texts.Format(language, $"picture.{mode.ToString().ToLowerInvariant()}", feed.Title);
                return Task.FromResult(Reply.Tell(
                    language, subscription.UsesPagePictures && mode != PictureMode.Off ? $"{text} {texts[language, "picture.page"]}" : text));
            },
            ct);
    }
}
