using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Commands;

namespace AdvocacyBot.Core.Articles.Commands;

/// <summary>Gives each post of a feed a thread for discussion, if the platform has threads.</summary>
internal sealed class FeedsThread(ChangeSubscription change) : ICommand
{
    private const string Switch = "switch";

    public static CommandSpec Spec { get; } = new("feeds thread", ArticleTexts.All)
    {
        Audience = Audience.Organizers,
        Options = [ChangeSubscription.Which, new OptionSpec(Switch) { Values = ["on", "off"] }],
        IsPrivate = true,
    };

    public Task<Reply> RunAsync(Request request, CancellationToken ct)
    {
        var isOn = string.Equals(request.Required(Switch), "on", StringComparison.OrdinalIgnoreCase);
        return change.RunAsync(request, isOn ? "thread.on" : "thread.off", (subscription, _) => subscription.HasThreads = isOn, ct);
    }
}
