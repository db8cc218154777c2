using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Commands;


namespace AdvocacyBot.Core.Articles.Commands;

/// <summary>Pauses a feed: its articles are stored, and not posted.</summary>
internal sealed class FeedsPause(ChangeSubscription change) : ICommand
{
    public static CommandSpec Spec { get; } = new("feeds pause", ArticleTexts.All)
    {
        Audience = Audience.Organizers,
        Options = [ChangeSubscription.Which with { Kind = OptionKind.Rest }],
        IsPrivate = true,
    };

    public Task<Reply> RunAsync(Request request, CancellationToken ct) =>
        change.RunAsync(request, "pause.done", (subscription, _) => subscription.State = SubscriptionState.Paused, ct);
}

/// <summary>Resumes a paused feed; what was new meanwhile is not posted.</summary>
internal sealed class FeedsResume(ChangeSubscription change) : ICommand
{
    public static CommandSpec Spec { get; } = new("feeds resume", ArticleTexts.All)
    {
        Audience = Audience.Organizers,
        Options = [ChangeSubscription.Which with { Kind = OptionKind.Rest }],
        IsPrivate = true,
    };

    public Task<Reply> RunAsync(Request request, CancellationToken ct) =>
        change.RunAsync(request, "resume.done", (subscription, _) => subscription.State = SubscriptionState.Active, ct);
}
