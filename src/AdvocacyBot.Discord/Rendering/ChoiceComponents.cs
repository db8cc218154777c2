using AdvocacyBot.Core.Chat;
using AdvocacyBot.Discord.Wire;

namespace AdvocacyBot.Discord.Rendering;

/// <summary>
/// Renders choices as rows of buttons, or as select menus if there are more than ten. Pure.
/// https://docs.discord.com/developers/components/reference#action-row
/// </summary>
internal static class ChoiceComponents
{
    public const int MaxRows = 5;
    private const int MaxButtons = 10;
    private const int ButtonsPerRow = 5;
    private const int OptionsPerSelect = 25;
    private const int MaxIdLength = 100;
    private const int MaxButtonLabelLength = 80;
    private const int MaxOptionLabelLength = 100;

    /// <param name="choices">Choices with an id that Discord does not accept are omitted.</param>
    /// <param name="rows">The maximum number of rows.</param>
    public static IReadOnlyList<Component> Rows(IReadOnlyList<Choice> choices, int rows = MaxRows)
    {
        // Discord refuses an empty label, which cleaning can produce.
        var usable = choices
            .Select(c => c with { Label = SafeText.Clean(c.Label) })
            .Where(c => c.Id.Length is > 0 and <= MaxIdLength && !c.Id.StartsWith('~') && !string.IsNullOrWhiteSpace(c.Label))
            .DistinctBy(c => c.Id)
            .ToList();
        return usable.Count <= MaxButtons
            ? [.. usable.Chunk(ButtonsPerRow).Take(rows).Select(row => Row([.. row.Select(Button)]))]
            : [.. usable.Chunk(OptionsPerSelect).Take(rows).Select((part, i) => Row([Select(part, i)]))];
    }

    public static Component Row(IReadOnlyList<Component> components) => new(ComponentType.ActionRow) { Components = components };

    /// <summary>A button handled by this platform: its id begins with ~, which no <see cref="Choice"/> does.</summary>
    public static Component InternalButton(string id, string label) =>
        new(ComponentType.Button) { CustomId = id, Label = label, Style = (int)ButtonStyle.Secondary };

    private static Component Button(Choice choice) => new(ComponentType.Button)
    {
        CustomId = choice.Id,
        Label = SafeText.Shorten(choice.Label, MaxButtonLabelLength),
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
            .. choices.Select((c, i) => new SelectOption(SafeText.Shorten(c.Label, MaxOptionLabelLength), c.Id)
            {
                // A select for one value may have one default.
                Default = c.Selected && !choices.Take(i).Any(before => before.Selected) ? true : null,
            }),
        ],
    };

    private static string First(Choice choice) => SafeText.Shorten(choice.Label, 40);
}
