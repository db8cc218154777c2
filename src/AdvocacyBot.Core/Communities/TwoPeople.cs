using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Core.Communities;

/// <summary>
/// Decides whether two organizers' accounts count as two people, where something takes effect only when a second person agrees.
/// Somebody who organizes could open another account, or let another place of their own join, and agree with themselves.
/// </summary>
public sealed class TwoPeople(BotDb db, OrganizerAction actions, IEnumerable<AccountsLinked> links, IEnumerable<PairCheck> checks, TimeProvider clock)
{
    /// <summary>How long both must have been organizers if they use different platforms, where nothing tells accounts apart.</summary>
    public static readonly TimeSpan MinTimeAcrossPlatforms = TimeSpan.FromDays(7);

    /// <summary>How long after a place has joined its organizers count as brought along by those who were there before.</summary>
    public static readonly TimeSpan InvitationTime = TimeSpan.FromHours(24);

    /// <summary>Why two accounts do not count as two people in the community in scope; null if they do. Reads the whole organizer log.</summary>
    /// <param name="first">Who has proposed, which the organizer log knows.</param>
    /// <param name="agreement">What the second one says now, which the organizer log does not know yet.</param>
    public async Task<PairProblem?> FindProblemAsync(MemberRef first, Intent agreement, CancellationToken ct)
    {
        var second = agreement.Member;
        if (first == second)
            return PairProblem.SameAccount;
        foreach (var areLinked in links)
        {
            if (await areLinked(first, second, ct))
                return PairProblem.Linked;
        }

        foreach (var check in checks)
        {
            if (await check(first, second, ct) is { } problem)
                return problem;
        }

        var (one, other) = (await TraceAsync(first, ct), await TraceAsync(second, ct));
        if (agreement.Place is { } here)
            other.Places.Add(here);
        var now = clock.UtcNow;
        if (first.Platform != second.Platform && (now - one.Since < MinTimeAcrossPlatforms || now - other.Since < MinTimeAcrossPlatforms))
            return PairProblem.TooNew;
        return one.Places.Overlaps(other.Places) || !(await IsNewAsync(one, ct) || await IsNewAsync(other, ct)) ? null : PairProblem.Invited;
    }

    /// <summary>The organizer who fits, among those whom the organizer log still knows; null if none does.</summary>
    public async Task<MemberRef?> FindOrganizerAsync(Predicate<MemberRef> fits, CancellationToken ct)
    {
        await foreach (var entry in db.OrganizerLog.AsNoTracking().OrderByDescending(e => e.At).AsAsyncEnumerable().WithCancellation(ct))
        {
            var member = actions.WhoMade(entry);
            if (fits(member))
                return member;
        }

        return null;
    }

    /// <summary>What the organizer log knows of an account: since when it has organized, and in which places.</summary>
    private async Task<Trace> TraceAsync(MemberRef member, CancellationToken ct)
    {
        var (since, places) = (clock.UtcNow, new HashSet<PlaceRef>());
        await foreach (var entry in db.OrganizerLog.AsNoTracking().Where(e => e.Platform == member.Platform).OrderBy(e => e.At).AsAsyncEnumerable().WithCancellation(ct))
        {
            if (actions.WhoMade(entry) != member)
                continue;
            since = entry.At < since ? entry.At : since;
            if (entry.Place is { } place)
                places.Add(new PlaceRef(member.Platform, place));
        }

        return new Trace(since, places);
    }

    /// <summary>Whether an account has organized only in places that joined lately.</summary>
    private async Task<bool> IsNewAsync(Trace trace, CancellationToken ct)
    {
        var (keys, before) = (trace.Places.Select(p => p.Id).ToList(), clock.UtcNow - InvitationTime);
        return keys.Count > 0 && !await db.Places.AnyAsync(p => keys.Contains(p.Key) && p.JoinedAt <= before, ct);
    }

    private sealed record Trace(DateTime Since, HashSet<PlaceRef> Places);
}

/// <summary>Why two accounts do not count as two people.</summary>
public enum PairProblem
{
    SameAccount,

    /// <summary>They have been linked as one person.</summary>
    Linked,

    /// <summary>
    /// One organizes in a place that joined within the last day, and the other does not organize there; or one has invited the other within
    /// the last day.
    /// </summary>
    Invited,

    /// <summary>One signs in on the web without a passkey, so that nothing tells two sign-ins of one person apart.</summary>
    NoPasskey,

    /// <summary>They use different platforms, and one of them has not organized for long enough.</summary>
    TooNew,
}

/// <summary>Why a platform's accounts do not count as two people; null if it sees no reason. Asked about any two accounts.</summary>
public delegate Task<PairProblem?> PairCheck(MemberRef first, MemberRef second, CancellationToken ct);

/// <summary>Tells whether two accounts have been linked as one person, in anything that a feature of the community in scope keeps.</summary>
public delegate Task<bool> AccountsLinked(MemberRef first, MemberRef second, CancellationToken ct);
