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
        if (Problems(interaction, type, data) is { Count: > 0 } problems)
            return ApiResponse.Invalid(problems);

        var ephemeral = ((data["flags"]?.GetValue<int>() ?? 0) & 64) != 0;
        var shown = type switch
        {
            4 => messages.Show(interaction.ChannelId, data, call, ephemeral),
            5 => messages.Show(interaction.ChannelId, data, call, ephemeral, loading: true),
            6 => interaction.Message,
            7 => Update(interaction.Message!, data),
            _ => null,
        };
        interaction.Complete(type, data, shown);
        return call.Query.GetValueOrDefault("with_response") == "true"
            ? ApiResponse.Ok(new JsonObject
            {
                ["interaction"] = new JsonObject { ["id"] = id, ["type"] = interaction.Type },
                ["resource"] = shown is null ? null : new JsonObject { ["type"] = type, ["message"] = shown.Json() },
            })
            : ApiResponse.Nothing;
    }

    public ApiResponse FollowUp(ApiRequest call, string token)
    {
        if (!open.TryGetValue(token, out var interaction) || interaction.ResponseType is null)
            return ApiResponse.Error(404, 10015, "Unknown Webhook");

        switch (call.Method, call.Path[3..])
        {
            case ("PATCH", ["messages", "@original"]) when interaction.Original is { IsDeleted: false } original:
                if (MessageRules.Problems(call.Form) is { Count: > 0 } problems)
                    return ApiResponse.Invalid(problems);
                Update(original, call.Form);
                original.Files = call.Files;
                interaction.Follow(original);
                return ApiResponse.Ok(original.Json());
            case ("DELETE", ["messages", "@original"]) when interaction.Original is { } original:
                original.IsDeleted = true;
                return ApiResponse.Nothing;
            case ("POST", []):
                if (MessageRules.Problems(call.Form) is { Count: > 0 } wrong)
                    return ApiResponse.Invalid(wrong);
                // The first follow-up after a deferral replaces the placeholder and keeps the placeholder's visibility.
                if (interaction.Original is { IsLoading: true, IsDeleted: false } loading)
                {
                    interaction.Follow(Update(loading, call.Form));
                    return ApiResponse.Ok(loading.Json());
                }

                var message = messages.Show(interaction.ChannelId, call.Form, call, ((call.Form["flags"]?.GetValue<int>() ?? 0) & 64) != 0);
                interaction.FollowUps.Add(message);
                interaction.Follow(message);
                return ApiResponse.Ok(message.Json());
            default:
                return ApiResponse.Error(404, 10008, "Unknown Message");
        }
    }

    private static FakeMessage Update(FakeMessage message, JsonObject body)
    {
        message.Body = (JsonObject)body.DeepClone();
        message.IsLoading = false;
        message.Edits++;
        return message;
    }

    private static IReadOnlyList<string> Problems(FakeInteraction interaction, int type, JsonObject data) => type switch
    {
        4 => MessageRules.Problems(data),
        5 => (data["flags"]?.GetValue<int>() ?? 0) is 0 or 64 ? [] : ["flags of a deferral"],
        6 when interaction.Type is not (3 or 5) || interaction.Message is null => ["type"],
        7 => interaction.Message is null ? ["type"] : MessageRules.Problems(data),
        8 => Choices(data),
        9 => interaction.Type == 5 ? ["a form cannot open a form"] : Form(data),
        _ => [],
    };

    private static string[] Choices(JsonObject data)
    {
        var choices = data["choices"] as JsonArray ?? [];
        return choices.Count <= 25 && choices.All(c => MessageText.Text(c, "name")!.Length is > 0 and <= 100 && MessageText.Text(c, "value")!.Length is > 0 and <= 100)
            ? []
            : ["choices"];
    }

    private static List<string> Form(JsonObject data)
    {
        var problems = new List<string>();
        var labels = data["components"] as JsonArray ?? [];
        if (labels.Count is 0 or > 5 || (MessageText.Text(data, "title") ?? "").Length is 0 or > 45 || (MessageText.Text(data, "custom_id") ?? "").Length is 0 or > 100)
            problems.Add("title, custom_id or components of a form");
        foreach (var label in labels)
        {
            var input = label!["component"];
            if ((int?)label["type"] != 18 || (MessageText.Text(label, "label") ?? "").Length is 0 or > 45 || (MessageText.Text(label, "description") ?? "").Length > 100)
                problems.Add("label");
            if (input is null || (MessageText.Text(input, "custom_id") ?? "").Length is 0 or > 100 || (MessageText.Text(input, "value") ?? "").Length > 4_000)
                problems.Add("input");
        }

        return problems;
    }
}
