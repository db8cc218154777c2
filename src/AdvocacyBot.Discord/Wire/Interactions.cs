using System.Text.Json;

namespace AdvocacyBot.Discord.Wire;

/// <summary>https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-object-interaction-type</summary>
internal enum InteractionType
{
    Command = 2,
    Component = 3,
    Autocomplete = 4,
    ModalSubmit = 5,
}

/// <summary>https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-object-interaction-structure</summary>
internal sealed record Interaction(string Id, string ApplicationId, InteractionType Type, string Token)
{
    public InteractionData? Data { get; init; }

    public string? GuildId { get; init; }

    public string? ChannelId { get; init; }

    /// <summary>In a guild.</summary>
    public Member? Member { get; init; }

    /// <summary>In a direct message.</summary>
    public User? User { get; init; }

    /// <summary>The message whose component was used.</summary>
    public Message? Message { get; init; }

    /// <summary>https://docs.discord.com/developers/reference#locales</summary>
    public string? Locale { get; init; }

    public override string ToString() => $"interaction {Id}";
}

/// <summary>
/// The data of a command, a component or a modal:
/// https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-object-interaction-data
/// </summary>
internal sealed record InteractionData
{
    public string? Name { get; init; }

    /// <summary>For a command.</summary>
    public CommandType Type { get; init; }

    /// <summary>For a command on a message, the message's id.</summary>
    public string? TargetId { get; init; }

    public ResolvedData? Resolved { get; init; }

    public IReadOnlyList<InteractionOption>? Options { get; init; }

    public string? CustomId { get; init; }

    public IReadOnlyList<string>? Values { get; init; }

    public IReadOnlyList<Component>? Components { get; init; }
}

/// <summary>https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-object-resolved-data-structure</summary>
internal sealed record ResolvedData
{
    public IReadOnlyDictionary<string, Message>? Messages { get; init; }

    public IReadOnlyDictionary<string, UploadedFile>? Attachments { get; init; }

    /// <summary>The address of an uploaded file; null for any other value.</summary>
    public string? AddressOf(string value) => Attachments?.GetValueOrDefault(value)?.Url;
}

/// <summary>A file that a member uploaded with a command: https://docs.discord.com/developers/resources/message#attachment-object</summary>
/// <param name="Url">Valid for some hours.</param>
internal sealed record UploadedFile(string Url);

/// <summary>
/// A subcommand or a value:
/// https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-object-application-command-interaction-data-option-structure
/// </summary>
internal sealed record InteractionOption(string Name, int Type)
{
    public JsonElement? Value { get; init; }

    public IReadOnlyList<InteractionOption>? Options { get; init; }

    public bool? Focused { get; init; }
}

/// <summary>https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-response-object-interaction-callback-type</summary>
internal enum CallbackType
{
    Message = 4,
    DeferredMessage = 5,
    DeferredUpdate = 6,
    UpdateMessage = 7,
    Autocomplete = 8,
    Modal = 9,
}

/// <summary>A response with a message.</summary>
internal sealed record MessageCallback(CallbackType Type, MessagePayload? Data);

/// <summary>https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-response-object-messages</summary>
internal sealed record DeferralCallback(CallbackType Type, DeferralData? Data);

/// <summary>A deferral may only set the flag EPHEMERAL.</summary>
internal sealed record DeferralData(int Flags);

/// <summary>https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-response-object-autocomplete</summary>
internal sealed record AutocompleteCallback(AutocompleteData Data, CallbackType Type = CallbackType.Autocomplete);

internal sealed record AutocompleteData(IReadOnlyList<OptionChoice> Choices);

/// <summary>https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-response-object-modal</summary>
internal sealed record ModalCallback(ModalData Data, CallbackType Type = CallbackType.Modal);

internal sealed record ModalData(string CustomId, string Title, IReadOnlyList<Component> Components);

/// <summary>https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-callback-interaction-callback-response-object</summary>
internal sealed record CallbackResponse(CallbackResource? Resource);

/// <summary>https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-callback-interaction-callback-resource-object</summary>
internal sealed record CallbackResource(PostedMessage? Message);
