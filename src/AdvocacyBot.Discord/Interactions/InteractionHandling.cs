using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Commands;
using AdvocacyBot.Core.Platforms;
using AdvocacyBot.Discord.Commands;
using AdvocacyBot.Discord.Rendering;
using AdvocacyBot.Discord.Wire;

namespace AdvocacyBot.Discord.Interactions;

/// <summary>From an interaction to its answer: commands, buttons, menus, forms, and values while somebody types.</summary>
internal sealed class InteractionHandling(
    Answering answering, PageTurning pages, CommandRegistry registry, CommandRouter router, OrganizerRights rights, TimeProvider clock)
{
    private const int MostSuggestions = 25;
    private const int LongestSuggestion = 100;
    private readonly Stash<FormDraft> drafts = new(clock);

    public async Task HandleAsync(Interaction interaction, Cursor? cursor, IntentHandler handle, CancellationToken ct)
    {
        if (interaction.Data is not { } data)
            return;

        switch (interaction.Type)
        {
            case InteractionType.Command:
                await CommandAsync(interaction, data, cursor, handle, ct);
                break;
            case InteractionType.Component:
                await ComponentAsync(interaction, data, cursor, handle, ct);
                break;
            case InteractionType.Autocomplete:
                await SuggestAsync(interaction, data, ct);
                break;
            case InteractionType.ModalSubmit when data.CustomId?.StartsWith(Forms.Sent, StringComparison.Ordinal) == true:
                if (registry.Spec(data.CustomId[Forms.Sent.Length..]) is { } spec)
                    await RunAsync(interaction, spec, Forms.Read(data), cursor, handle, ct);
                else
                    await TellAsync(interaction, "form.gone", ct);
                break;
        }
    }

    private async Task CommandAsync(Interaction interaction, InteractionData data, Cursor? cursor, IntentHandler handle, CancellationToken ct)
    {
        var options = Asking.Options(data);
        switch (registry.Present.Find(Asking.Path(data)))
        {
            case { Topic: { } topic }:
                var question = new TextBody(Asking.Question(topic, options, Asking.LanguageOf(interaction)));
                await answering.AnswerAsync(interaction, handle(Intent(interaction, question, cursor), ct), isPrivate: false, null, ct);
                break;
            case { Spec: { } spec }:
                var values = Asking.Values(spec, options);
                if (Forms.IsNeeded(spec, values))
                    await answering.OpenFormAsync(interaction, Forms.Make(spec, values, Asking.LanguageOf(interaction)), ct);
                else
                    await RunAsync(interaction, spec, values, cursor, handle, ct);
                break;
            default:
                await TellAsync(interaction, "unknown.command", ct);
                break;
        }
    }

    private Task RunAsync(
        Interaction interaction, CommandSpec spec, Dictionary<string, string> values, Cursor? cursor, IntentHandler handle, CancellationToken ct)
    {
        var work = handle(Intent(interaction, new CommandBody(spec.Name, values), cursor), ct);
        return answering.AnswerAsync(interaction, work, spec.IsPrivate || spec.Audience == Audience.Organizers, Correctable, ct);

        // What was typed into a form is not lost when something is wrong with it.
        MessagePayload Correctable(Reply reply, MessagePayload payload) =>
            reply.Understood || !SlashCommands.IsForm(spec) || payload.Components.Count == Buttons.MostRows
                ? payload
                : payload with
                {
                    Components =
                    [
                        .. payload.Components,
                        Buttons.Row([Buttons.Own(Forms.Again + drafts.Put(new FormDraft(spec, values), interaction.Id), DiscordTexts.All[reply.Language, "form.again"])]),
                    ],
                };
    }

    private async Task ComponentAsync(Interaction interaction, InteractionData data, Cursor? cursor, IntentHandler handle, CancellationToken ct)
    {
        var id = data.CustomId ?? "";
        if (PageTurning.IsTurn(id))
        {
            await TurnAsync(interaction, id, ct);
        }
        else if (id.StartsWith(Forms.Again, StringComparison.Ordinal))
        {
            if (drafts.Find(id[Forms.Again.Length..]) is { } draft)
                await answering.OpenFormAsync(interaction, Forms.Make(draft.Spec, draft.Values, Asking.LanguageOf(interaction)), ct);
            else
                await TellAsync(interaction, "form.gone", ct);
        }
        else
        {
            var choice = new ChoiceBody(data.Values is [var picked, ..] ? picked : id);
            await answering.AnswerAsync(interaction, handle(Intent(interaction, choice, cursor), ct), isPrivate: true, null, ct);
        }
    }

    /// <summary>In a private message the page is replaced; in a public one the reader gets it alone, and others keep theirs.</summary>
    private async Task TurnAsync(Interaction interaction, string id, CancellationToken ct)
    {
        var isPrivate = ((interaction.Message?.Flags ?? 0) & MessageFlags.Ephemeral) != 0;
        if (pages.Turn(id) is not { } page)
            await TellAsync(interaction, "page.gone", ct);
        else if (isPrivate)
            await answering.RespondAsync(interaction, page with { Attachments = null }, CallbackType.UpdateMessage, ct);
        else
            await answering.RespondAsync(interaction, page with { Attachments = null, Flags = MessageFlags.Ephemeral }, CallbackType.Message, ct);
    }

    private async Task SuggestAsync(Interaction interaction, InteractionData data, CancellationToken ct)
    {
        var options = Asking.Options(data);
        if (options.FirstOrDefault(o => o.Focused == true) is not { } focused)
            return;

        var typed = focused.Value?.ToString() ?? "";
        var intent = Intent(interaction, new TextBody(typed), null);
        var values = registry.Present.Find(Asking.Path(data)) switch
        {
            { Topic: { } topic } => await SuggestAboutAsync(topic, typed, intent, interaction, ct),
            { Spec: { } spec } => await router.SuggestAsync(
                intent, spec.Name, spec.Options.FirstOrDefault(o => SlashNames.Of(o.Name) == focused.Name)?.Name ?? focused.Name, typed, ct),
            _ => [],
        };
        var choices = values
            .Where(value => value.Length is > 0 and <= LongestSuggestion)
            .Distinct(StringComparer.Ordinal)
            .Take(MostSuggestions)
            .Select(value => new OptionChoice(value, value));
        await answering.SuggestAsync(interaction, choices, ct);
    }

    /// <summary>What can follow a topic, as the command for questions suggests it.</summary>
    private async Task<IReadOnlyList<string>> SuggestAboutAsync(
        TopicCommand topic, string typed, Intent intent, Interaction interaction, CancellationToken ct)
    {
        if (registry.Questions is not { } questions)
            return [];

        var label = topic.Labels.GetValueOrDefault(Asking.LanguageOf(interaction), topic.Slug);
        var whole = await router.SuggestAsync(intent, questions.Name, questions.Options[0].Name, $"{label} {typed}", ct);
        return
        [
            .. whole
                .Select(value => value.StartsWith(label + " ", StringComparison.OrdinalIgnoreCase) ? value[(label.Length + 1)..].Trim() : value)
                .Where(value => !string.Equals(value, label, StringComparison.OrdinalIgnoreCase)),
        ];
    }

    private Task TellAsync(Interaction interaction, string key, CancellationToken ct)
    {
        var language = Asking.LanguageOf(interaction);
        var payload = DiscordRenderer.Single(Reply.Tell(language, DiscordTexts.All[language, key])) with { Flags = MessageFlags.Ephemeral };
        return answering.RespondAsync(interaction, payload, CallbackType.Message, ct);
    }

    private Intent Intent(Interaction interaction, IntentBody what, Cursor? cursor) =>
        Asking.Intent(interaction, what, rights.Of(interaction.Member), cursor);

    /// <summary>A form as it was typed.</summary>
    private sealed record FormDraft(CommandSpec Spec, IReadOnlyDictionary<string, string> Values);
}
