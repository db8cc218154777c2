using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Discord.Wire;

namespace AdvocacyBot.Discord.Rest;

/// <summary>The endpoints of Discord's REST API that the bot uses. https://docs.discord.com/developers/reference</summary>
internal sealed class DiscordApi(ApiClient client)
{
    public bool IsStopped => client.IsStopped;

    public Task<GatewayBot> GatewayAsync(CancellationToken ct) => GetAsync("gateway/bot", new("GET /gateway/bot", ""), DiscordJson.Default.GatewayBot, ct);

    public Task<Application> ApplicationAsync(CancellationToken ct) =>
        GetAsync("applications/@me", new("GET /applications/@me", ""), DiscordJson.Default.Application, ct);

    public Task<IReadOnlyList<Guild>> GuildsAsync(CancellationToken ct) =>
        GetAsync("users/@me/guilds", new("GET /users/@me/guilds", ""), DiscordJson.Default.IReadOnlyListGuild, ct);

    public Task<Guild> GuildAsync(string guild, CancellationToken ct) =>
        GetAsync($"guilds/{guild}", new("GET /guilds/{}", $"guild {guild}"), DiscordJson.Default.Guild, ct);

    public Task<Member> MemberAsync(string guild, string member, CancellationToken ct) =>
        GetAsync($"guilds/{guild}/members/{member}", new("GET /guilds/{}/members/{}", $"guild {guild}"), DiscordJson.Default.Member, ct);

    public Task<ThreadList> ActiveThreadsAsync(string guild, CancellationToken ct) =>
        GetAsync($"guilds/{guild}/threads/active", new("GET /guilds/{}/threads/active", $"guild {guild}"), DiscordJson.Default.ThreadList, ct);

    public Task<Channel> ChannelAsync(string channel, CancellationToken ct) =>
        GetAsync($"channels/{channel}", new("GET /channels/{}", $"channel {channel}"), DiscordJson.Default.Channel, ct);

    public Task<IReadOnlyList<Message>> MessagesAfterAsync(string channel, string after, CancellationToken ct) =>
        GetAsync($"channels/{channel}/messages?limit=100&after={after}", new("GET /channels/{}/messages", $"channel {channel}"), DiscordJson.Default.IReadOnlyListMessage, ct);

    /// <summary>Idempotent while Discord remembers the payload's nonce.</summary>
    public Task<Message> CreateMessageAsync(string channel, MessagePayload payload, Attachment? file, CancellationToken ct) => SendAsync(
        new ApiCall(HttpMethod.Post, new("POST /channels/{}/messages", $"channel {channel}"), $"channels/{channel}/messages")
        {
            Body = () => Content(payload, DiscordJson.Default.MessagePayload, file),
            IsRepeatable = payload.EnforceNonce == true,
        },
        DiscordJson.Default.Message,
        ct);

    public Task EditMessageAsync(string channel, string message, MessagePayload payload, CancellationToken ct) => SendAsync(
        new ApiCall(HttpMethod.Patch, new("PATCH /channels/{}/messages/{}", $"channel {channel}"), $"channels/{channel}/messages/{message}")
        {
            Body = () => Content(payload, DiscordJson.Default.MessagePayload),
        },
        ct);

    public Task CrosspostAsync(string channel, string message, CancellationToken ct) => SendAsync(
        new ApiCall(HttpMethod.Post, new("POST /channels/{}/messages/{}/crosspost", $"channel {channel}"), $"channels/{channel}/messages/{message}/crosspost"),
        ct);

    /// <summary>Not idempotent: a second request starts a second thread.</summary>
    public Task<StartedThread> StartForumPostAsync(string forum, ForumPost post, Attachment? file, CancellationToken ct) => SendAsync(
        new ApiCall(HttpMethod.Post, new("POST /channels/{}/threads", $"channel {forum}"), $"channels/{forum}/threads")
        {
            Body = () => Content(post, DiscordJson.Default.ForumPost, file),
            IsRepeatable = false,
        },
        DiscordJson.Default.StartedThread,
        ct);

    public Task<Channel> DirectChannelAsync(string user, CancellationToken ct) => SendAsync(
        new ApiCall(HttpMethod.Post, new("POST /users/@me/channels", ""), "users/@me/channels")
        {
            Body = () => Content(new CreateDirect(user), DiscordJson.Default.CreateDirect),
        },
        DiscordJson.Default.Channel,
        ct);

    /// <param name="guild">Null for global commands.</param>
    public Task WriteCommandsAsync(string application, string? guild, IReadOnlyList<ApplicationCommand> commands, CancellationToken ct) => SendAsync(
        new ApiCall(
            HttpMethod.Put,
            guild is null ? new("PUT /applications/{}/commands", "") : new("PUT /applications/{}/guilds/{}/commands", $"guild {guild}"),
            guild is null ? $"applications/{application}/commands" : $"applications/{application}/guilds/{guild}/commands")
        {
            Body = () => Content(commands, DiscordJson.Default.IReadOnlyListApplicationCommand),
        },
        ct);

