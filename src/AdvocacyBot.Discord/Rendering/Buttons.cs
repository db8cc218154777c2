using AdvocacyBot.Core.Chat;
using AdvocacyBot.Discord.Wire;

namespace AdvocacyBot.Discord.Rendering;

/// <summary>
/// Choices as rows of buttons, or as select menus where there are many.
/// https://docs.discord.com/developers/components/reference#action-row
/// </summary>
internal static class Buttons
{
    public const int MostRows = 5;
    private const int MostButtons = 10;
    private const int InRow = 5;
    private const int InSelect = 25;
    private const int LongestId = 100;
    private const int LongestButton = 80;
    private const int LongestOption = 100;

    /// <param name="choices">Those with an id that Discord cannot carry are left out.</param>
    /// <param name="rows">How many rows there is room for.</param>
    public static IReadOnlyList<Component> Rows(IReadOnlyList<Choice> choices, int rows = MostRows)
    {
        // A label of nothing but what is taken out of it would be an empty one, which Discord refuses.
        var usable = choices
            .Select(c => c with { Label = SafeText.Clean(c.Label) })
            .Where(c => c.Id.Length is > 0 and <= LongestId && !c.Id.StartsWith('~') && !string.IsNullOrWhiteSpace(c.Label))
            .DistinctBy(c => c.Id)
            .ToList();
        return usable.Count <= MostButtons
            ? [.. usable.Chunk(InRow).Take(rows).Select(row => Row([.. row.Select(Button)]))]
            : [.. usable.Chunk(InSelect).Take(rows).Select((part, i) => Row([Select(part, i)]))];
    }

    public static Component Row(IReadOnlyList<Component> components) => new(ComponentType.ActionRow) { Components = components };

    /// <summary>A button of the platform's own, whose id begins with ~ and so is no choice of a reply's.</summary>
    public static Component Own(string id, string label) =>
        new(ComponentType.Button) { CustomId = id, Label = label, Style = (int)ButtonStyle.Secondary };

    private static Component Button(Choice choice) => new(ComponentType.Button)
    {
        CustomId = choice.Id,
        Label = SafeText.Shorten(choice.Label, LongestButton),
        Style = (int)(choice switch
        {
            { Selected: true } => ButtonStyle.Success,
            { Style: ChoiceStyle.Primary } => ButtonStyle.Primary,
            { Style: ChoiceStyle.Danger } => ButtonStyle.Danger,
            _ => ButtonStyle.Secondary,
        }),
    };

    private static Component Select(Choice[] choices, int number) => new(ComponentType.StringSelect)
    {
        CustomId = $"~pick:{number}",
        Placeholder = $"{First(choices[0])} … {First(choices[^1])}",
        Options =
        [
            .. choices.Select((c, i) => new SelectOption(SafeText.Shorten(c.Label, LongestOption), c.Id)
            {
                // One value is picked, so one may be shown as picked.
                Default = c.Selected && !choices.Take(i).Any(before => before.Selected) ? true : null,
            }),
        ],
    };

    private static string First(Choice choice) => SafeText.Shorten(choice.Label, 40);
}
