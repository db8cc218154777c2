using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Commands;
using AdvocacyBot.Core.Facts.Naming;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Core.Facts.Editing;

/// <summary>Suggests published facts by number, topic or wording.</summary>
internal sealed class ClaimSuggester(ClaimLabels labels) : IOptionSuggester
{
    public static string Option => "card.id";

    public static IReadOnlyList<string> OtherOptions => ["fact history.id", "fact edit.id", "fact retract.id", "fact revert.id"];

    public Task<IReadOnlyList<SuggestedValue>> SuggestAsync(Request request, string typed, CancellationToken ct) =>
        labels.FindAsync(claims => claims.Where(c => c.Status == ClaimStatus.Published), typed, request, ct);
}

/// <summary>Suggests the facts, and the changes of names and sources, that wait for a second person.</summary>
internal sealed class PendingClaimSuggester(ClaimLabels labels, ChangeNames names) : IOptionSuggester
{
    public static string Option => "fact approve.id";

    public static IReadOnlyList<string> OtherOptions => ["fact reject.id"];

    public async Task<IReadOnlyList<SuggestedValue>> SuggestAsync(Request request, string typed, CancellationToken ct)
    {
        var claims = await labels.FindAsync(claims => claims.Where(c => c.PendingVersion != null), typed, request, ct);
        var changes = (await names.PendingAsync(ct)).Select(c => new SuggestedValue(c.Id, ClaimLabels.Shorten($"{c.Id}: {string.Join(", ", c.Change.Describe().Select(d => d.After.Length > 0 ? d.After : d.Before))}")));
        return [.. claims.Concat(changes.Matching(typed)).Take(SuggestedValue.MaxCount)];
    }
}

/// <summary>Finds claims for suggestions and labels them with their topic, time and wording.</summary>
internal sealed class ClaimLabels(BotDb db)
{
    private const int MaxLabelLength = 95;

    public static string Shorten(string label) => SafeText.Shorten(label, MaxLabelLength);

    /// <summary>Newest first. Organizers' commands check again whether the claim may be shown.</summary>
    public async Task<IReadOnlyList<SuggestedValue>> FindAsync(Func<IQueryable<Claim>, IQueryable<Claim>> choose, string typed, Request request, CancellationToken ct)
    {
        var language = request.Language;
        var (names, texts) = (db.TermNames, db.ClaimTexts);
        var (pattern, number, folded) = (typed.Trim(), typed.Trim().ToUpperInvariant(), Folding.Fold(typed.Trim()));
        var claims = await choose(db.Claims.AsNoTracking())
            .Where(c => pattern == "" || c.PublicId.StartsWith(number)
                || texts.Any(t => t.ClaimId == c.Id && (t.Text.Contains(pattern) || (t.Scope != null && t.Scope.Contains(pattern))))
                || names.Any(n => n.TermId == c.TopicId && n.Folded.Contains(folded)))
            .OrderByDescending(c => c.Id)
            .Take(SuggestedValue.MaxCount)
            .Select(c => new
            {
                c.PublicId,
                c.When,
                Topics = names.Where(n => n.TermId == c.TopicId && n.Role == NameRole.Label).Select(n => new { n.Language, n.Text }).ToList(),
                Texts = texts.Where(t => t.ClaimId == c.Id).Select(t => new { t.Language, Text = t.Text == "" ? t.Scope : t.Text }).ToList(),
            })
            .ToListAsync(ct);
        return
        [
            .. claims.Select(c =>
            {
                var topic = c.Topics.Find(t => t.Language == language) ?? c.Topics.FirstOrDefault();
                var text = c.Texts.Find(t => t.Language == language) ?? c.Texts.FirstOrDefault();
                string?[] parts = [c.PublicId, topic?.Text, c.When, text?.Text];
                return new SuggestedValue(c.PublicId, SafeText.Shorten(string.Join(" · ", parts.Where(p => !string.IsNullOrEmpty(p))), MaxLabelLength));
            }),
        ];
    }
}