    /// <summary>Sends the first response to an interaction; Discord refuses a second one with <see cref="ErrorCode.AlreadyAcknowledged"/>.</summary>
    public async Task<CallbackResponse?> RespondAsync<T>(
        Interaction interaction, T response, JsonTypeInfo<T> type, Attachment? file, bool wantsMessage, CancellationToken ct)
    {
        var body = await client.CallAsync(
            new ApiCall(
                HttpMethod.Post,
                new("POST /interactions/{}/{}/callback", $"interaction {interaction.Id}") { IsExempt = true },
                $"interactions/{interaction.Id}/{interaction.Token}/callback{(wantsMessage ? "?with_response=true" : "")}")
            {
                Body = () => Content(response, type, file),
                MaxWait = TimeSpan.FromSeconds(3),
            },
            ct);
        return body.Length == 0 ? null : JsonSerializer.Deserialize(body, DiscordJson.Default.CallbackResponse);
    }

    public Task<Message> EditOriginalAsync(Interaction interaction, MessagePayload payload, Attachment? file, CancellationToken ct) => SendAsync(
        Original(HttpMethod.Patch, interaction) with { Body = () => Content(payload, DiscordJson.Default.MessagePayload, file) },
        DiscordJson.Default.Message,
        ct);

    public Task DeleteOriginalAsync(Interaction interaction, CancellationToken ct) => SendAsync(Original(HttpMethod.Delete, interaction), ct);

    /// <summary>Not idempotent: follow-ups have no nonce.</summary>
    public Task<Message> FollowUpAsync(Interaction interaction, MessagePayload payload, Attachment? file, CancellationToken ct) => SendAsync(
        new ApiCall(HttpMethod.Post, Webhook("POST /webhooks/{}/{}", interaction), $"webhooks/{interaction.ApplicationId}/{interaction.Token}")
        {
            Body = () => Content(payload, DiscordJson.Default.MessagePayload, file),
            IsRepeatable = false,
        },
        DiscordJson.Default.Message,
        ct);

    public Task<IReadOnlyList<ScheduledEvent>> ScheduledEventsAsync(string guild, CancellationToken ct) =>
        GetAsync($"guilds/{guild}/scheduled-events", new("GET /guilds/{}/scheduled-events", $"guild {guild}"), DiscordJson.Default.IReadOnlyListScheduledEvent, ct);

    /// <summary>Not idempotent: a second request creates a second event.</summary>
    public Task<ScheduledEvent> CreateScheduledEventAsync(string guild, ScheduledEventPayload payload, CancellationToken ct) => SendAsync(
        new ApiCall(HttpMethod.Post, new("POST /guilds/{}/scheduled-events", $"guild {guild}"), $"guilds/{guild}/scheduled-events")
        {
            Body = () => Content(payload, DiscordJson.Default.ScheduledEventPayload),
            IsRepeatable = false,
        },
        DiscordJson.Default.ScheduledEvent,
        ct);

    public Task EditScheduledEventAsync(string guild, string id, ScheduledEventPayload payload, CancellationToken ct) => SendAsync(
        new ApiCall(HttpMethod.Patch, new("PATCH /guilds/{}/scheduled-events/{}", $"guild {guild}"), $"guilds/{guild}/scheduled-events/{id}")
        {
            Body = () => Content(payload, DiscordJson.Default.ScheduledEventPayload),
        },
        ct);

    public Task DeleteScheduledEventAsync(string guild, string id, CancellationToken ct) => SendAsync(
        new ApiCall(HttpMethod.Delete, new("DELETE /guilds/{}/scheduled-events/{}", $"guild {guild}"), $"guilds/{guild}/scheduled-events/{id}"), ct);

    private static ApiCall Original(HttpMethod method, Interaction interaction) => new(
        method,
        Webhook($"{method} /webhooks/{{}}/{{}}/messages/@original", interaction),
        $"webhooks/{interaction.ApplicationId}/{interaction.Token}/messages/@original");

    private static Route Webhook(string template, Interaction interaction) => new(template, $"interaction {interaction.Id}") { IsExempt = true };

    private Task<T> GetAsync<T>(string path, Route route, JsonTypeInfo<T> type, CancellationToken ct) =>
        SendAsync(new ApiCall(HttpMethod.Get, route, path), type, ct);

    private async Task<T> SendAsync<T>(ApiCall call, JsonTypeInfo<T> type, CancellationToken ct)
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

    private Task<byte[]> SendAsync(ApiCall call, CancellationToken ct) => client.CallAsync(call, ct);

    /// <summary>https://docs.discord.com/developers/reference#uploading-files</summary>
    private static HttpContent Content<T>(T value, JsonTypeInfo<T> type, Attachment? file = null)
    {
        var json = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(value, type));
        json.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        if (file is null)
            return json;

        var content = new StringContent(file.Content);
        content.Headers.ContentType = MediaTypeHeaderValue.TryParse(file.MediaType, out var media) ? media : new("application/octet-stream");
        return new MultipartFormDataContent { { json, "payload_json" }, { content, "files[0]", file.FileName } };
    }
}
