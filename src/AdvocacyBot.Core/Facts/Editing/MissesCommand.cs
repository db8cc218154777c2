using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Commands;
using AdvocacyBot.Core.Facts.Naming;
using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Core.Facts.Editing;

/// <summary>
/// Shows organizers which questions found nothing, most frequent first; nobody's name is kept with them. A button makes the unknown
/// word of a question a synonym.
/// </summary>
internal sealed class MissesCommand(BotDb db, KeepMisses keep, Synonyms synonyms) : ICommand
{
    private const int MaxShown = 20;
    private const int MaxButtons = 5;

    public static CommandSpec Spec { get; } = new("fact misses", FactTexts.All)
    {
        Audience = Audience.Organizers,
        IsPrivate = true,
    };

    public async Task<Reply> RunAsync(Request request, CancellationToken ct)
    {
        await keep.KeepAsync(ct);
        var misses = await db.QueryMisses.AsNoTracking().OrderByDescending(m => m.Count).ThenByDescending(m => m.LastAt).ThenBy(m => m.Folded).Take(MaxShown).ToListAsync(ct);
        if (misses.Count == 0)
            return Reply.Tell(request.Language, FactTexts.All[request.Language, "misses.empty"]);
        return new Reply(
        [
            new Paragraph(FactTexts.All[request.Language, "misses"]),
            new Listing([.. misses.Select(m => (IReadOnlyList<Span>)[new Code(m.Folded), new Text(FormattableString.Invariant($" × {m.Count}"))])]),
        ])
        {
            Language = request.Language,
            Visibility = Visibility.Private,
            Choices = await synonyms.OfferAsync(misses, MaxButtons, request.Language, ct),
        };
    }
}
