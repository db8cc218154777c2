using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Commands;

namespace AdvocacyBot.Core.Articles.Commands;

/// <summary>Sets how the pictures of a feed's articles are shown: from their address, as uploaded copies, or not at all.</summary>
internal sealed class FeedsPicture(ChangeSubscription change) : ICommand
{
    private const string Mode = "mode";

    public static CommandSpec Spec { get; } = new("feeds picture", ArticleTexts.All)
    {
        Audience = Audience.Organizers,
        Options = [ChangeSubscription.Which, new OptionSpec(Mode) { Values = ["link", "upload", "off"] }],
        IsPrivate = true,
    };

    public Task<Reply> RunAsync(Request request, CancellationToken ct)
    {
        var mode = Enum.Parse<PictureMode>(request.Required(Mode), ignoreCase: true);
        return change.RunAsync(request, $"picture.{mode.ToString().ToLowerInvariant()}", (subscription, _) => subscription.Pictures = mode, ct);
    }
}
