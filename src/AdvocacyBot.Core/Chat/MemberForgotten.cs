namespace AdvocacyBot.Core.Chat;

/// <summary>Deletes what a feature keeps of a member in memory, when the member asks to be forgotten. Thread-safe.</summary>
/// <param name="member">Who asks.</param>
public delegate void MemberForgotten(MemberRef member);
