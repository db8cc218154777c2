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
    private const int MaxMenus = 6;
    private const int MaxButtons = 10;
    private const int ButtonsPerRow = 5;
    private const int OptionsPerSelect = 25;
    private const int MaxIdLength = 100;
    private const int MaxButtonLabelLength = 80;
    private const int MaxOptionLabelLength = 100;
    private const int MaxPlaceholderLength = 150;
    private const string FilledPrefix = "~fill:";

    /// <summary>The rows of a reply: its choices, then its menus.</summary>
    /// <param name="reply">Choices with an id that Discord does not accept are omitted.</param>
    /// <param name="rows">The maximum number of rows.</param>
    public static IReadOnlyList<Component> Rows(Reply reply, int rows = MaxRows)
    {
        var choices = Usable(reply.Choices);
        var own = choices.Count <= MaxButtons
            ? choices.Chunk(ButtonsPerRow).Select(row => Row([.. row.Select(Button)]))
            : choices.Chunk(OptionsPerSelect).Select((part, i) => Row([Select(part, $"~pick:{i}", Range(part))]));
        return [.. own.Concat(reply.Menus.SelectMany(Menu)).Take(rows)];
    }

    /// <summary>The components of a card: each menu that the platform fills or that has a present value below its label, then the buttons.</summary>
    public static IEnumerable<Component> ForCard(Reply reply, Func<string, Component> label)
    {
        foreach (var (menu, m) in reply.Menus.Take(MaxMenus).Select((menu, m) => (menu, m)))
        {
            var menuRows = Menu(menu, m).Take(MaxRows).ToList();
            var hidesLabel = menu.Kind != MenuKind.Choices || menu.Choices.Any(c => c.Selected);
            if (menuRows.Count > 0 && hidesLabel && !string.IsNullOrWhiteSpace(menu.Label))
                yield return label(menu.Label);
            foreach (var row in menuRows)
                yield return row;
        }

        foreach (var row in Rows(reply with { Menus = [] }))
            yield return row;
    }

    /// <summary>The id of the menu that a component belongs to, if Discord filled its entries; null for another component.</summary>
    public static string? MenuOf(string customId) =>
        customId.StartsWith(FilledPrefix, StringComparison.Ordinal) ? customId[FilledPrefix.Length..] : null;

    /// <summary>The ids of the choices that buttons stand for, wherever they are nested.</summary>
    public static IEnumerable<string> IdsOf(IEnumerable<Component> components) => components.SelectMany(c =>
        c is { Type: ComponentType.Button, CustomId: { } id } && !id.StartsWith('~') ? [id]
        : c.Accessory is { } accessory ? IdsOf([accessory])
        : IdsOf(c.Components ?? []));

    /// <summary>The button beside an item of a list; null if Discord does not accept its id.</summary>
    public static Component? Beside(Choice choice) =>
        Usable([choice with { Label = choice.Beside?.Label ?? choice.Label }]) is [var one] ? Button(one) : null;

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

    private static IEnumerable<Component> Menu(ChoiceMenu menu, int number)
    {
        var label = SafeText.Clean(menu.Label);
        return menu.Kind switch
        {
            MenuKind.Choices => Usable(menu.Choices).Chunk(OptionsPerSelect).Select((part, i) => Row([Select(part, $"~menu:{number}:{i}", label)])),
            _ when menu.Id.Length is 0 or > MaxIdLength - 8 => [],
            MenuKind.Channels => [Row([Filled(menu, ComponentType.ChannelSelect, "channel", label) with { ChannelTypes = ChannelTypes.Postable }])],
            _ => [Row([Filled(menu, ComponentType.RoleSelect, "role", label)])],
        };
    }

    private static Component Filled(ChoiceMenu menu, ComponentType type, string kind, string label)
    {
        var selected = menu.Selected.Where(Snowflake.IsId).Distinct(StringComparer.Ordinal).Take(menu.MaxCount).ToList();
        return new Component(type)
        {
            CustomId = FilledPrefix + menu.Id,
            Placeholder = SafeText.Shorten(label, MaxPlaceholderLength),
            MinValues = 0,
            MaxValues = Math.Clamp(menu.MaxCount, 1, OptionsPerSelect),
            DefaultValues = selected.Count == 0 ? null : selected.ConvertAll(id => new DefaultValue(id, kind)),
        };
    }

    private static List<Choice> Usable(IReadOnlyList<Choice> choices) =>
    [
        .. choices
            .Select(c => c with { Label = SafeText.Clean(c.Label) })
            // Discord refuses an empty label, which cleaning can produce.
            .Where(c => c.Id.Length is > 0 and <= MaxIdLength && !c.Id.StartsWith('~') && !string.IsNullOrWhiteSpace(c.Label))
            .DistinctBy(c => c.Id),
    ];

    private static string Range(Choice[] choices) => $"{First(choices[0])} … {First(choices[^1])}";

    private static Component Select(Choice[] choices, string id, string placeholder) => new(ComponentType.StringSelect)
    {
        CustomId = id,
        Placeholder = SafeText.Shorten(placeholder, MaxPlaceholderLength),
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
