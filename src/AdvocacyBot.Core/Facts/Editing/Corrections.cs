using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Facts.Answers;
using AdvocacyBot.Core.Facts.Matching;
using AdvocacyBot.Core.Facts.Questions;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Outbox;
using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Core.Facts.Editing;

/// <summary>
/// Brings a change to the messages of the last 30 days that cited the claim: answers are rewritten with the change on top;
/// where the message is something else that only cited it, the correction follows as a message of its own.
/// </summary>
internal sealed class Corrections(BotDb db, FactsMemory memory, MessageSubjects messages, OutboxQueue outbox, TimeProvider clock)
{
    private const string Kind = "claim/";
    private static readonly TimeSpan Reach = TimeSpan.FromDays(30);

    /// <param name="claim">As it now is.</param>
    /// <param name="changes">What changed; none where it was withdrawn.</param>
    public async Task TellAsync(Claim claim, IReadOnlyList<FactChange> changes, CancellationToken ct)
    {
        var now = clock.UtcNow;
        var subject = Subject.Of("claim", claim.PublicId);
        var recent = (await messages.AboutAsync(subject, ct)).Where(m => m.At > now - Reach).ToList();
        if (recent.Count == 0)
            return;

        var known = await memory.ReadAsync(db, ct);
        var step = await db.Revisions.Where(r => r.ClaimId == claim.Id).MaxAsync(r => r.Id, ct);
        foreach (var message in recent)
        {
            var subjects = await messages.OfAsync(message.MessageRef, ct);
            var cited = subjects.Where(s => s.StartsWith(Kind, StringComparison.Ordinal)).Select(s => s[Kind.Length..]).ToList();
            var notice = Notice(claim, changes, message.Language, now);
            if (cited.Count < subjects.Count)
                outbox.Send(message.MessageRef.Channel, Closing(notice, message.Language), subject, $"correction/{step}/{message.Message}");
            else
                outbox.Edit(message.MessageRef, await AnewAsync(notice, cited, known, message.Language, ct), subject, $"correction/{step}");
        }
    }

    private static List<Block> Notice(Claim claim, IReadOnlyList<FactChange> changes, Language language, DateTime now)
    {
        var day = DateOnly.FromDateTime(now).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        var key = changes.Count == 0 ? "correction.retracted" : "correction.changed";
        var blocks = new List<Block> { new Paragraph([new Strong(FactTexts.All.Format(language, key, claim.PublicId, Period.Write(day, language)))]) };
        var shown = changes.Where(c => IsShown(c.Column, language)).ToList();
        if (shown.Count > 0)
            blocks.Add(FactDiff.Write(shown, language));
        return blocks;
    }

    /// <summary>Readers of one language need no changes of another, nor of the words that a claim is found by.</summary>
    private static bool IsShown(string column, Language language) =>
        column is not ("keywords" or "status" or "review_by") && (!column.Contains('.', StringComparison.Ordinal) || column.EndsWith("." + language.Code, StringComparison.Ordinal));

    private async Task<Reply> AnewAsync(List<Block> notice, List<string> cited, FactsMemory.Snapshot known, Language language, CancellationToken ct)
    {
        var ids = await db.Claims.Where(c => cited.Contains(c.PublicId) && c.Status == ClaimStatus.Published).Select(c => c.Id).ToListAsync(ct);
        var find = new FindClaims(db, known);
        var claims = await find.LoadAsync(ids, ct);
        if (claims.Count == 0)
            return Closing(notice, language) with { Subjects = [.. cited.Select(id => Subject.Of("claim", id))] };
        var answer = new Answer(new Question(), claims, await find.ConflictingAsync(claims, ct), DateOnly.FromDateTime(clock.UtcNow));
        var reply = ClaimReply.Write(answer, language).Reply;
        return reply with { Blocks = [.. notice, .. reply.Blocks] };
    }

    private static Reply Closing(List<Block> notice, Language language) => new(notice) { Language = language };
}
