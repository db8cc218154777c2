using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using AdvocacyBot.Discord.Wire;

namespace AdvocacyBot.Discord.Rest;

/// <summary>
/// Responses to interactions, which use the interaction's token and are exempt from the global limit.
/// https://docs.discord.com/developers/interactions/receiving-and-responding#endpoints
/// </summary>
internal sealed class InteractionApi(ApiClient client)
{
    /// <summary>Sends the first response to an interaction; Discord refuses a second one with <see cref="ErrorCode.AlreadyAcknowledged"/>.</summary>
    public async Task<CallbackResponse?> RespondAsync<T>(
        Interaction interaction, T response, JsonTypeInfo<T> type, Upload? file, bool wantsMessage, CancellationToken ct)
    {
        var body = await client.CallAsync(
            new ApiCall(
                HttpMethod.Post,
                new("POST /interactions/{}/{}/callback", $"interaction {interaction.Id}") { IsExempt = true },
                $"interactions/{interaction.Id}/{interaction.Token}/callback{(wantsMessage ? "?with_response=true" : "")}")
            {
                Body = ApiJson.Body(response, type, file),
                MaxWait = TimeSpan.FromSeconds(3),
            },
            ct);
        return Read(body);
    }

    /// <summary>The answer is shown whatever the body says, so a malformed body is ignored.</summary>
    private static CallbackResponse? Read(byte[] body)
    {
        try
        {
            return body.Length == 0 ? null : JsonSerializer.Deserialize(body, DiscordJson.Default.CallbackResponse);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The message of the first response.</summary>
    public Task<Message> OriginalAsync(Interaction interaction, CancellationToken ct) =>
        client.SendAsync(Original(HttpMethod.Get, interaction), DiscordJson.Default.Message, ct);

    public Task<PostedMessage> EditOriginalAsync(Interaction interaction, MessagePayload payload, Upload? file, CancellationToken ct) => client.SendAsync(
        Original(HttpMethod.Patch, interaction) with { Body = ApiJson.Body(payload, DiscordJson.Default.MessagePayload, file) },
        DiscordJson.Default.PostedMessage,
        ct);

    public Task DeleteOriginalAsync(Interaction interaction, CancellationToken ct) => client.SendAsync(Original(HttpMethod.Delete, interaction), ct);

    /// <summary>Not idempotent: follow-ups have no nonce.</summary>
    public Task<PostedMessage> FollowUpAsync(Interaction interaction, MessagePayload payload, Upload? file, CancellationToken ct) => client.SendAsync(
        new ApiCall(HttpMethod.Post, Webhook("POST /webhooks/{}/{}", interaction), $"webhooks/{interaction.ApplicationId}/{interaction.Token}")
        {
            Body = ApiJson.Body(payload, DiscordJson.Default.MessagePayload, file),
            IsRepeatable = false,
        },
        DiscordJson.Default.PostedMessage,
        ct);

    private static ApiCall Original(HttpMethod method, Interaction interaction) => new(
        method,
        Webhook($"{method} /webhooks/{{}}/{{}}/messages/@original", interaction),
        $"webhooks/{interaction.ApplicationId}/{interaction.Token}/messages/@original");

    private static Route Webhook(string template, Interaction interaction) => new(template, $"interaction {interaction.Id}") { IsExempt = true };
}
