using AdvocacyBot.Core.Facts.Matching;
using AdvocacyBot.Core.Facts.Questions;

namespace AdvocacyBot.Core.Facts.Answers;

/// <summary>A question with the claims that answer it, and the claims of the same cases that must not be left out.</summary>
/// <param name="Question">As it was read.</param>
/// <param name="Found">The claims that answer it, best first.</param>
/// <param name="Conflicting">Claims of the same cases with other values.</param>
/// <param name="Today">Decides what is past.</param>
internal sealed record Answer(Question Question, IReadOnlyList<ClaimView> Found, IReadOnlyList<ClaimView> Conflicting, DateOnly Today)
{
    /// <summary>How many claims an answer shows, conflicting ones included.</summary>
    public const int MaxLines = 10;

    /// <summary>Names of the question that nothing is stored on; the others are answered.</summary>
    public IReadOnlyList<NameSlot> Missing { get; init; } = [];

    /// <summary>Whether more claims match than were read.</summary>
    public bool IsCutOff { get; init; }

    /// <summary>Claims on the same thing at the same time, in the order of the best of each; as many as fit.</summary>
    public IReadOnlyList<IReadOnlyList<ClaimView>> Cases { get; } = [.. Fitting(Group(Question, Found), Conflicting)];

    /// <summary>All claims shown, in the order in which they are shown.</summary>
    public IReadOnlyList<ClaimView> Shown => [.. Cases.SelectMany(c => c.Concat(ConflictingWith(c))).DistinctBy(c => c.Id)];

    /// <summary>How many claims that match are not shown.</summary>
    public int Hidden => Found.Count - Cases.Sum(c => c.Count);

    /// <summary>Whether sources differ on what was asked. If it was asked whether a name is on their lists, they do not.</summary>
    public bool IsConflict => !Question.Wants(Aspect.Sources) && !AsksForName && Cases.Any(HaveDifferentSources);

    private bool AsksForName => Question.Participants.Any(slot => Found.Any(c => c.Participants.Any(slot.Terms.Contains)));

    public static bool HaveDifferentSources(IReadOnlyList<ClaimView> @case) =>
        @case.Any(one => @case.Any(other => one.Differs(other) && one.HasOtherSource(other)));

    public IEnumerable<ClaimView> ConflictingWith(IReadOnlyList<ClaimView> @case) =>
        Conflicting.Where(other => @case.Any(c => c.Differs(other)));

    private static IEnumerable<IReadOnlyList<ClaimView>> Group(Question question, IReadOnlyList<ClaimView> found)
    {
        var cases = found.GroupBy(c => (c.Topic.Id, Event: c.Event?.Id, c.Claim.When)).Select(g => (IReadOnlyList<ClaimView>)[.. g]);
        return question.Wants(Aspect.Compare) ? cases.OrderBy(c => c[0].Claim.From)
            : question.IsHinted ? cases.OrderByDescending(c => c.Count(claim => claim.Participants.Count > 0))
            : cases;
    }

    /// <summary>A case that is too long is cut, but claims that differ stay together.</summary>
    private static IEnumerable<IReadOnlyList<ClaimView>> Fitting(IEnumerable<IReadOnlyList<ClaimView>> cases, IReadOnlyList<ClaimView> conflicting)
    {
        var left = MaxLines;
        foreach (var @case in cases)
        {
            var shown = new List<ClaimView>();
            foreach (var group in @case.GroupBy(c => c.IsFigure ? c.Claim.CaseKey : c.Id, StringComparer.Ordinal))
            {
                var size = group.Count() + conflicting.Count(other => group.Any(c => c.Differs(other)));
                if (size > left && left < MaxLines)
                    break;
                shown.AddRange(group);
                left -= size;
            }

            if (shown.Count > 0)
                yield return shown;
            if (left <= 0)
                yield break;
        }
    }
}
