using AdvocacyBot.Core.Chat;
using Microsoft.AspNetCore.Identity;

namespace AdvocacyBot.Web.Sessions.Passkeys;

/// <summary>An organizer as passkeys know one.</summary>
/// <param name="Handle">What a passkey stores of its owner: a keyed digest, the same for all passkeys of one organizer.</param>
internal sealed record PasskeyUser(string Handle);

/// <summary>A passkey as the file holds it.</summary>
/// <param name="Handle">As in <see cref="PasskeyUser"/>.</param>
/// <param name="Member">The member that a sign-in with it becomes.</param>
/// <param name="Account">The chat account whose rights it has; null if it was created by an organizer of the web.</param>
/// <param name="Device">Browser and system in which it was created, as words.</param>
/// <param name="UsedOn">The day on which it was last used, UTC.</param>
/// <param name="Info">What the handler verifies with.</param>
internal sealed record StoredPasskey(long Id, string Handle, string Member, MemberRef? Account, string Device, DateTime UsedOn, UserPasskeyInfo Info)
{
    public ShownPasskey Shown => new(Id, Account?.Platform, Device, Info.CreatedAt.UtcDateTime, UsedOn);
}

/// <summary>A passkey in the list of organizers.</summary>
/// <param name="Platform">Of the chat account whose rights it has; null if it was created by an organizer of the web.</param>
/// <param name="CreatedOn">The day, UTC.</param>
/// <param name="UsedOn">The day, UTC.</param>
public sealed record ShownPasskey(long Id, string? Platform, string Device, DateTime CreatedOn, DateTime UsedOn);
