using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Commands;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Discord.Commands;
using AdvocacyBot.Discord.Wire;

namespace AdvocacyBot.Discord.Interactions;

/// <summary>
/// Shows a command's options as a modal: required options first, then those already given, up to five. Options with known values get a
/// select menu. Pure. https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-response-object-modal
/// </summary>
internal static class ModalForms
{
    /// <summary>Prefix of a modal's custom id; the command's name follows.</summary>
    public const string SubmitPrefix = "~form:";

    /// <summary>Prefix of a button that opens a modal again with the previous input; the cache key follows.</summary>
    public const string ReopenPrefix = "~again:";

    private const int MaxInputs = 5;
    private const int MaxSelectOptions = 25;
    private const int MaxLabelLength = 45;
    private const int MaxDescriptionLength = 100;
    private const int MaxValueLength = 4_000;

    /// <summary>Whether a command lacks required options and opens as a modal.</summary>
    public static bool IsNeeded(CommandSpec spec, IReadOnlyDictionary<string, string> given) =>
        SlashOptions.OpensModal(spec) && spec.Options.Any(o => o.IsMissing(given));

    public static ModalCallback Create(CommandSpec spec, IReadOnlyDictionary<string, string> given, Language language) => new(new ModalData(
        SubmitPrefix + spec.Name,
        SafeText.Shorten(spec.NameIn(language), MaxLabelLength),
        [
            .. spec.Options
                .OrderByDescending(o => IsRequired(o, given)).ThenByDescending(o => given.ContainsKey(o.Name))
                .Take(MaxInputs)
                .Select(o => Labelled(spec, o, given, language)),
        ]));

    /// <summary>The submitted values; empty inputs are omitted.</summary>
    public static Dictionary<string, string> Read(InteractionData data) => (data.Components ?? [])
        .Select(label => label.Inner ?? (label.Components is [var first, ..] ? first : null))
        .Where(input => input?.CustomId is not null)
        .Select(input => (Name: input!.CustomId!, Value: (input.Value ?? string.Join(' ', input.Values ?? [])).Trim()))
        .Where(input => input.Value.Length > 0)
        .DistinctBy(input => input.Name)
        .ToDictionary(input => input.Name, input => input.Value, StringComparer.Ordinal);

    private static Component Labelled(CommandSpec spec, OptionSpec option, IReadOnlyDictionary<string, string> given, Language language) => new(ComponentType.Label)
    {
        Label = SafeText.Shorten(spec.NameOf(option, language), MaxLabelLength),
        Description = SafeText.Shorten(spec.SummaryOf(option, language), MaxDescriptionLength),
        Inner = Input(spec, option, given.GetValueOrDefault(option.Name), language) with
        {
            CustomId = option.Name,
            Required = IsRequired(option, given),
        },
    };

    /// <summary>Whether an option may not be left empty in the form.</summary>
    private static bool IsRequired(OptionSpec option, IReadOnlyDictionary<string, string> given) =>
        option.IsMissing(given) || (option.Required && given.ContainsKey(option.Name));

    private static Component Input(CommandSpec spec, OptionSpec option, string? value, Language language) => option switch
    {
        { Kind: OptionKind.Channel } => new Component(ComponentType.ChannelSelect)
        {
            ChannelTypes = ChannelTypes.Postable,
            MaxValues = option.MaxCount,
            DefaultValues = Defaults(value, "channel"),
        },
        { Kind: OptionKind.Role } => new Component(ComponentType.RoleSelect) { MaxValues = option.MaxCount, DefaultValues = Defaults(value, "role") },
        { Values.Count: > 0 and <= MaxSelectOptions } => new Component(ComponentType.StringSelect)
        {
            Options =
            [
                .. option.Values.Select(v => new SelectOption(SlashNames.Description(spec.LabelOf(option, v, language)), v) { Default = v == value ? true : null }),
            ],
        },
        _ => new Component(ComponentType.TextInput)
        {
            Style = option.Kind == OptionKind.Rest ? 2 : 1,
            Value = value is null ? null : SafeText.Shorten(value, MaxValueLength),
            MaxLength = MaxValueLength,
        },
    };

    private static List<DefaultValue>? Defaults(string? value, string type)
    {
        var ids = (value ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries).Where(Snowflake.IsId).ToList();
        return ids.Count == 0 ? null : ids.ConvertAll(id => new DefaultValue(id, type));
    }
}
