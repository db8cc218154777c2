using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Commands;
using AdvocacyBot.Core.Facts.Files;
using AdvocacyBot.Core.Facts.Naming;
using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Core.Facts.Editing;

/// <summary>Shows organizers what waits for a second person, with its changes.</summary>
internal sealed class QueueCommand(BotDb db, EditFacts edit, ChangeNames names) : ICommand
{
    private const int MaxShown = 5;

    /// <summary>For how many of them there are buttons, which a chat message holds few of.</summary>
    private const int MaxDecisions = 2;

    /// <summary>For both, at the desk.</summary>
    private const int MaxAtDesk = 50;

    public static CommandSpec Spec { get; } = new("fact queue", FactTexts.All)
    {
        Audience = Audience.Organizers,
        IsPrivate = true,
    };

    public async Task<Reply> RunAsync(Request request, CancellationToken ct)
    {
        var texts = FactTexts.All;
        var (maxShown, maxDecisions) = request.Intent.IsDesk ? (MaxAtDesk, MaxAtDesk) : (MaxShown, MaxDecisions);
        var waiting = await db.Claims.AsNoTracking().Where(c => c.PendingVersion != null).OrderBy(c => c.Id).Take(maxShown).ToListAsync(ct);
        var changes = await names.PendingAsync(ct);
        var all = changes.Count + await db.Claims.CountAsync(c => c.PendingVersion != null, ct);
        if (all == 0)
            return Reply.Tell(request.Language, texts[request.Language, "queue.empty"]);

        var blocks = new List<Block> { new Paragraph(texts.Format(request.Language, "queue", all)) };
        foreach (var claim in waiting)
        {
            var before = claim.Status == ClaimStatus.Published ? await edit.ContentAsync(claim, claim.Version, ct) : new FactRecord(0, 0);
            var after = await edit.ContentAsync(claim, claim.PendingVersion!.Value, ct);
            blocks.Add(new Paragraph([new Strong(texts.Format(request.Language, "queue.item", claim.PublicId, claim.PendingVersion.Value))]));
            blocks.Add(FactDiff.Write(FactDiff.Between(before, after)));
            if (await edit.ConflictsOfAsync(after, ct) is { Count: > 0 } conflicts)
                blocks.Add(new Listing([.. conflicts.Select(c => (IReadOnlyList<Span>)[new Strong(c.Write(request.Language))])]));
        }

        foreach (var change in changes.Take(maxShown))
        {
            blocks.Add(new Paragraph([new Strong(texts.Format(request.Language, "queue.item", change.Id, change.Version))]));
            blocks.Add(FactDiff.Write(change.Change.Describe()));
        }

        return new Reply(blocks)
        {
            Language = request.Language,
            Visibility = Visibility.Private,
            Choices =
            [
                .. waiting.Select(c => (Id: c.PublicId, Version: c.PendingVersion!.Value)).Concat(changes.Select(c => (c.Id, c.Version)))
                    .Take(maxDecisions).SelectMany(c => EditReplies.Decide(c.Id, c.Version, request.Language)),
            ],
        };
    }
}
