using System.Collections.Concurrent;
using System.Text.Json.Nodes;

namespace AdvocacyBot.FakeDiscord;

/// <summary>
/// Endpoints of interactions: one first response within three seconds, then edits and follow-ups.
/// https://docs.discord.com/developers/interactions/receiving-and-responding
/// </summary>
internal sealed class InteractionEndpoints(FakeSettings settings, MessageEndpoints messages)
{
    private readonly ConcurrentDictionary<string, FakeInteraction> open = new();

    public void Add(FakeInteraction interaction) => open[interaction.Token] = interaction;

    public ApiResponse Respond(ApiRequest call, string id, string token)
    {
        if (!open.TryGetValue(token, out var interaction) || interaction.Id != id)
            return ApiResponse.Error(404, 10062, "Unknown interaction");
        if (interaction.ResponseType is not null)
            return ApiResponse.Error(400, 40060, "Interaction has already been acknowledged.");
        if (DateTime.UtcNow - interaction.At > settings.FirstResponse)
            return ApiResponse.Error(404, 10062, "Unknown interaction");

        var type = call.Form["type"]!.GetValue<int>();
        var data = call.Form["data"] as JsonObject ?? [];
        if (ResponseRules.Problems(interaction, type, data) is { Count: > 0 } problems)
            return ApiResponse.Invalid(problems);

        var ephemeral = IsEphemeral(data);
        var shown = type switch
        {
            4 => messages.Store(interaction.ChannelId, data, call, ephemeral),
            5 => messages.Store(interaction.ChannelId, data, call, ephemeral, loading: true),
            6 => interaction.Message,
            7 => Update(interaction.Message!, data, call),
            _ => null,
        };
        interaction.Complete(type, data, shown);
        return call.Query.GetValueOrDefault("with_response") == "true" ? ApiResponse.Ok(Callback(interaction, type, shown)) : ApiResponse.Nothing;
    }

    public ApiResponse FollowUp(ApiRequest call, string token)
    {
        if (!open.TryGetValue(token, out var interaction) || interaction.ResponseType is null)
            return ApiResponse.Error(404, 10015, "Unknown Webhook");

        switch (call.Method, call.Path[3..])
        {
            case ("GET", ["messages", "@original"]) when interaction.Original is { IsDeleted: false } original:
                return ApiResponse.Ok(original.Json());
            case ("PATCH", ["messages", "@original"]) when interaction.Original is { IsDeleted: false } original:
                if (MessageRules.Problems(MessageEndpoints.Merge(original.Body, call.Form)) is { Count: > 0 } problems)
                    return ApiResponse.Invalid(problems);
                Update(original, call.Form, call);
                interaction.Follow(original);
                return ApiResponse.Ok(original.Json());
            case ("DELETE", ["messages", "@original"]) when interaction.Original is { } original:
                original.IsDeleted = true;
                return ApiResponse.Nothing;
            case ("POST", []):
                return Post(interaction, call);
            default:
                return ApiResponse.Error(404, 10008, "Unknown Message");
        }
    }

    private ApiResponse Post(FakeInteraction interaction, ApiRequest call)
    {
        if (MessageRules.Problems(call.Form) is { Count: > 0 } problems)
            return ApiResponse.Invalid(problems);
        // The first follow-up after a deferral replaces the placeholder and keeps the placeholder's visibility.
        if (interaction.Original is { IsLoading: true, IsDeleted: false } loading)
        {
            interaction.Follow(Update(loading, call.Form, call));
            return ApiResponse.Ok(loading.Json());
        }

        var message = messages.Store(interaction.ChannelId, call.Form, call, IsEphemeral(call.Form));
        interaction.FollowUps.Add(message);
        interaction.Follow(message);
        return ApiResponse.Ok(message.Json());
    }

    private static FakeMessage Update(FakeMessage message, JsonObject body, ApiRequest call)
    {
        // A placeholder has no content yet, and its flags are final.
        message.Body = message.IsLoading ? (JsonObject)body.DeepClone() : MessageEndpoints.Merge(message.Body, body);
        message.IsLoading = false;
        message.Files = MessageEndpoints.FilesAfter(message, call);
        message.Edits++;
        return message;
    }

    private static JsonObject Callback(FakeInteraction interaction, int type, FakeMessage? shown) => new()
    {
        ["interaction"] = new JsonObject
        {
            ["id"] = interaction.Id,
            ["type"] = interaction.Type,
            ["response_message_id"] = shown?.Id,
            ["response_message_loading"] = shown?.IsLoading,
            ["response_message_ephemeral"] = shown?.IsEphemeral,
        },
        ["resource"] = shown is null ? null : new JsonObject { ["type"] = type, ["message"] = shown.Json() },
    };

    private static bool IsEphemeral(JsonObject data) => (((int?)data["flags"] ?? 0) & 64) != 0;
}
