using System.Globalization;
using System.Text.Json.Nodes;

namespace AdvocacyBot.FakeDiscord;

/// <summary>
/// Data of command interactions, typed as the registered command declares its options. Refuses what Discord's client refuses.
/// https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-object-application-command-data-structure
/// </summary>
internal static class CommandData
{
    private const int Subcommand = 1;
    private const int SubcommandGroup = 2;
    private const int Text = 3;
    private const int Integer = 4;
    private const int Boolean = 5;
    private const int Channel = 7;
    private const int Role = 8;
    private const int Attachment = 11;
    private const int MessageCommand = 3;

    /// <param name="world">The server's state.</param>
    /// <param name="guild">The guild in which the command is used, or null.</param>
    /// <param name="command">The name, followed by a space and the subcommand if there is one.</param>
    /// <param name="values">The options' values as text.</param>
    /// <param name="focused">The option that is being typed, for autocomplete.</param>
    public static JsonObject Create(FakeWorld world, string? guild, string command, IReadOnlyDictionary<string, string> values, string? focused = null)
    {
        var path = command.Split(' ');
        var registered = world.FindCommand(guild, path[0], type: 1);
        var declared = path.Skip(1).Aggregate((JsonNode?)registered, (item, name) => Child(item, name));
        var resolved = new JsonObject();
        var options = new JsonArray([.. values.Select(v => Option(world, Child(declared, v.Key), v.Key, v.Value, v.Key == focused, resolved))]);
        for (var i = path.Length - 1; i > 0; i--)
            options = new JsonArray(new JsonObject { ["name"] = path[i], ["type"] = i < path.Length - 1 ? SubcommandGroup : Subcommand, ["options"] = options });
        var data = new JsonObject { ["id"] = registered?["id"]?.DeepClone() ?? "1", ["name"] = path[0], ["type"] = 1, ["options"] = options };
        if (resolved.Count > 0)
            data["resolved"] = resolved;
        return data;
    }

    public static JsonObject ForMessage(FakeWorld world, string? guild, string command, FakeMessage message) => new()
    {
        ["id"] = world.FindCommand(guild, command, MessageCommand)?["id"]?.DeepClone() ?? throw new ArgumentException($"\"{command}\" is not registered.", nameof(command)),
        ["name"] = command,
        ["type"] = MessageCommand,
        ["target_id"] = message.Id,
        ["resolved"] = new JsonObject { ["messages"] = new JsonObject { [message.Id] = message.Json() } },
    };

    /// <summary>The type of the option that is being typed.</summary>
    public static int TypeOfFocused(JsonObject data)
    {
        var options = data["options"]!.AsArray();
        while (options is [JsonObject { } nested] && nested["options"] is JsonArray inner)
            options = inner;
        return (int)options.First(o => (bool?)o!["focused"] == true)!["type"]!;
    }

    private static JsonNode? Child(JsonNode? item, string name) =>
        (item?["options"] as JsonArray)?.FirstOrDefault(o => MessageText.Text(o, "name") == name);

    private static JsonObject Option(FakeWorld world, JsonNode? declared, string name, string value, bool isFocused, JsonObject resolved)
    {
        var type = (int?)declared?["type"] ?? Text;
        if (declared?["choices"] is JsonArray choices && choices.All(c => c!["value"]!.ToString() != value))
            throw new ArgumentException($"{name}: \"{value}\" is not one of the choices.", nameof(value));
        JsonNode typed = type switch
        {
            // While it is being typed, a number may be incomplete and arrives as text.
            Integer => isFocused ? value : long.Parse(value, CultureInfo.InvariantCulture),
            Boolean => bool.Parse(value),
            _ => value,
        };
        if (type == Channel)
            Resolve(resolved, "channels", value, ChannelOf(world, declared!, value));
        if (type == Attachment)
            Resolve(resolved, "attachments", value, world.Uploads[value].Json(world.Address));
        if (type == Role)
            Resolve(resolved, "roles", value, world.Guilds.Values.SelectMany(g => g.Roles.Values).Single(r => r.Id == value).Json());
        var option = new JsonObject { ["name"] = name, ["type"] = type, ["value"] = typed };
        if (isFocused)
            option["focused"] = true;
        return option;
    }

    private static JsonObject ChannelOf(FakeWorld world, JsonNode declared, string id)
    {
        var channel = world.Channels[id];
        if (declared["channel_types"] is JsonArray types && types.All(t => (int)t! != channel.Type))
            throw new ArgumentException($"Discord's client does not offer channels of type {channel.Type} here.", nameof(id));
        return channel.Json();
    }

    private static void Resolve(JsonObject resolved, string kind, string id, JsonObject json)
    {
        if (resolved[kind] is not JsonObject all)
            resolved[kind] = all = [];
        all[id] = json;
    }
}
