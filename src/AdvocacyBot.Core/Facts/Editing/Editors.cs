using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Communities;
using AdvocacyBot.Core.Inbox;

namespace AdvocacyBot.Core.Facts.Editing;

/// <summary>
/// Names who made a version of a claim and decides whether somebody else may approve it. The history keeps a name that only this
/// installation recognizes, another one for each claim, so that its rows neither reveal a member nor add up to a profile.
/// </summary>
internal sealed class Editors(EventIds ids, TwoPeople people)
{
    private const int Length = 16;

    /// <summary>An editor's name in the history of one claim: 16 hexadecimal digits.</summary>
    public string NameOf(MemberRef member, string claim) => ids.Of("facts/editor", Text(member, claim))[..Length];

    /// <summary>Why somebody cannot approve what an editor has written; null if they count as two people.</summary>
    /// <param name="editor">The editor's name in the history.</param>
    public async Task<PairProblem?> FindProblemAsync(string editor, string claim, Intent approval, CancellationToken ct)
    {
        if (IsNameOf(approval.Member, editor, claim))
            return PairProblem.SameAccount;
        return await people.FindOrganizerAsync(member => IsNameOf(member, editor, claim), ct) is { } first
            ? await people.FindProblemAsync(first, approval, ct)
            : null;
    }

    /// <summary>Versions that waited when the names got a key still carry the plain digest.</summary>
    private bool IsNameOf(MemberRef member, string editor, string claim) =>
        editor == NameOf(member, claim) || editor == Digest.Of(Text(member, claim))[..Length];

    private static string Text(MemberRef member, string claim) => $"{claim}\0{member.Platform}\0{member.Id}";
}
