using System.Data.Common;
using System.Globalization;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Store;

namespace AdvocacyBot.Core.Facts.Terms;

/// <summary>Reads the names of a community and those that all communities share.</summary>
internal static class ReadNames
{
    /// <summary>The names that all communities share.</summary>
    public static async Task<NameDictionary> SharedAsync(BotDb db, CancellationToken ct)
    {
        var rows = await ReadAsync(db, CommunityScope.Shared, ct);
        return new NameDictionary([.. rows.Terms.Select(t => new KnownTerm(t.Id, t.Slug, t.Kind, [.. rows.Names[t.Id]]) { Broader = [.. rows.Broader[t.Id]] })]);
    }

    /// <summary>The names that a community sees: its own, and the shared ones with what it has added to them.</summary>
    public static async Task<NameDictionary> AllAsync(BotDb db, CancellationToken ct) => await OwnAsync(db, await SharedAsync(db, ct), ct);

    /// <inheritdoc cref="AllAsync"/>
    public static async Task<NameDictionary> OwnAsync(BotDb db, NameDictionary shared, CancellationToken ct)
    {
        var rows = await ReadAsync(db, db.CommunityId, ct);
        var own = rows.Terms.Select(t => With(new KnownTerm(t.Id, t.Slug, t.Kind, [.. rows.Names[t.Id]]) { Broader = [.. rows.Broader[t.Id]] }, shared.BySlug(t.Slug)));
        var ids = rows.Terms.Select(t => t.Id).ToHashSet();
        var extended = rows.Names.Select(n => n.Key).Concat(rows.Broader.Select(b => b.Key)).Where(id => !ids.Contains(id)).Distinct()
            .Select(id => shared[id])
            .Select(term => term with { Names = [.. term.Names, .. rows.Names[term.Id]], Broader = [.. term.Broader.Union(rows.Broader[term.Id])] });
        return new NameDictionary([.. own, .. extended], shared);
    }

    /// <summary>A community's term with what all communities know of it: a database of an older version has its own row for each country.</summary>
    private static KnownTerm With(KnownTerm own, KnownTerm? shared) => shared is null
        ? own
        : new KnownTerm(own.Id, own.Slug, own.Kind, [.. own.Names.Union(shared.Names)]) { Broader = [.. own.Broader.Union(shared.Broader)] };

    private static async Task<Rows> ReadAsync(BotDb db, long community, CancellationToken ct)
    {
        var owner = community.ToString(CultureInfo.InvariantCulture);
        var names = await RawRows.ReadAsync(
            db, $"""SELECT "TermId", "Language", "Text", "Folded", "Role" FROM "TermNames" WHERE "CommunityId" = {owner} ORDER BY "Id" """, Name, ct);
        var broader = await RawRows.ReadAsync(
            db,
            $"""SELECT t."TermId", b."Slug" FROM "TermBroader" t JOIN "Terms" b ON b."Id" = t."BroaderId" WHERE t."CommunityId" = {owner} ORDER BY b."Id" """,
            row => (Term: row.GetInt64(0), Slug: row.GetString(1)),
            ct);
        var terms = await RawRows.ReadAsync(
            db,
            $"""SELECT "Id", "Slug", "Kind" FROM "Terms" WHERE "CommunityId" = {owner} ORDER BY "Id" """,
            row => (row.GetInt64(0), row.GetString(1), Enum.Parse<TermKind>(row.GetString(2))),
            ct);
        return new Rows(terms, names.ToLookup(n => n.Term, n => n.Name), broader.ToLookup(b => b.Term, b => b.Slug));

        static (long Term, KnownName Name) Name(DbDataReader row) =>
            (row.GetInt64(0), new KnownName(Enum.Parse<Language>(row.GetString(1)), row.GetString(2), row.GetString(3), Enum.Parse<NameRole>(row.GetString(4))));
    }

    private sealed record Rows(
        IReadOnlyList<(long Id, string Slug, TermKind Kind)> Terms, ILookup<long, KnownName> Names, ILookup<long, string> Broader);
}
