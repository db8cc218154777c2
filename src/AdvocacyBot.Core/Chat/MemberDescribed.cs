using AdvocacyBot.Core.Languages;

namespace AdvocacyBot.Core.Chat;

/// <summary>
/// One sentence about what a platform itself stores about a member, such as the messages of the web room. Null if that is nothing, or
/// if the member belongs to another platform. Thread-safe.
/// </summary>
public delegate Task<string?> MemberDescribed(MemberRef member, Language language, CancellationToken ct);
