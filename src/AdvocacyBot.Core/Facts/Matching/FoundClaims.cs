using AdvocacyBot.Core.Facts.Questions;
using AdvocacyBot.Core.Facts.Terms;

namespace AdvocacyBot.Core.Facts.Matching;

/// <summary>The claims that answer a question, and those that share its names and topics but do not.</summary>
/// <param name="Claims">Best first.</param>
/// <param name="Near">With the reason why each does not answer.</param>
/// <param name="IsCutOff">Whether there are more than were read.</param>
internal sealed record FoundClaims(IReadOnlyList<ClaimView> Claims, IReadOnlyList<(ClaimView Claim, Misfit Reason)> Near, bool IsCutOff)
{
    public static readonly FoundClaims Nothing = new([], [], false);

    /// <summary>Names of the question that no claim goes with.</summary>
    public IReadOnlyList<NameSlot> Missing { get; init; } = [];

    /// <summary>Checks each claim. Ordered by rank, the topic itself before further ones, then newest.</summary>
    public static FoundClaims Of(Question question, NameDictionary names, IReadOnlyList<ClaimView> claims, bool isCutOff)
    {
        var fit = new ClaimFit(question, names);
        var checkedClaims = claims.Select(c => (Claim: c, Reason: fit.Check(c))).ToList();
        var answers = checkedClaims.Where(c => c.Reason == Misfit.None).Select(c => c.Claim).ToList();
        // Claims on the topic itself come before those that only mention the word.
        if (answers.Exists(IsOnTopics))
            answers.RemoveAll(c => !IsOnTopics(c));
        // "Who says 17": the claim whose number it is, before those that only mention it.
        if (question.Numbers.Count > 0 && (question.Wants(Aspect.Sources) || question.WantsFigure || question.IsNumberOnly) && answers.Exists(HasNumbers))
            answers.RemoveAll(c => !HasNumbers(c));
        return new FoundClaims(
            [.. answers
                .OrderBy(c => c.Claim.Rank)
                .ThenBy(c => question.Topics.All(slot => c.IsOn(slot, orAlso: false)) ? 0 : 1)
                .ThenByDescending(c => c.Claim.From ?? DateOnly.MinValue)
                .ThenBy(c => c.Claim.Id)],
            [.. checkedClaims.Where(c => c.Reason is not (Misfit.None or Misfit.Other))],
            isCutOff);

        bool IsOnTopics(ClaimView claim) => question.Topics.All(slot => claim.IsOn(slot, orAlso: question.Participants.Any()));

        bool HasNumbers(ClaimView claim) => question.Numbers.All(n => claim.Claim.Number == n.Value);
    }

    public FoundClaims With(FoundClaims other) =>
        this with
        {
            Claims = [.. Claims.Concat(other.Claims).DistinctBy(c => c.Id)],
            Near = [.. Near, .. other.Near],
            IsCutOff = IsCutOff || other.IsCutOff,
        };
}
