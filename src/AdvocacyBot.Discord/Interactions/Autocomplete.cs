using System.Globalization;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Commands;
using AdvocacyBot.Discord.Commands;
using AdvocacyBot.Discord.Guilds;
using AdvocacyBot.Discord.Wire;

namespace AdvocacyBot.Discord.Interactions;

/// <summary>
/// Suggests values while a member types into an option.
/// https://docs.discord.com/developers/interactions/application-commands#autocomplete
/// </summary>
internal sealed class Autocomplete(InteractionResponder responder, CommandRegistry registry, CommandRouter router, OrganizerRights rights)
{
    private const int MaxChoices = 25;
    private const int MaxLength = 100;
    private const int IntegerType = (int)OptionType.Integer;

    public async Task RespondAsync(Interaction interaction, InteractionData data, CancellationToken ct)
    {
        var options = InteractionMapper.Options(data);
        if (options.FirstOrDefault(o => o.Focused == true) is not { } focused)
            return;

        var typed = focused.Value?.ToString() ?? "";
        var values = (await registry.OfAsync(interaction.GuildId, ct)).Find(InteractionMapper.Path(data)) switch
        {
            { Topic: { } topic } => await SuggestAsync(topic, typed, interaction, ct),
            { Spec: { } spec } => await SuggestAsync(spec, options, focused.Name, typed, interaction, ct),
            _ => [],
        };
        var choices = values
            .Where(value => value.Value.Length is > 0 and <= MaxLength)
            .DistinctBy(value => value.Value)
            .Select(value => Choice(value, focused.Type))
            .OfType<OptionChoice>()
            .Take(MaxChoices);
        await responder.SuggestAsync(interaction, choices, ct);
    }

    private async Task<IReadOnlyList<SuggestedValue>> SuggestAsync(
        CommandSpec spec, IReadOnlyList<InteractionOption> options, string focused, string typed, Interaction interaction, CancellationToken ct)
    {
        var given = InteractionMapper.Values(spec, options.Where(o => o.Focused != true), resolved: null);
        var option = spec.Options.FirstOrDefault(o => SlashNames.Of(o.Name) == focused)?.Name ?? focused;
        return await router.SuggestAsync(await IntentAsync(interaction, new CommandBody(spec.Name, given), ct), option, typed, ct);
    }

    /// <summary>The suggestions of the free-text command for a topic, without the topic's own name.</summary>
    private async Task<IReadOnlyList<SuggestedValue>> SuggestAsync(TopicCommand topic, string typed, Interaction interaction, CancellationToken ct)
    {
        if (registry.Questions is not { } questions)
            return [];

        var label = topic.Labels.GetValueOrDefault(InteractionMapper.LanguageOf(interaction), topic.Slug);
        var body = new CommandBody(questions.Name, new Dictionary<string, string>());
        var whole = await router.SuggestAsync(await IntentAsync(interaction, body, ct), questions.Options[0].Name, $"{label} {typed}", ct);
        return
        [
            .. whole
                .Select(s => s.Value.StartsWith(label + " ", StringComparison.OrdinalIgnoreCase) ? s.Value[(label.Length + 1)..].Trim() : s.Value)
                .Where(value => !string.Equals(value, label, StringComparison.OrdinalIgnoreCase)),
        ];
    }

    private static OptionChoice? Choice(SuggestedValue value, int type)
    {
        var name = SafeText.Shorten(SafeText.Clean(value.Label).Replace('\n', ' '), MaxLength);
        if (type != IntegerType)
            return OptionChoice.Text(name, value.Value);
        return long.TryParse(value.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? OptionChoice.Number(name, number) : null;
    }

    private async Task<Intent> IntentAsync(Interaction interaction, CommandBody body, CancellationToken ct) =>
        InteractionMapper.Intent(interaction, body, await rights.OfAsync(interaction, ct), null);
}
