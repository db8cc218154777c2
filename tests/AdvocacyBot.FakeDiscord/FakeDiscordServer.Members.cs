using System.Text.Json.Nodes;

namespace AdvocacyBot.FakeDiscord;

/// <summary>Actions of members.</summary>
public sealed partial class FakeDiscordServer
{
    /// <summary>A member uses a slash command.</summary>
    /// <param name="command">The name, followed by a space and the subcommand if there is one.</param>
    /// <param name="options">Values as text; the registered command determines their types.</param>
    public FakeInteraction Slash(FakeChannel channel, string command, IReadOnlyDictionary<string, string>? options = null, Person? person = null) =>
        Interact(channel, 2, CommandData.Create(World, channel.GuildId, command, options ?? new Dictionary<string, string>()), person);

    /// <summary>A member attaches a file to a command.</summary>
    /// <returns>The file, whose id is the option's value.</returns>
    public FakeUpload Attach(byte[] content, string fileName = "poster.png", string mediaType = "image/png")
    {
        lock (World.Gate)
        {
            var upload = new FakeUpload(World.Ids.Next(), fileName, mediaType, content);
            return World.Uploads[upload.Id] = upload;
        }
    }

    /// <summary>A member uses a message command from a message's context menu.</summary>
    public FakeInteraction UseMessageCommand(FakeChannel channel, string command, FakeMessage message, Person? person = null) =>
        Interact(channel, 2, CommandData.ForMessage(World, channel.GuildId, command, message), person);

    /// <summary>A member types into an option with autocomplete.</summary>
    /// <param name="others">The other options filled in so far.</param>
    public FakeInteraction Type(
        FakeChannel channel, string command, string option, string typed, Person? person = null, IReadOnlyDictionary<string, string>? others = null)
    {
        var options = new Dictionary<string, string>(others ?? new Dictionary<string, string>()) { [option] = typed };
        var data = CommandData.Create(World, channel.GuildId, command, options, option);
        return Interact(channel, 4, data, person, focusedType: CommandData.TypeOfFocused(data));
    }

    /// <summary>A member presses a button.</summary>
    public FakeInteraction Press(FakeChannel channel, FakeMessage message, string customId, Person? person = null) =>
        Interact(channel, 3, new JsonObject { ["custom_id"] = customId, ["component_type"] = 2 }, person, message);

    /// <summary>A member selects an entry of a select menu.</summary>
    public FakeInteraction Pick(FakeChannel channel, FakeMessage message, string customId, string value, Person? person = null) =>
        Interact(channel, 3, new JsonObject { ["custom_id"] = customId, ["component_type"] = 3, ["values"] = new JsonArray(value) }, person, message);

    /// <summary>A member chooses entries of a menu that Discord fills with channels or roles.</summary>
    public FakeInteraction PickFilled(FakeChannel channel, FakeMessage message, string customId, IReadOnlyList<string> ids, Person? person = null)
    {
        var type = (int)message.Buttons.Single(b => (string?)b["custom_id"] == customId)["type"]!;
        return Interact(
            channel, 3, new JsonObject { ["custom_id"] = customId, ["component_type"] = type, ["values"] = new JsonArray([.. ids.Select(id => JsonValue.Create(id))]) }, person, message);
    }

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
                    ["type"] = 18,
                    ["id"] = 1,
                    ["component"] = new JsonObject { ["type"] = 4, ["id"] = 2, ["custom_id"] = v.Key, ["value"] = v.Value },
                })]),
            },
            person);

    /// <summary>A member sends a message; it mentions the bot if its text does.</summary>
    /// <returns>The message's id.</returns>
    public string Say(FakeChannel channel, string text, Person? person = null) =>
        Write("MESSAGE_CREATE", World.Ids.Next(), channel, text, person ?? new Person());

    /// <summary>
    /// A member replies to a message. As in Discord's client, the reply mentions the author of the message unless that is switched off.
    /// </summary>
    /// <returns>The reply's id.</returns>
    public string Reply(FakeChannel channel, FakeMessage message, string text, Person? person = null, bool mentionsAuthor = true) =>
        Write("MESSAGE_CREATE", World.Ids.Next(), channel, text, person ?? new Person(), message, mentionsAuthor);

    /// <summary>A member edits a message.</summary>
    public string Edit(FakeChannel channel, string message, string text, Person person) =>
        Write("MESSAGE_UPDATE", message, channel, text, person);

    /// <summary>A member's direct channel with the bot.</summary>
    public FakeChannel Direct(Person person)
    {
        lock (World.Gate)
        {
            // Only who shares a guild with the bot can write to it.
            if (!World.Guilds.Values.Any(g => g.Members.ContainsKey(person.Id)) && World.Guilds.Values.FirstOrDefault() is { } shared)
                shared.Members[person.Id] = person.Roles;
            return World.DirectChannel(person.Id);
        }
    }

    private void Join(FakeChannel channel, Person person)
    {
        lock (World.Gate)
        {
            if (channel.GuildId is { } guild && World.Guilds.TryGetValue(guild, out var joined))
                joined.Members[person.Id] = person.Roles;
        }
    }

    private string Write(string name, string id, FakeChannel channel, string text, Person person, FakeMessage? repliesTo = null, bool mentionsAuthor = false)
    {
        Join(channel, person);
        var isMentioned = text.Contains($"<@{World.BotId}>", StringComparison.Ordinal) || (mentionsAuthor && repliesTo?.AuthorId == World.BotId);
        var message = new JsonObject
        {
            ["id"] = id,
            ["channel_id"] = channel.Id,
            ["guild_id"] = channel.GuildId,
            ["type"] = repliesTo is null ? 0 : 19,
            ["author"] = FakeUser.Json(person.Id, person.IsBot),
            ["member"] = channel.GuildId is null ? null : new JsonObject { ["roles"] = person.RolesJson, ["joined_at"] = "2026-01-01T00:00:00+00:00", ["deaf"] = false, ["mute"] = false, ["flags"] = 0 },
            // Without the message content intent, only messages that mention the bot include their text.
            ["content"] = isMentioned || channel.GuildId is null ? text : "",
            ["timestamp"] = DateTime.UtcNow.ToString("o"),
            ["edited_timestamp"] = null,
            ["tts"] = false,
            ["mention_everyone"] = false,
            ["mentions"] = isMentioned ? new JsonArray(FakeUser.Json(World.BotId, isBot: true)) : new JsonArray(),
            ["mention_roles"] = new JsonArray(),
            ["attachments"] = new JsonArray(),
            ["embeds"] = new JsonArray(),
            ["pinned"] = false,
            ["flags"] = 0,
        };
        if (repliesTo is not null)
        {
            message["message_reference"] = new JsonObject { ["message_id"] = repliesTo.Id, ["channel_id"] = channel.Id, ["guild_id"] = channel.GuildId };
            message["referenced_message"] = repliesTo.Json();
        }

        hub.Dispatch(name, message, channel.GuildId);
        return id;
    }

    private FakeInteraction Interact(FakeChannel channel, int type, JsonObject data, Person? person, FakeMessage? message = null, int focusedType = 0)
    {
        person ??= new Person();
        Join(channel, person);
        var interaction = new FakeInteraction(World.Ids.Next(), channel.Id, type, message) { FocusedType = focusedType };
        interactions.Add(interaction);
        hub.Dispatch("INTERACTION_CREATE", InteractionJson.Create(World, interaction, channel, data, person), channel.GuildId);
        return interaction;
    }
}
