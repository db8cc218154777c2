namespace AdvocacyBot.Core.Chat;

/// <summary>
/// Deletes what a platform remembers of answers to an action, such as which reaction made which choice, once the action's key is
/// destroyed. Called outside any transaction, and again until it has succeeded. Thread-safe.
/// </summary>
/// <returns>Whether it is done; false while another process is connected to the platform, or none is yet.</returns>
public delegate Task<bool> ActionForgotten(ForgottenAction action, CancellationToken ct);

/// <summary>An action whose answers are destroyed.</summary>
/// <param name="Community">Its community.</param>
/// <param name="Number">Its number in that community, as choices carry it.</param>
/// <param name="Messages">The public messages that were about it.</param>
public sealed record ForgottenAction(long Community, long Number, IReadOnlySet<MessageRef> Messages);
