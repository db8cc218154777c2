using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Commands;

namespace AdvocacyBot.Core.Articles.Commands;

/// <summary>Posts an article again if its words change; its first post is corrected in any case.</summary>
internal sealed class FeedsRepost(ChangeSubscription change) : ICommand
{
    private const string Switch = "switch";

    public static CommandSpec Spec { get; } = new("feeds repost", ArticleTexts.All)
    {
        Audience = Audience.Organizers,
        Options = [ChangeSubscription.Which, new OptionSpec(Switch) { Values = ["on", "off"] }],
        IsPrivate = true,
    };

    public Task<Reply> RunAsync(Request request, CancellationToken ct)
    {
        var isOn = string.Equals(request.Required(Switch), "on", StringComparison.OrdinalIgnoreCase);
        return change.RunAsync(request, isOn ? "repost.on" : "repost.off", (subscription, _) => subscription.RepostsChanges = isOn, ct);
    }
}
