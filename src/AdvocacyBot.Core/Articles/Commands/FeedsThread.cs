using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Commands;

namespace AdvocacyBot.Core.Articles.Commands;

/// <summary>Gives each post of a feed a thread for discussion, if the platform has threads.</summary>
internal sealed class FeedsThread(ChangeSubscription change) : ICommand
{
    public static CommandSpec Spec { get; } = new("feeds thread", ArticleTexts.All)
    {
        Group = "how",
        Audience = Audience.Organizers,
        Options = [ChangeSubscription.Which, ChangeSubscription.Switch],
        IsPrivate = true,
    };

    public Task<Reply> RunAsync(Request request, CancellationToken ct)
    {
        var isOn = ChangeSubscription.IsOn(request);
        return change.RunAsync(request, isOn ? "thread.on" : "thread.off", (subscription, _) => subscription.HasThreads = isOn, ct);
    }
}
