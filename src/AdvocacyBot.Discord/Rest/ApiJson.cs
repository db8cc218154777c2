using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace AdvocacyBot.Discord.Rest;

/// <summary>Sends and reads JSON through an <see cref="ApiClient"/>.</summary>
internal static class ApiJson
{
    extension(ApiClient client)
    {
        public Task<T> GetAsync<T>(string path, Route route, JsonTypeInfo<T> type, CancellationToken ct) =>
            client.SendAsync(new ApiCall(HttpMethod.Get, route, path), type, ct);

        /// <exception cref="DiscordApiException">Discord refused the request, its outcome is unknown, or the response is malformed.</exception>
        public async Task<T> SendAsync<T>(ApiCall call, JsonTypeInfo<T> type, CancellationToken ct)
        {
            var body = await client.CallAsync(call, ct);
            try
            {
                return JsonSerializer.Deserialize(body, type) ?? throw new DiscordApiException(call.Route.Template, 0, 0);
            }
            catch (JsonException e)
            {
                throw new DiscordApiException(call.Route.Template, 0, 0, inner: e);
            }
        }

        public Task<byte[]> SendAsync(ApiCall call, CancellationToken ct) => client.CallAsync(call, ct);
    }

    /// <summary>JSON, or a form if there is a file. https://docs.discord.com/developers/reference#uploading-files</summary>
    public static Func<HttpContent> Body<T>(T value, JsonTypeInfo<T> type, Upload? file = null) => () =>
    {
        var json = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(value, type));
        json.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        if (file is null)
            return json;

        var content = new ReadOnlyMemoryContent(file.Content);
        content.Headers.ContentType = MediaTypeHeaderValue.TryParse(file.MediaType, out var media) ? media : new("application/octet-stream");
        return new MultipartFormDataContent { { json, "payload_json" }, { content, "files[0]", file.FileName } };
    };
}
