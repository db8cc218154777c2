using System.Globalization;
using System.Text;
using System.Text.Json.Serialization;
using AdvocacyBot.Core.Facts.Public;

namespace AdvocacyBot.Web.Public;

/// <summary>Facts as CSV (RFC 4180): one line each, several sources in one field. Pure.</summary>
internal static class FactTable
{
    public static string Write(IEnumerable<PublicFact> facts)
    {
        var text = new StringBuilder("id,topic,statement,when,from,to,value,unit,countries,sources\r\n");
        foreach (var fact in facts)
        {
            text.AppendJoin(',', new[]
            {
                fact.Id, fact.Topic, fact.Statement, fact.When, Day(fact.From), Day(fact.To), fact.Value?.ToString(CultureInfo.InvariantCulture), fact.Unit,
                string.Join(' ', fact.Countries), string.Join("; ", fact.Sources.Select(s => s.Url ?? s.Publisher)),
            }.Select(Field)).Append("\r\n");
        }

        return text.ToString();
    }

    private static string? Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>In quotation marks if needed; what a spreadsheet would run as a formula is made text with an apostrophe.</summary>
    private static string Field(string? value)
    {
        if (string.IsNullOrEmpty(value))
            return "";
        if (value[0] is '=' or '+' or '-' or '@' or '\t')
            value = $"'{value}";
        return value.AsSpan().IndexOfAny(",\"\r\n") >= 0 ? $"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : value;
    }
}

[JsonSourceGenerationOptions(System.Text.Json.JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(IReadOnlyList<PublicFact>))]
internal sealed partial class FactJsonContext : JsonSerializerContext;
