using System.Globalization;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Facts.Asking;
using AdvocacyBot.Core.Store;

namespace AdvocacyBot.Core.Facts;

/// <summary>Offers topics with the years held, then names, while a question is typed; from memory alone.</summary>
internal sealed class QuestionSuggester(BotDb db, FactsMemory memory) : IOptionSuggester
{
    private const int Most = 25;

    public static string Option => "ask.question";

    public async Task<IReadOnlyList<string>> SuggestAsync(Request request, string typed, CancellationToken ct)
    {
        var known = await memory.ReadAsync(db, ct);
        var wanted = QuestionTokens.Join(typed);
        var topics = known.Topics.SelectMany(topic => Phrases(topic, known, request.Language));
        var names = wanted.Length < 2 ? [] : known.Names.Terms.Where(t => t.Kind != TermKind.Topic).Select(t => t.Label(request.Language));
        return
        [
            .. topics.Concat(names)
                .Select(phrase => (phrase, folded: QuestionTokens.Join(phrase)))
                .Where(p => wanted.Length == 0 || $" {p.folded}".Contains($" {wanted}", StringComparison.Ordinal))
                .OrderBy(p => p.folded.StartsWith(wanted, StringComparison.Ordinal) ? 0 : 1)
                .Select(p => p.phrase)
                .Distinct(StringComparer.Ordinal)
                .Take(Most),
        ];
    }

    private static IEnumerable<string> Phrases(KnownTerm topic, FactsMemory.Snapshot known, Languages.Language language)
    {
        var years = known.Held[topic.Id].Select(h => h.Period).OfType<Period>()
            .Where(p => p.From.Year == p.To.Year).Select(p => p.From.Year).Distinct().OrderDescending().ToList();
        return years.Count == 0
            ? [topic.Label(language)]
            : years.Select(year => string.Create(CultureInfo.InvariantCulture, $"{topic.Label(language)} {year}"));
    }
}
