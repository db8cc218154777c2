using System.Text.Json.Serialization;

namespace AdvocacyBot.Discord.Wire;

/// <summary>https://docs.discord.com/developers/components/reference#component-object-component-types</summary>
internal enum ComponentType
{
    ActionRow = 1,
    Button = 2,
    StringSelect = 3,
    TextInput = 4,
    Label = 18,
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
    /// <summary>The children of an action row.</summary>
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

    /// <summary>https://docs.discord.com/developers/components/reference#text-input-text-input-structure</summary>
    public string? Value { get; init; }

    public IReadOnlyList<string>? Values { get; init; }

    public int? MaxLength { get; init; }

    public bool? Required { get; init; }
}

/// <summary>https://docs.discord.com/developers/components/reference#string-select-select-option-structure</summary>
internal sealed record SelectOption(string Label, string Value)
{
    public bool? Default { get; init; }
}
