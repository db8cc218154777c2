using AdvocacyBot.Core.Facts.Matching;
using AdvocacyBot.Core.Facts.Questions;
using AdvocacyBot.Core.Languages;

namespace AdvocacyBot.Core.Facts.Answers;

/// <summary>Notes that a reader needs about some claims together: whether sources differ, lists are incomplete, and how sure they are. Pure.</summary>
internal static class ClaimNotes
{
    public static IEnumerable<string> Write(IReadOnlyList<ClaimView> claims, Answer answer, Language language)
    {
        var texts = FactTexts.All;
        if (Answer.HaveDifferentSources(claims))
        {
            var links = claims.SelectMany(c => c.Links).ToList();
            yield return texts[language, links.Exists(l => l.Kind == LinkKind.DiffersInScope) || ClaimWords.ScopesDiffer(claims, language) ? "note.scope" : "note.differ"];
            foreach (var note in links.Select(l => l.Note).OfType<string>().Distinct(StringComparer.Ordinal))
                yield return note;
        }

        if (claims.Any(c => c.Claim.ListComplete == false))
            yield return texts[language, "note.incomplete"];
        if (answer.Question.Wants(Aspect.Presence) && claims.Any(IsNoAttendance))
            yield return texts[language, "note.invited"];
        if (claims.Any(c => c.Claim.ReviewBy < answer.Today))
            yield return texts[language, "note.review"];
        foreach (var note in Confidences(claims, language))
            yield return note;
        if (claims.Any(c => c.Text(language) is { } text && text.Language != language))
            yield return texts[language, "note.otherlanguage"];
    }

    private static IEnumerable<string> Confidences(IReadOnlyList<ClaimView> claims, Language language)
    {
        var texts = FactTexts.All;
        var confidences = claims.GroupBy(c => SourceWords.Confidence([c]), StringComparer.Ordinal).ToList();
        return confidences.Count == 1
            ? [texts[language, confidences[0].Key]]
            : confidences.Select(g => $"{string.Join(", ", g.Select(c => c.Id))}{texts[language, "colon"]}{texts[language, g.Key]}");
    }

    /// <summary>A topic that answers "was Peru there" without saying that anybody was: an invitation. Marked with the hint "invited".</summary>
    private static bool IsNoAttendance(ClaimView claim) =>
        claim.Topic.Names.Any(n => n is { Role: NameRole.Hint, Folded: "invited" });
}
