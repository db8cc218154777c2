namespace AdvocacyBot.Core.Chat;

/// <summary>A list from which a reader chooses.</summary>
/// <param name="Label">What it offers.</param>
/// <param name="Choices">The entries, of which one can be chosen; empty if the platform fills the list.</param>
public sealed record ChoiceMenu(string Label, IReadOnlyList<Choice> Choices)
{
    public MenuKind Kind { get; init; }

    /// <summary>If the platform fills the list: the start of the choice's id, which ends with a colon and the chosen ids, separated by commas.</summary>
    public string Id { get; init; } = "";

    /// <summary>The ids that are chosen at present, if the platform fills the list.</summary>
    public IReadOnlyList<string> Selected { get; init; } = [];

    /// <summary>How many entries can be chosen.</summary>
    public int MaxCount { get; init; } = 1;

    /// <summary>A list of the platform's channels in which the bot can post.</summary>
    public static ChoiceMenu OfChannels(string id, string label, string? selected) =>
        new(label, []) { Kind = MenuKind.Channels, Id = id, Selected = selected is null ? [] : [selected] };

    /// <summary>A list of the place's roles, of which several or none can be chosen.</summary>
    public static ChoiceMenu OfRoles(string id, string label, IReadOnlyList<string> selected, int maxCount) =>
        new(label, []) { Kind = MenuKind.Roles, Id = id, Selected = selected, MaxCount = maxCount };
}

/// <summary>What fills a <see cref="ChoiceMenu"/>.</summary>
public enum MenuKind
{
    /// <summary>Its own entries.</summary>
    Choices,

    /// <summary>The channels of the place.</summary>
    Channels,

    /// <summary>The roles of the place.</summary>
    Roles,
}
