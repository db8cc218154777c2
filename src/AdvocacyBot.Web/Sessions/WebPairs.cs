using AdvocacyBot.Core;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Communities;
using AdvocacyBot.Web.Room;
using AdvocacyBot.Web.Sessions.Passkeys;

namespace AdvocacyBot.Web.Sessions;

/// <summary>
/// When sign-ins of the web count as people of their own: with a passkey each, and a day after one has invited the other. Anybody with a link
/// can open it in a second browser; a passkey is bound to a device and its lock.
/// </summary>
internal sealed class WebPairs(WebFile file, PasskeyTable passkeys, TimeProvider clock)
{
    public async Task<PairProblem?> FindProblemAsync(MemberRef first, MemberRef second, CancellationToken ct)
    {
        var (one, other) = (await HandlesAsync(first, ct), await HandlesAsync(second, ct));
        if (one is { Count: 0 } || other is { Count: 0 })
            return PairProblem.NoPasskey;
        if (one is not null && other is not null && one.Overlaps(other))
            return PairProblem.SameAccount;
        return await HasInvitedAsync(first, second, ct) || await HasInvitedAsync(second, first, ct) ? PairProblem.Invited : null;
    }

    /// <summary>Notes who has invited a member of the web; only the last inviter counts, and only for a day.</summary>
    public Task NoteAsync(string member, string? inviter, CancellationToken ct) => inviter is null
        ? Task.CompletedTask
        : file.ChangeTogetherAsync(
            """
            DELETE FROM "Inviters" WHERE "At" <= $before;
            INSERT INTO "Inviters" ("Member", "By", "At") VALUES ($member, $by, $now)
                ON CONFLICT ("Member") DO UPDATE SET "By" = excluded."By", "At" = excluded."At"
            """,
            ct, ("$before", clock.UtcNow - TwoPeople.InvitationTime), ("$member", member), ("$by", inviter), ("$now", clock.UtcNow));

    /// <summary>How a member's passkeys name their owner; null for an account of a chat, whose platform tells accounts apart.</summary>
    private async Task<HashSet<string>?> HandlesAsync(MemberRef member, CancellationToken ct) =>
        member.Platform == RoomPlatform.PlatformName ? [.. (await passkeys.OfAsync(member, ct)).Select(p => p.Handle)] : null;

    private async Task<bool> HasInvitedAsync(MemberRef inviter, MemberRef invited, CancellationToken ct) =>
        inviter.Platform == RoomPlatform.PlatformName && invited.Platform == RoomPlatform.PlatformName
        && await file.AskAsync(
            "SELECT 1 FROM \"Inviters\" WHERE \"Member\" = $member AND \"By\" = $by AND \"At\" > $before", ct,
            ("$member", invited.Id), ("$by", inviter.Id), ("$before", clock.UtcNow - TwoPeople.InvitationTime)) is not null;
}
