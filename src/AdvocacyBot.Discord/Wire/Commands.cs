using System.Text.Json;

namespace AdvocacyBot.Discord.Wire;

/// <summary>https://docs.discord.com/developers/interactions/application-commands#application-command-object-application-command-option-type</summary>
internal enum OptionType
{
    Subcommand = 1,
    SubcommandGroup = 2,
    Text = 3,
    Integer = 4,
    Channel = 7,
    Role = 8,
    Attachment = 11,
}

/// <summary>https://docs.discord.com/developers/interactions/application-commands#application-command-object-application-command-types</summary>
internal enum CommandType
{
    ChatInput = 1,

    /// <summary>In a message's context menu.</summary>
    Message = 3,
}

/// <summary>https://docs.discord.com/developers/interactions/application-commands#application-command-object-application-command-structure</summary>
internal sealed record ApplicationCommand(string Name, string Description)
{
    public CommandType Type { get; init; } = CommandType.ChatInput;

    public IReadOnlyDictionary<string, string>? NameLocalizations { get; init; }

    public IReadOnlyDictionary<string, string>? DescriptionLocalizations { get; init; }

    public IReadOnlyList<CommandOption>? Options { get; init; }

    /// <summary>Only affects Discord's command list; the bot checks each use itself.</summary>
    public string? DefaultMemberPermissions { get; init; }

    /// <summary>https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-object-interaction-context-types</summary>
    public IReadOnlyList<int>? Contexts { get; init; }
}

/// <summary>https://docs.discord.com/developers/interactions/application-commands#application-command-object-application-command-option-structure</summary>
internal sealed record CommandOption(OptionType Type, string Name, string Description)
{
    public IReadOnlyDictionary<string, string>? NameLocalizations { get; init; }

    public IReadOnlyDictionary<string, string>? DescriptionLocalizations { get; init; }

    public bool? Required { get; init; }

    public IReadOnlyList<OptionChoice>? Choices { get; init; }

    public IReadOnlyList<CommandOption>? Options { get; init; }

    public bool? Autocomplete { get; init; }

    /// <summary>For a channel option, the channels that the list shows.</summary>
    public IReadOnlyList<ChannelType>? ChannelTypes { get; init; }
}

/// <summary>https://docs.discord.com/developers/interactions/application-commands#application-command-object-application-command-option-choice-structure</summary>
/// <param name="Name">As people see it.</param>
/// <param name="Value">A string or a number, according to the option's type.</param>
internal sealed record OptionChoice(string Name, JsonElement Value)
{
    public IReadOnlyDictionary<string, string>? NameLocalizations { get; init; }

    public static OptionChoice Text(string name, string value) => new(name, JsonSerializer.SerializeToElement(value, DiscordJson.Default.String));

    public static OptionChoice Number(string name, long value) => new(name, JsonSerializer.SerializeToElement(value, DiscordJson.Default.Int64));
}
