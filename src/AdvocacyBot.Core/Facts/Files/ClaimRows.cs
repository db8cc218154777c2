using AdvocacyBot.Core.Store;

namespace AdvocacyBot.Core.Facts.Files;

/// <summary>Writes many claims whole, each with its parts and the newest step of its history, within the present transaction.</summary>
internal static class ClaimRows
{
    private static readonly string[] Columns =
    [
        "PublicId", "TopicId", "CaseKey", "Kind", "Comparator", "Number", "Unit", "ListComplete", "When", "From", "To", "Status", "Rank",
        "RankReason", "ReviewBy", "SearchText", "Version", "PendingVersion", "ImportHash",
    ];

    public static async Task AddAsync(BotDb db, IReadOnlyList<Claim> claims, CancellationToken ct)
    {
        if (claims.Count == 0)
            return;
        var ids = await RawRows.InsertAsync(db, "Claims", Columns, "PublicId", claims.Select(Values), ct);
        await AddPartsAsync(db, [.. claims.Select(c => (ids[c.PublicId], c))], ct);
    }

    /// <summary>Puts new contents in the place of those that the claims' rows hold. The history only grows.</summary>
    public static async Task ReplaceAsync(BotDb db, IReadOnlyList<(long Id, Claim Claim)> claims, CancellationToken ct)
    {
        if (claims.Count == 0)
            return;
        await RawRows.UpdateAsync(db, "Claims", Columns, claims.Select(c => Values(c.Claim)), ct);
        foreach (var table in (string[])["ClaimTexts", "ClaimTerms", "ClaimSources"])
            await RawRows.RunAsync(db, $"DELETE FROM \"{table}\" WHERE \"CommunityId\" = @community AND \"ClaimId\" = @p0", claims.Select(c => new object?[] { c.Id }), ct);
        await AddPartsAsync(db, claims, ct);
    }

    private static object?[] Values(Claim c) =>
    [
        c.PublicId, c.TopicId, c.CaseKey, c.Kind.ToString(), c.Comparator.ToString(), c.Number, c.Unit, c.ListComplete, c.When, c.From, c.To,
        c.Status.ToString(), c.Rank.ToString(), c.RankReason, c.ReviewBy, c.SearchText, c.Version, c.PendingVersion, c.ImportHash,
    ];

    private static async Task AddPartsAsync(BotDb db, IReadOnlyList<(long Id, Claim Claim)> claims, CancellationToken ct)
    {
        await RawRows.InsertAsync(
            db, "ClaimTexts", ["ClaimId", "Language", "Text", "Scope"],
            claims.SelectMany(c => c.Claim.Texts.Select(t => new object?[] { c.Id, t.Language.ToString(), t.Text, t.Scope })), ct);
        await RawRows.InsertAsync(
            db, "ClaimTerms", ["ClaimId", "TermId", "Role", "Position", "From", "To"],
            claims.SelectMany(c => c.Claim.Terms.Select(t => new object?[] { c.Id, t.TermId, t.Role.ToString(), t.Position, t.From, t.To })), ct);
        await RawRows.InsertAsync(
            db, "ClaimSources", ["ClaimId", "SourceId", "Stance", "Locator", "Position"],
            claims.SelectMany(c => c.Claim.Sources.Select(s => new object?[] { c.Id, s.SourceId, s.Stance.ToString(), s.Locator, s.Position })), ct);
        await RawRows.InsertAsync(
            db, "Revisions", ["ClaimId", "Version", "Action", "Actor", "At", "Reason", "Content"],
            claims.SelectMany(c => c.Claim.Revisions.Select(r => new object?[] { c.Id, r.Version, r.Action.ToString(), r.Actor, r.At, r.Reason, r.Content })), ct);
    }
}
