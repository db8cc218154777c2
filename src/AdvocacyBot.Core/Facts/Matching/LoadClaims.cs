using System.Data.Common;
using AdvocacyBot.Core.Facts.Files;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Store;

namespace AdvocacyBot.Core.Facts.Matching;

/// <summary>Reads claims with everything that an answer shows of them, in one round trip whatever their number.</summary>
internal static class LoadClaims
{
    private const string Columns =
        """
        c."Id", c."PublicId", c."TopicId", c."CaseKey", c."Kind", c."Comparator", c."Number", c."Unit", c."ListComplete", c."When", c."From",
        c."To", c."Rank", c."ReviewBy", c."SearchText", c."Version"
        """;

    /// <returns>The published claims with these rows, by their numbers.</returns>
    public static async Task<IReadOnlyList<ClaimView>> RunAsync(BotDb db, IReadOnlyCollection<long> ids, FactsMemory.Snapshot memory, CancellationToken ct)
    {
        if (ids.Count == 0)
            return [];
        var claims = new List<Claim>(ids.Count);
        var terms = new List<(long Claim, TermRole Role, int Position, long Term)>();
        var named = new List<(long Claim, Stance Stance, int Position, long Source)>();
        var links = new List<ClaimLink>();
        var sources = new Dictionary<long, Source>();
        var byId = new Dictionary<long, Claim>();
        var list = RawRows.List(ids);
        await RawRows.ReadManyAsync(
            db,
            $"""
            SELECT {Columns} FROM "Claims" c WHERE c."CommunityId" = @community AND c."Id" IN ({list}) ORDER BY c."Id";
            SELECT "ClaimId", "Language", "Text", "Scope" FROM "ClaimTexts" WHERE "CommunityId" = @community AND "ClaimId" IN ({list});
            SELECT "ClaimId", "TermId", "Role", "Position" FROM "ClaimTerms" WHERE "CommunityId" = @community AND "ClaimId" IN ({list});
            SELECT "ClaimId", "SourceId", "Stance", "Position" FROM "ClaimSources" WHERE "CommunityId" = @community AND "ClaimId" IN ({list});
            SELECT "FromId", "ToId", "Kind", "Note" FROM "ClaimLinks" WHERE "CommunityId" = @community AND "FromId" IN ({list})
                UNION SELECT "FromId", "ToId", "Kind", "Note" FROM "ClaimLinks" WHERE "CommunityId" = @community AND "ToId" IN ({list});
            WITH RECURSIVE chain("Id") AS (
                SELECT "SourceId" FROM "ClaimSources" WHERE "CommunityId" = @community AND "ClaimId" IN ({list})
                UNION SELECT s."ViaId" FROM chain JOIN "Sources" s ON s."Id" = chain."Id" WHERE s."ViaId" IS NOT NULL)
            SELECT s."Id", s."Slug", s."PublisherId", s."Title", s."Url", s."Published", s."Language", s."Kind", s."ViaId"
                FROM chain JOIN "Sources" s ON s."Id" = chain."Id" AND s."CommunityId" = @community;
            """,
            ct,
            row => claims.Add(byId[row.GetInt64(0)] = ReadClaim(row)),
            row => byId[row.GetInt64(0)].Texts.Add(new ClaimText { Language = Named<Language>(row, 1), Text = row.GetString(2), Scope = Text(row, 3) }),
            row => terms.Add((row.GetInt64(0), Named<TermRole>(row, 2), row.GetInt32(3), row.GetInt64(1))),
            row => named.Add((row.GetInt64(0), Named<Stance>(row, 2), row.GetInt32(3), row.GetInt64(1))),
            row => links.Add(new ClaimLink { FromId = row.GetInt64(0), ToId = row.GetInt64(1), Kind = Named<LinkKind>(row, 2), Note = Text(row, 3) }),
            row => sources.Add(row.GetInt64(0), ReadSource(row)));

        var (termsOf, sourcesOf) = (terms.ToLookup(t => t.Claim), named.ToLookup(s => s.Claim));
        var views = new Dictionary<long, SourceView>();
        return
        [
            .. claims.Select(claim => new ClaimView(
                claim,
                memory.Names[claim.TopicId],
                [.. termsOf[claim.Id].OrderBy(t => t.Role).ThenBy(t => t.Position).Select(t => (t.Role, memory.Names[t.Term]))],
                [.. Standing(claim.Id, Stance.Supports)],
                [.. Standing(claim.Id, Stance.Disputes)],
                [.. links.Where(l => l.FromId == claim.Id || l.ToId == claim.Id)])
            {
                Unit = claim is { Kind: ValueKind.Count, Unit: { } unit } ? memory.Names.BySlug(unit) : null,
            }),
        ];

        IEnumerable<SourceView> Standing(long claim, Stance stance) =>
            sourcesOf[claim].Where(s => s.Stance == stance).OrderBy(s => s.Position).Select(s => View(s.Source, StoredSource.MaxChainLength));

        // A chain of citations is followed a few steps only, because it may be circular.
        SourceView View(long id, int steps)
        {
            if (views.TryGetValue(id, out var known))
                return known;
            var source = sources[id];
            return views[id] = new SourceView(source, memory.Names[source.PublisherId], source.ViaId is { } via && steps > 0 ? View(via, steps - 1) : null);
        }
    }

    private static Claim ReadClaim(DbDataReader row) => new()
    {
        Id = row.GetInt64(0),
        PublicId = row.GetString(1),
        TopicId = row.GetInt64(2),
        CaseKey = row.GetString(3),
        Kind = Named<ValueKind>(row, 4),
        Comparator = Named<Comparator>(row, 5),
        Number = row.IsDBNull(6) ? null : row.GetDecimal(6),
        Unit = Text(row, 7),
        ListComplete = row.IsDBNull(8) ? null : row.GetBoolean(8),
        When = Text(row, 9),
        From = Day(row, 10),
        To = Day(row, 11),
        Status = ClaimStatus.Published,
        Rank = Named<ClaimRank>(row, 12),
        ReviewBy = Day(row, 13),
        SearchText = row.GetString(14),
        Version = row.GetInt32(15),
    };

    private static Source ReadSource(DbDataReader row) => new()
    {
        Id = row.GetInt64(0),
        Slug = row.GetString(1),
        PublisherId = row.GetInt64(2),
        Title = Text(row, 3),
        Url = Text(row, 4),
        Published = Text(row, 5),
        Language = Named<Language>(row, 6),
        Kind = Named<SourceKind>(row, 7),
        ViaId = row.IsDBNull(8) ? null : row.GetInt64(8),
    };

    private static T Named<T>(DbDataReader row, int column)
        where T : struct, Enum => Enum.Parse<T>(row.GetString(column));

    private static string? Text(DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    private static DateOnly? Day(DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetFieldValue<DateOnly>(column);
}
