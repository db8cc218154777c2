using AdvocacyBot.Core.Languages;

namespace AdvocacyBot.Core.Chat;

/// <summary>The data that a platform itself stores about its members, such as the messages of the web room.</summary>
/// <param name="DescribeAsync">One sentence about the stored data of a member; null if there is none, or the member belongs to another platform.</param>
/// <param name="ForgetAsync">Deletes it; a no-op for members of other platforms.</param>
public sealed record PlatformData(
    Func<MemberRef, Language, CancellationToken, Task<string?>> DescribeAsync, Func<MemberRef, CancellationToken, Task> ForgetAsync);
