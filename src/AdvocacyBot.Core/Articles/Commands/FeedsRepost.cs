using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Commands;

namespace AdvocacyBot.Core.Articles.Commands;

/// <summary>Posts an article again if its words change; its first post is corrected in any case.</summary>
internal sealed class FeedsRepost(ChangeSubscription change) : ICommand
{
    public static CommandSpec Spec { get; } = new("feeds repost", ArticleTexts.All)
    {
        Group = "how",
        Audience = Audience.Organizers,
        Options = [ChangeSubscription.Which, ChangeSubscription.Switch],
        IsPrivate = true,
    };

    public Task<Reply> RunAsync(Request request, CancellationToken ct)
    {
        var isOn = ChangeSubscription.IsOn(request);
        return change.RunAsync(request, isOn ? "repost.on" : "repost.off", (subscription, _) => subscription.RepostsChanges = isOn, ct);
    }
}
