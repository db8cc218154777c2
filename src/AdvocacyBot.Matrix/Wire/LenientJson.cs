using System.Globalization;
using System.Text.Json;

namespace AdvocacyBot.Matrix.Wire;

/// <summary>Reads JSON that strangers wrote: a member that is missing or of another kind than expected counts as absent.</summary>
internal static class LenientJson
{
    extension(JsonElement json)
    {
        /// <summary>A member of an object; <see cref="JsonValueKind.Undefined"/> if it does not exist.</summary>
        public JsonElement At(string name) =>
            json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var found) ? found : default;

        public string? Text(string name) => json.At(name).AsText();

        public string? AsText() => json.ValueKind == JsonValueKind.String ? json.GetString() : null;

        /// <summary>A whole number. Rooms of early versions may hold numbers as strings.</summary>
        public long? Number(string name) => json.At(name).AsNumber();

        public long? AsNumber() => json.ValueKind switch
        {
            JsonValueKind.Number when json.TryGetInt64(out var whole) => whole,
            JsonValueKind.Number when json.TryGetDouble(out var real) && Math.Abs(real) < 1e15 => (long)real,
            JsonValueKind.String when long.TryParse(json.GetString(), NumberStyles.Integer, CultureInfo.InvariantCulture, out var text) => text,
            _ => null,
        };

        public bool IsTrue(string name) => json.At(name).ValueKind == JsonValueKind.True;

        /// <summary>The elements of an array member; empty if it is not an array.</summary>
        public IEnumerable<JsonElement> Items(string name) =>
            json.At(name) is { ValueKind: JsonValueKind.Array } list ? list.EnumerateArray() : [];

        /// <summary>The members of an object; empty if it is not an object.</summary>
        public IEnumerable<JsonProperty> Members() => json.ValueKind == JsonValueKind.Object ? json.EnumerateObject() : [];
    }
}
