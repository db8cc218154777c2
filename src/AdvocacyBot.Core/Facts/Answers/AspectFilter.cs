using System.Text.RegularExpressions;
using AdvocacyBot.Core.Facts.Matching;
using AdvocacyBot.Core.Facts.Questions;

namespace AdvocacyBot.Core.Facts.Answers;

/// <summary>Keeps the claims that have what a question wants to know: a time, a place, a clock time. Pure.</summary>
internal static partial class AspectFilter
{
    public static FoundClaims Apply(Question question, FoundClaims found)
    {
        IEnumerable<ClaimView> claims = found.Claims;
        if (question.Wants(Aspect.HowMany))
            claims = claims.Concat(found.Near.Where(n => n.Reason == Misfit.Unit && !n.Claim.IsFigure).Select(n => n.Claim).Where(c => found.Claims.Any(f => IsBeside(f, c))));
        if (question.Wants(Aspect.When))
            claims = claims.Where(c => c.Claim.When is not null);
        if (question.Wants(Aspect.ClockTime))
            claims = claims.Where(HasClockTime);
        if (question.Wants(Aspect.Where))
            claims = claims.Where(c => HasPlace(c, question) || found.Claims.Any(other => HasPlace(other, question) && IsBeside(other, c)));
        // A publisher is not present at what it reports on, and not what a definition is about.
        if (question.IsHinted && question.Topics[0].Text is QuestionHints.Presence or QuestionHints.What)
            claims = claims.Where(c => question.Join == NameJoin.All
                ? question.Participants.All(name => c.Names(name, asPublisher: false))
                : question.Participants.Any(name => c.Names(name, asPublisher: false)));
        return found with { Claims = [.. claims] };
    }

    /// <summary>Whether two claims are on the same topic, event and time: a figure, and that its list is not public.</summary>
    private static bool IsBeside(ClaimView one, ClaimView other) =>
        one.Event is { } of && other.Event == of && other.Topic == one.Topic && other.Claim.When == one.Claim.When;

    /// <summary>A place that the question does not name itself.</summary>
    private static bool HasPlace(ClaimView claim, Question question) =>
        claim.Terms.Any(t => t.Role == TermRole.Place || (t.Role == TermRole.Subject && t.Term.Kind == TermKind.Country)
            || question.Names.Any(n => n.Terms.Contains(t.Term) && t.Term.Kind is TermKind.Country or TermKind.Place));

    private static bool HasClockTime(ClaimView claim) => claim.Claim.Texts.Any(t => ClockTime().IsMatch(t.Text));

    /// <summary>"7 a.m.", "7 h", "19:30".</summary>
    [GeneratedRegex(@"\b\d{1,2}\s?(?:[ap]\.?m\b|h\b|:\d{2})", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1_000)]
    private static partial Regex ClockTime();
}
