using AdvocacyBot.Discord.Wire;

namespace AdvocacyBot.Discord.Rest;

/// <summary>Guilds, members and scheduled events. https://docs.discord.com/developers/resources/guild</summary>
internal sealed class GuildApi(ApiClient client)
{
    private const int PageSize = 200;

    /// <summary>
    /// The guilds that the bot has joined, in the order of their ids; one request for every 200.
    /// https://docs.discord.com/developers/resources/user#get-current-user-guilds
    /// </summary>
    public async Task<IReadOnlyList<Guild>> ListAsync(CancellationToken ct)
    {
        var guilds = new List<Guild>();
        for (var after = "0"; ;)
        {
            var page = await client.GetAsync(
                $"users/@me/guilds?after={after}&limit={PageSize}", new("GET /users/@me/guilds", ""), DiscordJson.Default.IReadOnlyListGuild, ct);
            guilds.AddRange(page);
            if (page.Count < PageSize)
                return guilds;
            after = page[^1].Id;
        }
    }

    public Task LeaveAsync(string guild, CancellationToken ct) =>
        client.SendAsync(new ApiCall(HttpMethod.Delete, new("DELETE /users/@me/guilds/{}", ""), $"users/@me/guilds/{guild}"), ct);

    public Task<Guild> GetAsync(string guild, CancellationToken ct) =>
        client.GetAsync($"guilds/{guild}", new("GET /guilds/{}", $"guild {guild}"), DiscordJson.Default.Guild, ct);

    public Task<Member> MemberAsync(string guild, string member, CancellationToken ct) =>
        client.GetAsync($"guilds/{guild}/members/{member}", new("GET /guilds/{}/members/{}", $"guild {guild}"), DiscordJson.Default.Member, ct);

    public Task<ThreadList> ActiveThreadsAsync(string guild, CancellationToken ct) =>
        client.GetAsync($"guilds/{guild}/threads/active", new("GET /guilds/{}/threads/active", $"guild {guild}"), DiscordJson.Default.ThreadList, ct);

    public Task<IReadOnlyList<ScheduledEvent>> ScheduledEventsAsync(string guild, CancellationToken ct) => client.GetAsync(
        $"guilds/{guild}/scheduled-events", new("GET /guilds/{}/scheduled-events", $"guild {guild}"), DiscordJson.Default.IReadOnlyListScheduledEvent, ct);

    /// <summary>Not idempotent: a second request creates a second event.</summary>
    public Task<ScheduledEvent> CreateScheduledEventAsync(string guild, ScheduledEventPayload payload, CancellationToken ct) => client.SendAsync(
        new ApiCall(HttpMethod.Post, new("POST /guilds/{}/scheduled-events", $"guild {guild}"), $"guilds/{guild}/scheduled-events")
        {
            Body = ApiJson.Body(payload, DiscordJson.Default.ScheduledEventPayload),
            IsRepeatable = false,
        },
        DiscordJson.Default.ScheduledEvent,
        ct);

    public Task EditScheduledEventAsync(string guild, string id, ScheduledEventPayload payload, CancellationToken ct) => client.SendAsync(
        new ApiCall(HttpMethod.Patch, new("PATCH /guilds/{}/scheduled-events/{}", $"guild {guild}"), $"guilds/{guild}/scheduled-events/{id}")
        {
            Body = ApiJson.Body(payload, DiscordJson.Default.ScheduledEventPayload),
        },
        ct);

    public Task DeleteScheduledEventAsync(string guild, string id, CancellationToken ct) => client.SendAsync(
        new ApiCall(HttpMethod.Delete, new("DELETE /guilds/{}/scheduled-events/{}", $"guild {guild}"), $"guilds/{guild}/scheduled-events/{id}"), ct);
}
