using System.Text.Encodings.Web;
using System.Text.Json;

namespace AdvocacyBot.Verbs;

/// <summary>How verbs write JSON: as it is made for programs, without the escapes that only a web page needs.</summary>
internal static class ReadableJson
{
    /// <param name="generated">The generated options of a context.</param>
    public static JsonSerializerOptions From(JsonSerializerOptions generated) => new(generated)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        TypeInfoResolver = null,
    };
}
