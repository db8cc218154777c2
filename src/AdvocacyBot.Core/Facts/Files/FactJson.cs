using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace AdvocacyBot.Core.Facts.Files;

/// <summary>A fact's columns as JSON: what the history keeps, and what tells whether a file says something new.</summary>
internal static class FactJson
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write(FactRecord record) => Write(record, FactColumns.Flat);

    /// <summary>The content of a fact, whichever id it has.</summary>
    public static string WriteWithoutId(FactRecord record) => Write(record, FactColumns.Flat.Where(column => column != "id"));

    private static string Write(FactRecord record, IEnumerable<string> columns)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            foreach (var column in columns)
            {
                if (!record.Cells.TryGetValue(column, out var cell) || cell.Values.All(v => v.Length == 0))
                    continue;
                json.WriteStartArray(column);
                foreach (var value in cell.Values)
                    json.WriteStringValue(value);
                json.WriteEndArray();
            }

            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    public static FactRecord Read(string json)
    {
        var record = new FactRecord(0, 0);
        using var document = JsonDocument.Parse(json);
        foreach (var column in document.RootElement.EnumerateObject())
            record.Cells[column.Name] = new FactCell([.. column.Value.EnumerateArray().Select(v => v.GetString()!)], 0, 0);
        return record;
    }
}
