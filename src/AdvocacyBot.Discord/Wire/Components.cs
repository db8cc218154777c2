using System.Text.Json.Serialization;

namespace AdvocacyBot.Discord.Wire;

/// <summary>https://docs.discord.com/developers/components/reference#component-object-component-types</summary>
internal enum ComponentType
{
    ActionRow = 1,
    Button = 2,
    StringSelect = 3,
    TextInput = 4,
    RoleSelect = 6,
    ChannelSelect = 8,
    Section = 9,
    TextDisplay = 10,
    MediaGallery = 12,
    File = 13,
    Container = 17,
    Label = 18,
    FileUpload = 19,
}

/// <summary>https://docs.discord.com/developers/components/reference#button-button-styles</summary>
internal enum ButtonStyle
{
    Primary = 1,
    Secondary = 2,
    Success = 3,
    Danger = 4,
}

/// <summary>
/// Any component, sent or received, with the fields of the types that the bot uses:
/// https://docs.discord.com/developers/components/reference#component-object
/// </summary>
internal sealed record Component(ComponentType Type)
{
    /// <summary>The children of an action row, a section or a container.</summary>
    public IReadOnlyList<Component>? Components { get; init; }

    public string? CustomId { get; init; }

    /// <summary>For a button or a label.</summary>
    public string? Label { get; init; }

    /// <summary>For a button, a <see cref="ButtonStyle"/>; for a text input, 1 is a line and 2 a paragraph.</summary>
    public int? Style { get; init; }

    public IReadOnlyList<SelectOption>? Options { get; init; }

    public string? Placeholder { get; init; }

    /// <summary>https://docs.discord.com/developers/components/reference#label-label-structure</summary>
    public string? Description { get; init; }

    /// <summary>A label's child.</summary>
    [JsonPropertyName("component")]
    public Component? Inner { get; init; }

    /// <summary>The button beside a section's text.</summary>
    public Component? Accessory { get; init; }

    /// <summary>https://docs.discord.com/developers/components/reference#text-input-text-input-structure</summary>
    public string? Value { get; init; }

    public IReadOnlyList<string>? Values { get; init; }

    public int? MaxLength { get; init; }

    /// <summary>The Markdown of a text display.</summary>
    public string? Content { get; init; }

    /// <summary>The pictures of a media gallery.</summary>
    public IReadOnlyList<GalleryItem>? Items { get; init; }

    /// <summary>For a file component, an uploaded file.</summary>
    public Media? File { get; init; }

    /// <summary>For a select, how many entries have to be chosen.</summary>
    public int? MinValues { get; init; }

    /// <summary>For a select, how many entries may be chosen.</summary>
    public int? MaxValues { get; init; }

    /// <summary>For a channel select, the channels that it shows.</summary>
    public IReadOnlyList<ChannelType>? ChannelTypes { get; init; }

    /// <summary>For a role or channel select, the entries chosen at first.</summary>
    public IReadOnlyList<DefaultValue>? DefaultValues { get; init; }

    public bool? Required { get; init; }
}

/// <summary>https://docs.discord.com/developers/components/reference#media-gallery-media-gallery-item-structure</summary>
internal sealed record GalleryItem(Media Media)
{
    /// <summary>For people who do not see the picture.</summary>
    public string? Description { get; init; }
}

/// <summary>An address, or "attachment://" and the name of an uploaded file.</summary>
internal sealed record Media(string Url);

/// <summary>https://docs.discord.com/developers/components/reference#user-select-select-default-value-structure</summary>
internal sealed record DefaultValue(string Id, string Type);

/// <summary>https://docs.discord.com/developers/components/reference#string-select-select-option-structure</summary>
internal sealed record SelectOption(string Label, string Value)
{
    public bool? Default { get; init; }
}
