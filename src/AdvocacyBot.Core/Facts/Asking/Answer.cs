namespace AdvocacyBot.Core.Facts.Asking;

/// <summary>A question with the claims that meet it, and those of the same cases that do not but must not be left out.</summary>
/// <param name="Question">As it was read.</param>
/// <param name="Found">The claims that meet it, best first.</param>
/// <param name="Company">Other claims of their cases.</param>
/// <param name="Today">What is over.</param>
internal sealed record Answer(Question Question, IReadOnlyList<ClaimView> Found, IReadOnlyList<ClaimView> Company, DateOnly Today)
{
    /// <summary>How many cases an answer shows.</summary>
    private const int MostCases = 8;

    /// <summary>Claims that speak of the same thing, in the order of the best of each.</summary>
    public IReadOnlyList<IReadOnlyList<ClaimView>> Cases { get; } = [.. Group(Question, Found).Take(MostCases)];

    public int Hidden => Group(Question, Found).Count() - Cases.Count;

    /// <summary>Whether sources differ on what was asked. Where it was asked whether a name is on their lists, they do not.</summary>
    public bool IsConflict =>
        !Question.Has(Verb.Sources) && !AsksForName && Cases.Any(c => c.Any(one => c.Any(one.Differs)));

    /// <summary>Whether the question is about a name that lists hold, and not about their numbers.</summary>
    private bool AsksForName => Question.Participants.Any(slot => Found.Any(c => c.Participants.Any(slot.Terms.Contains)));

    public IEnumerable<ClaimView> CompanyOf(IReadOnlyList<ClaimView> @case) =>
        Company.Where(other => @case.Any(c => c.Differs(other)));

    private static IEnumerable<IReadOnlyList<ClaimView>> Group(Question question, IReadOnlyList<ClaimView> found)
    {
        var cases = found.GroupBy(c => (c.Topic.Id, Event: c.Event?.Id, c.Claim.When)).Select(g => (IReadOnlyList<ClaimView>)[.. g]);
        return question.Has(Verb.Compare) ? cases.OrderBy(c => c[0].Claim.From)
            : question.IsHinted ? cases.OrderByDescending(c => c.Count(claim => claim.Participants.Count > 0))
            : cases;
    }
}
