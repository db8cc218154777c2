using AdvocacyBot.Core.Chat;

namespace AdvocacyBot.Web.Sessions;

/// <summary>The sender of a request, identified by a random cookie alone.</summary>
/// <param name="Id">Identifies the member on the platform; not derivable from anything that others see.</param>
/// <param name="Author">A keyed digest of <paramref name="Id"/>: who wrote a message, without a way back to the member.</param>
/// <param name="Secret">The digest of the cookie's secret, so that neither file nor log can be used to pose as the member.</param>
internal sealed record Visitor(string Id, string Author, string Secret)
{
    /// <summary>The organizer session of this browser; null if the visitor is not signed in.</summary>
    public Session? Session { get; init; }

    /// <summary>Whether the visitor organizes by a sign-in on the web itself; a chat account's rights are asked of its platform.</summary>
    public bool IsRoomOrganizer => Session is { Account: null };

    /// <summary>The letters that others see if the member has not chosen a name.</summary>
    public string Tag => Author[..4];
}

/// <summary>An organizer's sign-in in one browser.</summary>
/// <param name="Account">The chat account whose rights it has; null if it was made by a link of the console.</param>
/// <param name="Device">Browser and system as words.</param>
/// <param name="CreatedAt">UTC.</param>
/// <param name="UsedOn">The day on which it was last used, UTC.</param>
/// <param name="ExpiresAt">UTC.</param>
public sealed record Session(long Id, MemberRef? Account, string Device, DateTime CreatedAt, DateTime UsedOn, DateTime ExpiresAt);
