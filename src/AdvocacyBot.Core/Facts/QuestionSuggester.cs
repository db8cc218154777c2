using AdvocacyBot.Core.Commands;
using AdvocacyBot.Core.Facts.Questions;
using AdvocacyBot.Core.Store;

namespace AdvocacyBot.Core.Facts;

/// <summary>Offers topics with the years held, then names, while a question is typed; from memory alone.</summary>
internal sealed class QuestionSuggester(BotDb db, FactsMemory memory) : IOptionSuggester
{
    private const int MinNameLength = 2;

    public static string Option => "ask.question";

    public async Task<IReadOnlyList<SuggestedValue>> SuggestAsync(Request request, string typed, CancellationToken ct)
    {
        var known = await memory.ReadAsync(db, ct);
        var wanted = QuestionTokens.Join(typed);
        return
        [
            .. known.PhrasesIn(request.Language)
                .Where(p => (!p.IsName || wanted.Length >= MinNameLength) && p.Continues(wanted))
                .OrderBy(p => p.Folded.StartsWith(wanted, StringComparison.Ordinal) ? 0 : 1)
                .Select(p => p.Text)
                .Distinct(StringComparer.Ordinal)
                .Take(SuggestedValue.MaxCount),
        ];
    }
}
