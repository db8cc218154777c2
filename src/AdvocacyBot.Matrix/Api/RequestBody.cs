using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace AdvocacyBot.Matrix.Api;

/// <summary>The body of a request, kept as bytes so that it can be sent again after the access token was refreshed.</summary>
internal sealed record RequestBody(byte[] Bytes, string MediaType)
{
    public static RequestBody Json(JsonObject json) => new(Encoding.UTF8.GetBytes(json.ToJsonString()), "application/json");

    public HttpContent ToContent() => new ByteArrayContent(Bytes) { Headers = { ContentType = MediaTypeHeaderValue.Parse(MediaType) } };
}
