using System.Text.Json.Serialization;

namespace AdvocacyBot.Core.Chat;

/// <summary>Something to press.</summary>
/// <param name="Id">Comes back in a <see cref="ChoiceBody"/>; at most 100 characters.</param>
/// <param name="Label">At most 80 characters.</param>
/// <param name="Selected">Whether it is the member's present answer (only in a private reply).</param>
/// <param name="Style">How much it stands out.</param>
public sealed record Choice(string Id, string Label, bool Selected = false, ChoiceStyle Style = ChoiceStyle.Plain)
{
    /// <summary>For a choice about one item of the reply's list: a platform that can shows it beside that item, with a shorter label.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ItemChoice? Beside { get; init; }
}

/// <summary>Where a <see cref="Choice"/> stands.</summary>
/// <param name="Item">Index of the item in the reply's first <see cref="Listing"/>.</param>
/// <param name="Label">What the button says beside it; at most 80 characters.</param>
public sealed record ItemChoice(int Item, string Label);

/// <summary>How much a <see cref="Choice"/> stands out.</summary>
public enum ChoiceStyle
{
    Plain,
    Primary,
    Danger,
}
