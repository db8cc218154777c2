using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using AdvocacyBot.Matrix.Encryption.Primitives;

namespace AdvocacyBot.Matrix.Encryption.Signing;

/// <summary>
/// Reads JSON that a stranger wrote: a missing member, another type or a broken escape is null, never an exception of the
/// JSON library.
/// </summary>
internal static class JsonReading
{
    private const int MaxDepth = 32;

    /// <summary>Parses decrypted content. Two members of one name are malformed, because readers disagree on which one counts.</summary>
    public static JsonDocument Parse(ReadOnlyMemory<byte> utf8)
    {
        try
        {
            return JsonDocument.Parse(utf8, new JsonDocumentOptions { MaxDepth = MaxDepth, AllowDuplicateProperties = false });
        }
        catch (JsonException)
        {
            throw EncryptionException.Malformed("Not valid JSON.");
        }
    }

    extension(JsonElement element)
    {
        /// <summary>The member, or null if this is not an object or has no such member.</summary>
        public JsonElement? Member(string name) =>
            element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) ? value : null;

        /// <summary>The member's text, or null if it is not a string of valid Unicode.</summary>
        public string? Text(string name) => element.Member(name)?.AsText();

        /// <summary>This element's text, or null if it is not a string of valid Unicode.</summary>
        public string? AsText()
        {
            if (element.ValueKind != JsonValueKind.String)
                return null;
            try
            {
                return element.GetString();
            }
            catch (InvalidOperationException)
            {
                // An escaped lone surrogate.
                return null;
            }
        }

        /// <summary>The member as an integer that fits, or null.</summary>
        public long? Number(string name) =>
            element.Member(name) is { ValueKind: JsonValueKind.Number } number && number.TryGetInt64(out var value) ? value : null;

        /// <summary>The members whose names are valid Unicode; none if this is not an object.</summary>
        public IEnumerable<(string Name, JsonElement Value)> Members()
        {
            if (element.ValueKind != JsonValueKind.Object)
                yield break;
            foreach (var property in element.EnumerateObject())
            {
                if (NameOf(property) is { } name)
                    yield return (name, property.Value);
            }
        }

        /// <summary>The texts in an array; none if this is not an array.</summary>
        public IEnumerable<string> Texts()
        {
            if (element.ValueKind != JsonValueKind.Array)
                yield break;
            foreach (var item in element.EnumerateArray())
            {
                if (item.AsText() is { } text)
                    yield return text;
            }
        }

        /// <summary>Decodes Base64 without making a string if possible. The caller overwrites the result. Null if it is not Base64.</summary>
        public byte[]? DecodeBytes(string name)
        {
            if (element.Member(name) is not { ValueKind: JsonValueKind.String } value)
                return null;
            var raw = JsonMarshal.GetRawUtf8Value(value)[1..^1];
            if (!raw.Contains((byte)'\\'))
                return UnpaddedBase64.TryDecode(raw, out var bytes) ? bytes : null;
            return value.AsText() is { } text ? UnpaddedBase64.TryDecode(text) : null;
        }
    }

    /// <summary>The name, or null if it holds an escaped lone surrogate.</summary>
    public static string? NameOf(JsonProperty property)
    {
        try
        {
            return property.Name;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>Serializes JSON that is not secret.</summary>
    public static string Write(Action<Utf8JsonWriter> write)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
            write(writer);
        return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
    }
}
