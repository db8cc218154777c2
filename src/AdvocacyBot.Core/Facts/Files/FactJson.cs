using System.Text.Json;

namespace AdvocacyBot.Core.Facts.Files;

/// <summary>A fact's columns as JSON: what the history keeps, and what tells whether a file says something new.</summary>
internal static class FactJson
{
    private static readonly JsonSerializerOptions Options = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write(FactRecord record) =>
        JsonSerializer.Serialize(
            FactColumns.Flat
                .Where(c => record.Cells.TryGetValue(c, out var cell) && cell.Values.Any(v => v.Length > 0))
                .ToDictionary(c => c, c => record.Cells[c].Values),
            Options);

    public static FactRecord Read(string json)
    {
        var record = new FactRecord(0, 0);
        foreach (var (column, values) in JsonSerializer.Deserialize<Dictionary<string, string[]>>(json)!)
            record.Cells[column] = new FactCell(values, 0, 0);
        return record;
    }
}
