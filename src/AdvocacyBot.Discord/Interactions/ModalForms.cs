using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Commands;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Discord.Commands;
using AdvocacyBot.Discord.Wire;

namespace AdvocacyBot.Discord.Interactions;

/// <summary>
/// Shows a command's options as a modal: required options first, then those already given, up to five. Pure.
/// https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-response-object-modal
/// </summary>
internal static class ModalForms
{
    /// <summary>Prefix of a modal's custom id; the command's name follows.</summary>
    public const string SubmitPrefix = "~form:";

    /// <summary>Prefix of a button that opens a modal again with the previous input; the cache key follows.</summary>
    public const string ReopenPrefix = "~again:";

    private const int MaxInputs = 5;
    private const int MaxLabelLength = 45;
    private const int MaxDescriptionLength = 100;
    private const int MaxValueLength = 4_000;

    /// <summary>Whether a command lacks required options and opens as a modal.</summary>
    public static bool IsNeeded(CommandSpec spec, IReadOnlyDictionary<string, string> given) =>
        SlashCommands.IsForm(spec) && spec.Options.Any(o => o.Required && !given.ContainsKey(o.Name));

    public static ModalCallback Create(CommandSpec spec, IReadOnlyDictionary<string, string> given, Language language) => new(new ModalData(
        SubmitPrefix + spec.Name,
        SafeText.Shorten(spec.NameIn(language), MaxLabelLength),
        [
            .. spec.Options
                .OrderByDescending(o => o.Required).ThenByDescending(o => given.ContainsKey(o.Name))
                .Take(MaxInputs)
                .Select(o => Input(spec, o, given.GetValueOrDefault(o.Name), language)),
        ]));

    /// <summary>The submitted values; empty inputs are omitted.</summary>
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
            Label = SafeText.Shorten(spec.NameOf(option, language), MaxLabelLength),
            Description = SafeText.Shorten(description, MaxDescriptionLength),
            Inner = new Component(ComponentType.TextInput)
            {
                CustomId = option.Name,
                Style = option.Kind == OptionKind.Rest ? 2 : 1,
                Required = option.Required,
                Value = value is null ? null : SafeText.Shorten(value, MaxValueLength),
                MaxLength = MaxValueLength,
            },
        };
    }
}
