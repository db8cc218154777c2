using AdvocacyBot.Core.Commands;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Discord.Wire;

namespace AdvocacyBot.Discord.Commands;

/// <summary>Builds the options of slash commands: typed, with choices or autocomplete if their values are known. Pure.</summary>
/// <param name="suggested">The options with autocomplete, as "command.option".</param>
internal sealed class SlashOptions(IReadOnlySet<string> suggested)
{
    private const int MaxOptions = 25;
    private const int MaxChoices = 25;

    /// <summary>Required options first, as Discord demands.</summary>
    public IReadOnlyList<CommandOption> Of(CommandSpec spec, IReadOnlyList<OptionSpec> offered) =>
    [
        .. offered
            .OrderByDescending(o => IsRequired(spec, o))
            .SelectMany(o => Numbered(Option(spec, o), o.MaxCount))
            .Take(MaxOptions),
    ];

    /// <summary>
    /// Whether a command opens as a modal when required options are missing. This applies to commands with several required options;
    /// Discord's command list then shows all of them as optional.
    /// </summary>
    public static bool OpensModal(CommandSpec spec) => spec.Options.Count(o => o.Required) > 1;

    /// <summary>An option of Discord's holds one channel or role, so several of them get several options.</summary>
    private static IEnumerable<CommandOption> Numbered(CommandOption option, int count)
    {
        yield return option;
        for (var number = 2; number <= count; number++)
        {
            yield return option with
            {
                Name = SlashNames.Numbered(option.Name, number),
                NameLocalizations = option.NameLocalizations!.ToDictionary(n => n.Key, n => SlashNames.Numbered(n.Value, number), StringComparer.Ordinal),
                Required = null,
            };
        }
    }

    private CommandOption Option(CommandSpec spec, OptionSpec option)
    {
        var type = TypeOf(option);
        var hasChoices = type == OptionType.Text && option.Values.Count is > 0 and <= MaxChoices;
        var hasAutocomplete = type is OptionType.Text or OptionType.Integer && !hasChoices
            && (option.Values.Count > MaxChoices || suggested.Contains($"{spec.Name}.{option.Name}"));
        return new CommandOption(type, SlashNames.Of(option.Name)!, SlashNames.Description(spec.SummaryOf(option, Language.English)))
        {
            NameLocalizations = SlashNames.Names(language => spec.NameOf(option, language)),
            DescriptionLocalizations = SlashNames.Descriptions(language => spec.SummaryOf(option, language)),
            Required = IsRequired(spec, option) ? true : null,
            Choices = hasChoices ? [.. option.Values.Select(value => Choice(spec, option, value))] : null,
            Autocomplete = hasAutocomplete ? true : null,
            ChannelTypes = type == OptionType.Channel ? ChannelTypes.Postable : null,
        };
    }

    private static OptionChoice Choice(CommandSpec spec, OptionSpec option, string value) =>
        OptionChoice.Text(SlashNames.Description(spec.LabelOf(option, value, Language.English)), value) with
        {
            NameLocalizations = SlashNames.Descriptions(language => spec.LabelOf(option, value, language)),
        };

    private static OptionType TypeOf(OptionSpec option) => option.Kind switch
    {
        OptionKind.Number => OptionType.Integer,
        OptionKind.Channel => OptionType.Channel,
        OptionKind.Role => OptionType.Role,
        OptionKind.File => OptionType.Attachment,
        _ => OptionType.Text,
    };

    private static bool IsRequired(CommandSpec spec, OptionSpec option) => option.Required && !OpensModal(spec);
}
