using System.Globalization;
using System.Text.Json;

namespace AdvocacyBot.Matrix.Wire;

/// <summary>Reads JSON that anybody may have written: what is not there, or not of the kind that is asked for, is not there.</summary>
internal static class Lenient
{
    extension(JsonElement json)
    {
        /// <summary>A member of an object; undefined where there is none.</summary>
        public JsonElement At(string name) =>
            json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var found) ? found : default;

        public string? Text(string name) => json.At(name).AsText();

        public string? AsText() => json.ValueKind == JsonValueKind.String ? json.GetString() : null;

        /// <summary>A whole number; rooms of early versions hold them as text, too.</summary>
        public long? Number(string name) => json.At(name).AsNumber();

        public long? AsNumber() => json.ValueKind switch
        {
            JsonValueKind.Number when json.TryGetInt64(out var whole) => whole,
            JsonValueKind.Number when json.TryGetDouble(out var real) && Math.Abs(real) < 1e15 => (long)real,
            JsonValueKind.String when long.TryParse(json.GetString(), NumberStyles.Integer, CultureInfo.InvariantCulture, out var text) => text,
            _ => null,
        };

        public bool IsTrue(string name) => json.At(name).ValueKind == JsonValueKind.True;

        /// <summary>The elements of a list; none where it is no list.</summary>
        public IEnumerable<JsonElement> Items(string name) =>
            json.At(name) is { ValueKind: JsonValueKind.Array } list ? list.EnumerateArray() : [];

        /// <summary>The members of an object; none where it is no object.</summary>
        public IEnumerable<JsonProperty> Members() => json.ValueKind == JsonValueKind.Object ? json.EnumerateObject() : [];
    }
}
