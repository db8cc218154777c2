using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Facts.Matching;
using AdvocacyBot.Core.Facts.Questions;
using AdvocacyBot.Core.Facts.Terms;
using AdvocacyBot.Core.Languages;

namespace AdvocacyBot.Core.Facts.Answers;

/// <summary>
/// The names on the lists of a case: those on all lists, and those on one list only, marked as such. Lists are never merged. Pure.
/// </summary>
internal static class RosterLines
{
    public static bool WantsNames(Question question) =>
        question.Wants(Aspect.Names) || (question.Wants(Aspect.Who) && !question.Participants.Any(p => p.Terms.Any(t => t.Kind == TermKind.Country)));

    public static IEnumerable<Block> Write(IReadOnlyList<ClaimView> claims, Language language)
    {
        var texts = FactTexts.All;
        var lists = claims.Where(c => c.Participants.Count > 0).ToList();
        if (lists.Count == 0)
            yield break;

        var fields = new List<Field>();
        if (lists.Count > 1)
        {
            var onAll = lists[0].Participants.Where(p => lists.All(l => l.Participants.Contains(p)));
            fields.Add(new Field(texts[language, "names.all"], Join(onAll, language)));
        }

        foreach (var list in lists)
        {
            var alone = lists.Count == 1 ? list.Participants : list.Participants.Where(p => lists.All(l => l == list || !l.Participants.Contains(p)));
            var who = ListText.And(list.Sources.Select(s => s.Publisher.Label(language)), language);
            fields.Add(new Field(texts.Format(language, lists.Count == 1 ? "names.by" : "names.alone", who), Join(alone, language)));
        }

        yield return new Fields([.. fields.Where(f => f.Value is [Text { Value.Length: > 0 }])]);
    }

    private static string Join(IEnumerable<KnownTerm> terms, Language language) =>
        string.Join(", ", terms.Select(t => t.Label(language)).Order(StringComparer.Create(language.Culture, ignoreCase: true)));
}
