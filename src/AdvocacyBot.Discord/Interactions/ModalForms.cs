using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Commands;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Discord.Commands;
using AdvocacyBot.Discord.Wire;

namespace AdvocacyBot.Discord.Interactions;

/// <summary>
/// Shows a command's options as a modal: required options first, then those already given, up to five. Options with known values get a
/// select menu. Values that are given but not shown wait in the cache until the modal is submitted. Pure. https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-response-object-modal
/// </summary>
internal static class ModalForms
{
    /// <summary>Prefix of a modal's custom id; the command's name follows, and the cache key of the values given before, if it does not show all of them.</summary>
    public const string SubmitPrefix = "~form:";

    /// <summary>Prefix of a button that opens a modal again with the previous input; the cache key follows.</summary>
    public const string ReopenPrefix = "~again:";

    private const char KeySeparator = ':';
    private const int MaxInputs = 5;
    private const int MaxSelectOptions = 25;
    private const int MaxLabelLength = 45;
    private const int MaxDescriptionLength = 100;
    private const int MaxValueLength = 4_000;

    /// <summary>Whether a command lacks required options and opens as a modal.</summary>
    public static bool IsNeeded(CommandSpec spec, IReadOnlyDictionary<string, string> given) =>
        SlashOptions.OpensModal(spec) && spec.Options.Any(o => o.IsMissing(given));

    /// <summary>Whether the modal has no room for some of the values.</summary>
    public static bool HidesValues(CommandSpec spec, IReadOnlyDictionary<string, string> given) =>
        given.Keys.Except(Shown(spec, given).Select(o => o.Name), StringComparer.Ordinal).Any();

    /// <param name="key">The cache key of <paramref name="given"/>; null if the modal shows all of them.</param>
    public static ModalCallback Create(CommandSpec spec, IReadOnlyDictionary<string, string> given, string? key, Language language) => new(new ModalData(
        key is null ? SubmitPrefix + spec.Name : $"{SubmitPrefix}{spec.Name}{KeySeparator}{key}",
        SafeText.Shorten(spec.NameIn(language), MaxLabelLength),
        [.. Shown(spec, given).Select(o => Labelled(spec, o, given, language))]));

    /// <summary>The command's name and the cache key in the custom id of a submitted modal.</summary>
    public static (string Command, string? Key) ReadId(string customId) =>
        customId[SubmitPrefix.Length..].Split(KeySeparator) is [var command, var key] ? (command, key) : (customId[SubmitPrefix.Length..], null);

    /// <summary>The submitted values, and those given before that the modal did not show.</summary>
    public static Dictionary<string, string> Merge(CommandSpec spec, IReadOnlyDictionary<string, string> given, IReadOnlyDictionary<string, string> submitted)
    {
        var merged = given.ToDictionary(StringComparer.Ordinal);
        foreach (var shown in Shown(spec, given))
            merged.Remove(shown.Name);
        foreach (var (option, value) in submitted)
            merged[option] = value;
        return merged;
    }

    /// <summary>A file that is given cannot be shown.</summary>
    private static IEnumerable<OptionSpec> Shown(CommandSpec spec, IReadOnlyDictionary<string, string> given) => spec.Options
        .Where(o => o.Kind != OptionKind.File || !given.ContainsKey(o.Name))
        .OrderByDescending(o => IsRequired(o, given)).ThenByDescending(o => given.ContainsKey(o.Name))
        .Take(MaxInputs);

    /// <summary>The submitted values; empty inputs are omitted.</summary>
    public static Dictionary<string, string> Read(InteractionData data) => (data.Components ?? [])
        .Select(label => label.Inner ?? (label.Components is [var first, ..] ? first : null))
        .Where(input => input?.CustomId is not null)
        .Select(input => (Name: input!.CustomId!, Value: (input.Value ?? string.Join(' ', (input.Values ?? []).Select(value => data.Resolved?.AddressOf(value) ?? value))).Trim()))
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
        { Kind: OptionKind.File } => new Component(ComponentType.FileUpload) { MaxValues = 1 },
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
