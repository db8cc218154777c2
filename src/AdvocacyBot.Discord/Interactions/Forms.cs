using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Commands;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Discord.Commands;
using AdvocacyBot.Discord.Wire;

namespace AdvocacyBot.Discord.Interactions;

/// <summary>
/// A command's options as a form: what is needed first, then what was given, as far as there is room. Pure.
/// https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-response-object-modal
/// </summary>
internal static class Forms
{
    /// <summary>The id of a form that is sent off; the command's name follows.</summary>
    public const string Sent = "~form:";

    /// <summary>The id of a button that opens a form again as it was; the key of what was typed follows.</summary>
    public const string Again = "~again:";

    private const int MostInputs = 5;
    private const int LongestLabel = 45;
    private const int LongestDescription = 100;
    private const int LongestValue = 4_000;

    /// <summary>Whether a command cannot run yet and opens as a form instead.</summary>
    public static bool IsNeeded(CommandSpec spec, IReadOnlyDictionary<string, string> given) =>
        SlashCommands.IsForm(spec) && spec.Options.Any(o => o.Required && !given.ContainsKey(o.Name));

    public static ModalCallback Make(CommandSpec spec, IReadOnlyDictionary<string, string> given, Language language) => new(new ModalData(
        Sent + spec.Name,
        SafeText.Shorten(spec.NameIn(language), LongestLabel),
        [
            .. spec.Options
                .OrderByDescending(o => o.Required).ThenByDescending(o => given.ContainsKey(o.Name))
                .Take(MostInputs)
                .Select(o => Input(spec, o, given.GetValueOrDefault(o.Name), language)),
        ]));

    /// <summary>What was typed; what was left empty is not given.</summary>
    public static Dictionary<string, string> Read(InteractionData data) => (data.Components ?? [])
        .Select(label => label.Inner ?? (label.Components is [var first, ..] ? first : null))
        .Where(input => input?.CustomId is not null && !string.IsNullOrWhiteSpace(input.Value))
        .DistinctBy(input => input!.CustomId)
        .ToDictionary(input => input!.CustomId!, input => input!.Value!.Trim(), StringComparer.Ordinal);

    private static Component Input(CommandSpec spec, OptionSpec option, string? value, Language language)
    {
        var description = option.Values.Count > 0
            ? DiscordTexts.All.Format(language, "form.of", string.Join(", ", option.Values))
            : spec.SummaryOf(option, language);
        return new Component(ComponentType.Label)
        {
            Label = SafeText.Shorten(spec.NameOf(option, language), LongestLabel),
            Description = SafeText.Shorten(description, LongestDescription),
            Inner = new Component(ComponentType.TextInput)
            {
                CustomId = option.Name,
                Style = option.Kind == OptionKind.Rest ? 2 : 1,
                Required = option.Required,
                Value = value is null ? null : SafeText.Shorten(value, LongestValue),
                MaxLength = LongestValue,
            },
        };
    }
}
