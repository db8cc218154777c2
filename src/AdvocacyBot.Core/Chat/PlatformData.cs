using AdvocacyBot.Core.Languages;

namespace AdvocacyBot.Core.Chat;

/// <summary>What a platform itself stores of its members, such as the messages of the web room.</summary>
/// <param name="DescribeAsync">One sentence on what is stored of a member; null if nothing is, or the member is another platform's.</param>
/// <param name="ForgetAsync">Deletes it; a no-op for members of other platforms.</param>
public sealed record PlatformData(
    Func<MemberRef, Language, CancellationToken, Task<string?>> DescribeAsync, Func<MemberRef, CancellationToken, Task> ForgetAsync);
