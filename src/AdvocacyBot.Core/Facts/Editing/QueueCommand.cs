using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Commands;
using AdvocacyBot.Core.Facts.Files;
using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Core.Facts.Editing;

/// <summary>Shows organizers what waits for a second person, with its changes.</summary>
internal sealed class QueueCommand(BotDb db, EditFacts edit) : ICommand
{
    private const int MaxShown = 5;

    public static CommandSpec Spec { get; } = new("fact queue", FactTexts.All)
    {
        Audience = Audience.Organizers,
        IsPrivate = true,
    };

    public async Task<Reply> RunAsync(Request request, CancellationToken ct)
    {
        var texts = FactTexts.All;
        var waiting = await db.Claims.AsNoTracking().Where(c => c.PendingVersion != null).OrderBy(c => c.Id).Take(MaxShown).ToListAsync(ct);
        var all = await db.Claims.CountAsync(c => c.PendingVersion != null, ct);
        if (waiting.Count == 0)
            return Reply.Tell(request.Language, texts[request.Language, "queue.empty"]);

        var blocks = new List<Block> { new Paragraph(texts.Format(request.Language, "queue", all)) };
        foreach (var claim in waiting)
        {
            var before = claim.Status == ClaimStatus.Published ? await edit.ContentAsync(claim, claim.Version, ct) : new FactRecord(0, 0);
            var after = await edit.ContentAsync(claim, claim.PendingVersion!.Value, ct);
            blocks.Add(new Paragraph([new Strong(texts.Format(request.Language, "queue.item", claim.PublicId, claim.PendingVersion.Value))]));
            blocks.Add(FactDiff.Write(FactDiff.Between(before, after)));
        }

        return new Reply(blocks)
        {
            Language = request.Language,
            Visibility = Visibility.Private,
            Choices = [.. waiting.Take(2).SelectMany(c => EditReplies.Decide(c.PublicId, c.PendingVersion!.Value, request.Language))],
        };
    }
}

/// <summary>Shows organizers which questions found nothing, most frequent first; nobody's name is kept with them.</summary>
internal sealed class MissesCommand(BotDb db, KeepMisses keep) : ICommand
{
    private const int MaxShown = 20;

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
        };
    }
}
