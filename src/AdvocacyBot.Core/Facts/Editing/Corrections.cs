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
/// Brings changes of facts to the messages of the last 30 days that cited them. Answers are rewritten with the change on top. Posts
/// that only cite a fact are rewritten by the feature that they belong to, and their channel gets one notice, however many posts it has.
/// </summary>
internal sealed class Corrections(BotDb db, FactsMemory memory, MessageSubjects messages, OutboxQueue outbox, RewriteCiting rewrite, TimeProvider clock)
{
    private const string Kind = "claim/";
    private const int MaxNamed = 10;
    private static readonly TimeSpan Reach = TimeSpan.FromDays(30);

    /// <summary>Corrects what cited these facts. Runs inside the caller's transaction.</summary>
    public async Task TellAsync(IReadOnlyList<Correction> corrections, CancellationToken ct)
    {
        var now = clock.UtcNow;
        var citing = new Dictionary<MessageRef, (Language Language, List<Correction> Cited)>();
        var waiting = new HashSet<string>(StringComparer.Ordinal);
        foreach (var correction in corrections)
        {
            foreach (var message in (await messages.AboutAsync(correction.Subject, ct)).Where(m => m.At > now - Reach))
            {
                if (!citing.TryGetValue(message.MessageRef, out var known))
                    citing[message.MessageRef] = known = (message.Language, []);
                known.Cited.Add(correction);
            }

            waiting.UnionWith(await WaitingAsync(correction, ct));
        }

        var posts = await EditAnswersAsync(citing, now, ct);
        await NotifyAsync([.. citing.Where(c => posts.ContainsKey(c.Key)).Select(c => (c.Key.Channel, c.Value.Language, c.Value.Cited))], now, ct);
        var subjects = posts.Values.SelectMany(of => of).Where(subject => !subject.StartsWith(Kind, StringComparison.Ordinal)).Concat(waiting);
        if (subjects.Distinct(StringComparer.Ordinal).ToList() is { Count: > 0 } rewritten)
            await rewrite(rewritten, ct);
    }

    /// <summary>What the posts are about that cite the fact and wait in the outbox.</summary>
    private Task<List<string>> WaitingAsync(Correction correction, CancellationToken ct)
    {
        var written = $"\"{correction.Subject}\"";
        return db.Deliveries
            .Where(d => d.State == DeliveryState.Waiting && d.Operation == DeliveryOperation.Send && d.Payload.Contains(written))
            .Select(d => d.Cause).ToListAsync(ct);
    }

    /// <summary>Rewrites the messages that are answers.</summary>
    /// <returns>The other messages, with everything that each is about.</returns>
    private async Task<Dictionary<MessageRef, IReadOnlyList<string>>> EditAnswersAsync(
        Dictionary<MessageRef, (Language Language, List<Correction> Cited)> citing, DateTime now, CancellationToken ct)
    {
        var posts = new Dictionary<MessageRef, IReadOnlyList<string>>();
        if (citing.Count == 0)
            return posts;

        var known = await memory.ReadAsync(db, ct);
        foreach (var (message, (language, cited)) in citing)
        {
            var subjects = await messages.OfAsync(message, ct);
            if (subjects.Any(subject => !subject.StartsWith(Kind, StringComparison.Ordinal)))
            {
                posts[message] = subjects;
                continue;
            }

            var notice = cited.SelectMany(correction => Notice(correction, language, now)).ToList();
            var step = await StepOfAsync(cited, ct);
            outbox.Edit(message, await AnewAsync(notice, [.. subjects.Select(s => s[Kind.Length..])], known, language, ct), cited[0].Subject, $"correction/{step}");
        }

        return posts;
    }

    /// <summary>One message in each channel, with the sentences that changed and the reasons.</summary>
    private async Task NotifyAsync(List<(ChannelRef Channel, Language Language, List<Correction> Cited)> posts, DateTime now, CancellationToken ct)
    {
        if (posts.Count == 0)
            return;

        var known = await memory.ReadAsync(db, ct);
        var ids = posts.SelectMany(post => post.Cited).Select(correction => correction.Claim.Id).Distinct().ToList();
        var sentences = (await new FindClaims(db, known).LoadAsync(ids, ct)).ToDictionary(claim => claim.Claim.Id);
        foreach (var channel in posts.GroupBy(post => post.Channel))
        {
            var language = channel.Last().Language;
            var cited = channel.SelectMany(post => post.Cited).DistinctBy(correction => correction.Claim.Id).OrderBy(correction => correction.Claim.Id).ToList();
            var blocks = new List<Block>();
            foreach (var correction in cited.Take(MaxNamed))
            {
                var notice = Notice(correction, language, now);
                blocks.Add(notice[0]);
                if (sentences.TryGetValue(correction.Claim.Id, out var sentence))
                    blocks.Add(new Quote(ClaimLine.WriteAlone(sentence, DateOnly.FromDateTime(now), language)));
                blocks.AddRange(notice.Skip(1));
            }

            if (cited.Count > MaxNamed)
                blocks.Add(new Paragraph(FactTexts.All.Format(language, "correction.more", string.Join(", ", cited.Skip(MaxNamed).Select(c => c.Claim.PublicId)))));
            var step = await StepOfAsync(cited, ct);
            outbox.Send(channel.Key, Closing(blocks, language), cited[0].Subject, $"correction/{step}");
        }
    }

    private Task<long> StepOfAsync(List<Correction> cited, CancellationToken ct)
    {
        var ids = cited.ConvertAll(correction => correction.Claim.Id);
        return db.Revisions.Where(r => ids.Contains(r.ClaimId)).MaxAsync(r => r.Id, ct);
    }

    /// <summary>That the fact has changed, what has changed, and why.</summary>
    private static List<Block> Notice(Correction correction, Language language, DateTime now)
    {
        var (texts, changes) = (FactTexts.All, correction.Changes);
        var day = DateOnly.FromDateTime(now).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        var key = changes.Count == 0 ? "correction.retracted" : "correction.changed";
        var blocks = new List<Block> { new Paragraph([new Strong(texts.Format(language, key, correction.Claim.PublicId, Period.Write(day, language)))]) };
        var shown = changes.Where(c => IsShown(c.Column, language)).ToList();
        if (shown.Count > 0)
            blocks.Add(FactDiff.Write(shown, language));
        if (correction.Reason is { Length: > 0 } reason)
            blocks.Add(new Paragraph(texts.Format(language, "correction.reason", reason)));
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

/// <summary>A change of a fact that messages may have cited.</summary>
/// <param name="Claim">As it now is.</param>
/// <param name="Changes">What changed; none if it was withdrawn.</param>
/// <param name="Reason">Why it was withdrawn, in the organizer's words.</param>
internal sealed record Correction(Claim Claim, IReadOnlyList<FactChange> Changes, string? Reason = null)
{
    public string Subject => Chat.Subject.Of("claim", Claim.PublicId);
}

/// <summary>
/// Rewrites posts that cite a fact, because the fact has changed. The facts feature does not know what cites facts; the feature that
/// joins them registers this delegate (scoped), and the default rewrites nothing. Called inside the transaction that changes the fact.
/// </summary>
/// <param name="subjects">What the posts are about, such as <c>article/55</c>; unknown subjects are ignored.</param>
internal delegate Task RewriteCiting(IReadOnlyCollection<string> subjects, CancellationToken ct);
