namespace AdvocacyBot.Core.Chat;

/// <summary>
/// Deletes what one part of the bot holds about a member beyond their answers, in memory or in storage, when they ask to be forgotten
/// or have left every community. A no-op for members of other platforms. Called after the answers are deleted, outside any
/// transaction. Thread-safe.
/// </summary>
public delegate Task MemberForgotten(MemberRef member, CancellationToken ct);
