using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using AdvocacyBot.Core.Facts.Terms;
using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Core.Facts.Files;

/// <summary>
/// Writes what a community has published to a file: YAML that can be imported again, JSON, or CSV with its description. The names
/// that all communities share are left out.
/// </summary>
public sealed class ExportFacts
{
    private const int Batch = 500;

    /// <summary>A link to what is not written would lead nowhere in another store.</summary>
    private static readonly string[] LinkColumns = ["conflicts", "differs_in_scope", "supersedes", "corrects"];
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private readonly BotDb db;

    internal ExportFacts(BotDb db) => this.db = db;

    /// <summary>Writes all published facts.</summary>
    /// <param name="text">Where to; it stays open.</param>
    /// <param name="path">Its ending says the form: .csv, .json or YAML.</param>
    /// <param name="ct">Cancels.</param>
    /// <returns>How many facts were written.</returns>
    public async Task<int> RunAsync(TextWriter text, string path, CancellationToken ct)
    {
        var records = await RecordsAsync(ct);
        if (path.EndsWith(".csv", StringComparison.OrdinalIgnoreCase))
            FactCsv.Write(text, records);
        else if (path.EndsWith(".json", StringComparison.OrdinalIgnoreCase))
            await text.WriteLineAsync(new JsonArray([.. records.Select(r => JsonNode.Parse(FactJson.Write(r)))]).ToJsonString(Readable));
        else
            FactYaml.Write(text, [.. (await ReadNames.AllAsync(db, ct)).Own.OrderBy(t => t.Id)], await SourcesAsync(ct), records);
        return records.Count;
    }

    /// <summary>Writes the tables of terms and sources that belong to a CSV export.</summary>
    public async Task WriteNamesAsync(TextWriter terms, TextWriter sources, CancellationToken ct)
    {
        NameTables.WriteTerms(terms, (await ReadNames.AllAsync(db, ct)).Own.OrderBy(t => t.Id));
        NameTables.WriteSources(sources, await SourcesAsync(ct));
    }

    /// <summary>Describes a CSV export for whoever reads it (https://specs.frictionlessdata.io/data-package/).</summary>
    /// <param name="csvName">The CSV file's name, without its folder.</param>
    public static string DataPackage(string csvName) =>
        new JsonObject
        {
            ["name"] = "facts",
            ["profile"] = "tabular-data-package",
            ["resources"] = new JsonArray(new JsonObject
            {
                ["name"] = "facts",
                ["path"] = csvName,
                ["profile"] = "tabular-data-resource",
                ["encoding"] = "utf-8",
                ["schema"] = new JsonObject
                {
                    ["fields"] = new JsonArray([.. FactColumns.Flat.Select(c => new JsonObject { ["name"] = c, ["type"] = "string" })]),
                    ["primaryKey"] = "id",
                },
            }),
        }.ToJsonString(Readable);

    private async Task<List<FactRecord>> RecordsAsync(CancellationToken ct)
    {
        var records = new List<FactRecord>();
        var hidden = (await db.Claims.Where(c => c.Status != ClaimStatus.Published).Select(c => c.PublicId).ToListAsync(ct)).ToHashSet(StringComparer.Ordinal);
        for (var last = 0L; ;)
        {
            var claims = await db.Claims.AsNoTracking()
                .Where(c => c.Id > last && c.Status == ClaimStatus.Published)
                .OrderBy(c => c.Id).Take(Batch).Select(c => new { c.Id, c.PublicId, c.Version }).ToListAsync(ct);
            if (claims.Count == 0)
                return records;
            last = claims[^1].Id;

            var ids = claims.Select(c => c.Id).ToList();
            var contents = await db.Revisions.AsNoTracking().Where(r => ids.Contains(r.ClaimId) && r.Content != null)
                .OrderBy(r => r.Id).Select(r => new { r.ClaimId, r.Version, r.Content }).ToListAsync(ct);
            var byVersion = contents.GroupBy(c => (c.ClaimId, c.Version)).ToDictionary(g => g.Key, g => g.Last().Content!);
            foreach (var claim in claims)
            {
                var record = FactJson.Read(byVersion[(claim.Id, claim.Version)]);
                record.Cells["id"] = new FactCell([claim.PublicId], 0, 0);
                foreach (var column in LinkColumns.Where(record.Cells.ContainsKey))
                    record.Cells[column] = new FactCell([.. record.List(column).Where(id => !hidden.Contains(id))], 0, 0);
                records.Add(record);
            }
        }
    }

    private async Task<List<(Source Source, string Publisher, string? Via)>> SourcesAsync(CancellationToken ct)
    {
        var sources = await db.Sources.AsNoTracking().OrderBy(s => s.Id).ToListAsync(ct);
        var slugs = sources.ToDictionary(s => s.Id, s => s.Slug);
        var publishers = await db.Terms.AsNoTracking().ToDictionaryAsync(t => t.Id, t => t.Slug, ct);
        return [.. sources.Select(s => (s, publishers[s.PublisherId], s.ViaId is { } via ? slugs[via] : null))];
    }
}
