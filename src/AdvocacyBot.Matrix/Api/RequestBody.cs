using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace AdvocacyBot.Matrix.Api;

/// <summary>The body of a request, kept as bytes so that it can be sent again after the access token was refreshed.</summary>
internal sealed record RequestBody(byte[] Bytes, string MediaType)
{
    public static RequestBody Json(JsonObject json) => new(Encoding.UTF8.GetBytes(json.ToJsonString()), "application/json");

    public static RequestBody Form(params (string Name, string Value)[] form) =>
        new(Encoding.UTF8.GetBytes(string.Join('&', form.Select(f => $"{Uri.EscapeDataString(f.Name)}={Uri.EscapeDataString(f.Value)}"))), "application/x-www-form-urlencoded");

    public HttpContent ToContent() => new ByteArrayContent(Bytes) { Headers = { ContentType = MediaTypeHeaderValue.Parse(MediaType) } };
}
