using AdvocacyBot.Discord.Wire;

namespace AdvocacyBot.Discord.Rest;

/// <summary>Channels, messages and threads. https://docs.discord.com/developers/resources/channel</summary>
internal sealed class ChannelApi(ApiClient client)
{
    public Task<Channel> GetAsync(string channel, CancellationToken ct) =>
        client.GetAsync($"channels/{channel}", new("GET /channels/{}", $"channel {channel}"), DiscordJson.Default.Channel, ct);

    /// <summary>The direct channel with a user; created if there is none.</summary>
    public Task<Channel> DirectAsync(string user, CancellationToken ct) => client.SendAsync(
        new ApiCall(HttpMethod.Post, new("POST /users/@me/channels", ""), "users/@me/channels")
        {
            Body = ApiJson.Body(new CreateDirect(user), DiscordJson.Default.CreateDirect),
        },
        DiscordJson.Default.Channel,
        ct);

    public Task<Message> MessageAsync(string channel, string message, CancellationToken ct) => client.GetAsync(
        $"channels/{channel}/messages/{message}", new("GET /channels/{}/messages/{}", $"channel {channel}"), DiscordJson.Default.Message, ct);

    /// <summary>Up to 100 messages, oldest first.</summary>
    public Task<IReadOnlyList<Message>> MessagesAfterAsync(string channel, string after, CancellationToken ct) => client.GetAsync(
        $"channels/{channel}/messages?limit=100&after={after}", new("GET /channels/{}/messages", $"channel {channel}"), DiscordJson.Default.IReadOnlyListMessage, ct);

    /// <summary>Idempotent while Discord remembers the payload's nonce.</summary>
    public Task<PostedMessage> CreateMessageAsync(string channel, MessagePayload payload, Upload? file, CancellationToken ct) => client.SendAsync(
        new ApiCall(HttpMethod.Post, new("POST /channels/{}/messages", $"channel {channel}"), $"channels/{channel}/messages")
        {
            Body = ApiJson.Body(payload, DiscordJson.Default.MessagePayload, file),
            IsRepeatable = payload.EnforceNonce == true,
        },
        DiscordJson.Default.PostedMessage,
        ct);

    /// <param name="quotas">From <see cref="MessageQuotas.ForEdit"/>.</param>
    public Task EditMessageAsync(string channel, string message, MessagePayload payload, Upload? file, IReadOnlyList<Quota> quotas, CancellationToken ct) => client.SendAsync(
        new ApiCall(
            HttpMethod.Patch,
            new("PATCH /channels/{}/messages/{}", $"channel {channel}") { Message = message, Quotas = quotas },
            $"channels/{channel}/messages/{message}")
        {
            Body = ApiJson.Body(payload, DiscordJson.Default.MessagePayload, file),
        },
        ct);

    /// <summary>Publishes a message of an announcement channel to its followers.</summary>
    public Task CrosspostAsync(string channel, string message, CancellationToken ct) => client.SendAsync(
        new ApiCall(
            HttpMethod.Post,
            new("POST /channels/{}/messages/{}/crosspost", $"channel {channel}") { Quotas = MessageQuotas.ForCrosspost(channel) },
            $"channels/{channel}/messages/{message}/crosspost"),
        ct);

    /// <summary>Not idempotent: a second request starts a second thread.</summary>
    public Task<StartedThread> StartForumPostAsync(string forum, ForumPost post, Upload? file, CancellationToken ct) => client.SendAsync(
        new ApiCall(HttpMethod.Post, new("POST /channels/{}/threads", $"channel {forum}"), $"channels/{forum}/threads")
        {
            Body = ApiJson.Body(post, DiscordJson.Default.ForumPost, file),
            IsRepeatable = false,
        },
        DiscordJson.Default.StartedThread,
        ct);

    /// <summary>Starts a thread below a message; it has the message's id. Discord refuses a second one with <see cref="ErrorCode.ThreadExists"/>.</summary>
    public Task StartThreadAsync(string channel, string message, NewThread thread, CancellationToken ct) => client.SendAsync(
        new ApiCall(HttpMethod.Post, new("POST /channels/{}/messages/{}/threads", $"channel {channel}"), $"channels/{channel}/messages/{message}/threads")
        {
            Body = ApiJson.Body(thread, DiscordJson.Default.NewThread),
        },
        ct);

    public Task SetArchivedAsync(string thread, bool archived, CancellationToken ct) => client.SendAsync(
        new ApiCall(HttpMethod.Patch, new("PATCH /channels/{}", $"channel {thread}"), $"channels/{thread}")
        {
            Body = ApiJson.Body(new ThreadChange(archived), DiscordJson.Default.ThreadChange),
        },
        ct);
}
