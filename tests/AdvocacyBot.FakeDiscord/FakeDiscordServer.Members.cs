using System.Text.Json.Nodes;

namespace AdvocacyBot.FakeDiscord;

/// <summary>Actions of members.</summary>
public sealed partial class FakeDiscordServer
{
    /// <summary>A member uses a slash command.</summary>
    /// <param name="command">The name, followed by a space and the subcommand if there is one.</param>
    public FakeInteraction Slash(FakeChannel channel, string command, IReadOnlyDictionary<string, string>? options = null, Person? person = null) =>
        Interact(channel, 2, CommandData(command, options ?? new Dictionary<string, string>(), null), person);

    /// <summary>A member types into an option with autocomplete.</summary>
    public FakeInteraction Type(FakeChannel channel, string command, string option, string typed, Person? person = null) =>
        Interact(channel, 4, CommandData(command, new Dictionary<string, string> { [option] = typed }, option), person);

    /// <summary>A member presses a button.</summary>
    public FakeInteraction Press(FakeChannel channel, FakeMessage message, string customId, Person? person = null) =>
        Interact(channel, 3, new JsonObject { ["custom_id"] = customId, ["component_type"] = 2 }, person, message);

    /// <summary>A member selects an entry of a select menu.</summary>
    public FakeInteraction Pick(FakeChannel channel, FakeMessage message, string customId, string value, Person? person = null) =>
        Interact(channel, 3, new JsonObject { ["custom_id"] = customId, ["component_type"] = 3, ["values"] = new JsonArray(value) }, person, message);

    /// <summary>A member submits a modal.</summary>
    public FakeInteraction Submit(FakeChannel channel, string customId, IReadOnlyDictionary<string, string> values, Person? person = null) =>
        Interact(
            channel,
            5,
            new JsonObject
            {
                ["custom_id"] = customId,
                ["components"] = new JsonArray([.. values.Select(v => new JsonObject
                {
                    ["type"] = 18, ["id"] = 1,
                    ["component"] = new JsonObject { ["type"] = 4, ["id"] = 2, ["custom_id"] = v.Key, ["value"] = v.Value },
                })]),
            },
            person);

    /// <summary>A member sends a message; it mentions the bot if its text does.</summary>
    /// <returns>The message's id.</returns>
    public string Say(FakeChannel channel, string text, Person? person = null) =>
        Write("MESSAGE_CREATE", World.Ids.Next(), channel, text, person ?? new Person());

    /// <summary>A member edits a message.</summary>
    public string Edit(FakeChannel channel, string message, string text, Person person) =>
        Write("MESSAGE_UPDATE", message, channel, text, person);

    /// <summary>A member's direct channel with the bot.</summary>
    public FakeChannel Direct(Person person)
    {
        lock (World.Gate)
        {
            var channel = World.Channels.Values.FirstOrDefault(c => c.Type == 1 && c.OwnerId == person.Id)
                ?? new FakeChannel(World.Ids.Next(), 1, null, "direct") { OwnerId = person.Id };
            return World.Channels[channel.Id] = channel;
        }
    }

    private string Write(string name, string id, FakeChannel channel, string text, Person person)
    {
        var mentioned = text.Contains($"<@{World.BotId}>", StringComparison.Ordinal);
        hub.Dispatch(
            name,
            new JsonObject
            {
                ["id"] = id,
                ["channel_id"] = channel.Id,
                ["guild_id"] = channel.GuildId,
                ["type"] = 0,
                ["author"] = new JsonObject { ["id"] = person.Id, ["username"] = "somebody", ["bot"] = person.IsBot },
                ["member"] = channel.GuildId is null ? null : new JsonObject { ["roles"] = person.RolesJson },
                // Without the message content intent, only addressed messages include their text.
                ["content"] = mentioned || channel.GuildId is null ? text : "",
                ["mentions"] = mentioned ? new JsonArray(new JsonObject { ["id"] = World.BotId, ["bot"] = true }) : new JsonArray(),
            },
            channel.GuildId);
        return id;
    }

    private FakeInteraction Interact(FakeChannel channel, int type, JsonObject data, Person? person, FakeMessage? message = null)
    {
        person ??= new Person();
        var interaction = new FakeInteraction(World.Ids.Next(), channel.Id, type, message);
        desk.Add(interaction);
        var user = new JsonObject { ["id"] = person.Id, ["username"] = "somebody" };
        hub.Dispatch(
            "INTERACTION_CREATE",
            new JsonObject
            {
                ["id"] = interaction.Id,
                ["application_id"] = World.ApplicationId,
                ["type"] = type,
                ["token"] = interaction.Token,
                ["version"] = 1,
                ["data"] = data,
                ["channel_id"] = channel.Id,
                ["guild_id"] = channel.GuildId,
                ["locale"] = person.Locale,
                ["member"] = channel.GuildId is null
                    ? null
                    : new JsonObject { ["user"] = user.DeepClone(), ["roles"] = person.RolesJson, ["permissions"] = person.Permissions.ToString() },
                ["user"] = channel.GuildId is null ? user : null,
                ["message"] = message?.Json(),
            },
            channel.GuildId);
        return interaction;
    }

    private static JsonObject CommandData(string command, IReadOnlyDictionary<string, string> options, string? focused)
    {
        var values = new JsonArray([.. options.Select(o => focused == o.Key
            ? new JsonObject { ["name"] = o.Key, ["type"] = 3, ["value"] = o.Value, ["focused"] = true }
            : new JsonObject { ["name"] = o.Key, ["type"] = 3, ["value"] = o.Value })]);
        var names = command.Split(' ');
        if (names.Length > 1)
            values = new JsonArray(new JsonObject { ["name"] = names[1], ["type"] = 1, ["options"] = values });
        return new JsonObject { ["id"] = "1", ["name"] = names[0], ["type"] = 1, ["options"] = values };
    }
}

/// <summary>A member.</summary>
public sealed record Person
{
    private static long last = 900_000_000_000_000_000;

    public string Id { get; init; } = Interlocked.Increment(ref last).ToString();

    public string Locale { get; init; } = "en-US";

    public ulong Permissions { get; init; }

    /// <summary>Whether the author is a bot.</summary>
    public bool IsBot { get; init; }

    public IReadOnlyList<string> Roles { get; init; } = [];

    internal JsonArray RolesJson => new([.. Roles.Select(r => JsonValue.Create(r))]);
}
