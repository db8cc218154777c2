using AdvocacyBot.Core.Store;

namespace AdvocacyBot.Core.Facts.Files;

/// <summary>The parts of many new claims, taken off them before the claims are saved and written behind them in bulk.</summary>
internal sealed class NewParts
{
    private readonly List<(Claim Claim, ClaimText[] Texts, ClaimTerm[] Terms, ClaimSource[] Sources, Revision[] Revisions)> parts = [];

    public void TakeFrom(Claim claim)
    {
        parts.Add((claim, [.. claim.Texts], [.. claim.Terms], [.. claim.Sources], [.. claim.Revisions]));
        claim.Texts.Clear();
        claim.Terms.Clear();
        claim.Sources.Clear();
        claim.Revisions.Clear();
    }

    /// <summary>Once the claims have their rows.</summary>
    public async Task WriteAsync(BotDb db, CancellationToken ct)
    {
        await ManyRows.InsertAsync(
            db, "ClaimTexts", ["ClaimId", "Language", "Text", "Scope"],
            parts.SelectMany(p => p.Texts.Select(t => new object?[] { p.Claim.Id, t.Language.ToString(), t.Text, t.Scope })), ct);
        await ManyRows.InsertAsync(
            db, "ClaimTerms", ["ClaimId", "TermId", "Role", "Position"],
            parts.SelectMany(p => p.Terms.DistinctBy(t => (t.TermId, t.Role)).Select(t => new object?[] { p.Claim.Id, t.TermId, t.Role.ToString(), t.Position })), ct);
        await ManyRows.InsertAsync(
            db, "ClaimSources", ["ClaimId", "SourceId", "Stance", "Locator", "Position"],
            parts.SelectMany(p => p.Sources.Select(s => new object?[] { p.Claim.Id, s.SourceId, s.Stance.ToString(), s.Locator, s.Position })), ct);
        await ManyRows.InsertAsync(
            db, "Revisions", ["ClaimId", "Version", "Action", "Actor", "At", "Reason", "Content"],
            parts.SelectMany(p => p.Revisions.Select(r => new object?[] { p.Claim.Id, r.Version, r.Action.ToString(), r.Actor, r.At, r.Reason, r.Content })), ct);
        parts.Clear();
    }
}
