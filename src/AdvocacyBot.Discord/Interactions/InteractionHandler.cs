using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Commands;
using AdvocacyBot.Core.Platforms;
using AdvocacyBot.Discord.Commands;
using AdvocacyBot.Discord.Guilds;
using AdvocacyBot.Discord.Rendering;
using AdvocacyBot.Discord.Wire;

namespace AdvocacyBot.Discord.Interactions;

/// <summary>Handles all interactions: commands, buttons, select menus, modals and autocomplete.</summary>
internal sealed class InteractionHandler(
    InteractionResponder responder, ReplyPages pages, CommandRegistry registry, CommandRouter router, OrganizerRights rights, TimeProvider clock)
{
    private const int MaxSuggestions = 25;
    private const int MaxSuggestionLength = 100;
    private readonly InteractionCache<FormDraft> drafts = new(clock);
    private readonly InteractionLedger ledger = new(clock);

    public Task HandleAsync(Interaction interaction, Cursor? cursor, IntentHandler handle, CancellationToken ct) =>
        interaction.Data is { } data && InteractionMapper.UserOf(interaction).Length > 0 && ledger.TryBegin(interaction.Id)
            ? HandleAsync(interaction, data, cursor, handle, ct)
            : Task.CompletedTask;

    private async Task HandleAsync(Interaction interaction, InteractionData data, Cursor? cursor, IntentHandler handle, CancellationToken ct)
    {
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
            case InteractionType.ModalSubmit when data.CustomId?.StartsWith(ModalForms.SubmitPrefix, StringComparison.Ordinal) == true:
                if (registry.Spec(data.CustomId[ModalForms.SubmitPrefix.Length..]) is { } spec)
                    await RunAsync(interaction, spec, ModalForms.Read(data), cursor, handle, ct);
                else
                    await RespondWithTextAsync(interaction, "form.gone", ct);
                break;
        }
    }

    private async Task CommandAsync(Interaction interaction, InteractionData data, Cursor? cursor, IntentHandler handle, CancellationToken ct)
    {
        var options = InteractionMapper.Options(data);
        switch (registry.Current.Find(InteractionMapper.Path(data)))
        {
            case { Topic: { } topic }:
                var question = new TextBody(InteractionMapper.Question(topic, options, InteractionMapper.LanguageOf(interaction)));
                await responder.AnswerAsync(interaction, handle(Intent(interaction, question, cursor), ct), isPrivate: false, null, ct);
                break;
            case { Spec: { } spec }:
                var values = InteractionMapper.Values(spec, options);
                if (ModalForms.IsNeeded(spec, values))
                    await responder.OpenFormAsync(interaction, ModalForms.Create(spec, values, InteractionMapper.LanguageOf(interaction)), ct);
                else
                    await RunAsync(interaction, spec, values, cursor, handle, ct);
                break;
            default:
                await RespondWithTextAsync(interaction, "unknown.command", ct);
                break;
        }
    }

    private Task RunAsync(
        Interaction interaction, CommandSpec spec, Dictionary<string, string> values, Cursor? cursor, IntentHandler handle, CancellationToken ct)
    {
        var work = handle(Intent(interaction, new CommandBody(spec.Name, values), cursor), ct);
        return responder.AnswerAsync(interaction, work, spec.IsPrivate || spec.Audience == Audience.Organizers, Correctable, ct);

        // Lets the member correct the input of a modal after an error.
        MessagePayload Correctable(Reply reply, MessagePayload payload) =>
            reply.Understood || !SlashCommands.IsForm(spec) || payload.Components.Count == ChoiceComponents.MaxRows
                ? payload
                : payload with
                {
                    Components =
                    [
                        .. payload.Components,
                        ChoiceComponents.Row([ChoiceComponents.InternalButton(ModalForms.ReopenPrefix + drafts.Put(new FormDraft(spec, values), interaction.Id), DiscordTexts.All[reply.Language, "form.again"])]),
                    ],
                };
    }

    private async Task ComponentAsync(Interaction interaction, InteractionData data, Cursor? cursor, IntentHandler handle, CancellationToken ct)
    {
        var id = data.CustomId ?? "";
        if (ReplyPages.IsPageButton(id))
        {
            await ShowPageAsync(interaction, id, ct);
        }
        else if (id.StartsWith(ModalForms.ReopenPrefix, StringComparison.Ordinal))
        {
            if (drafts.Find(id[ModalForms.ReopenPrefix.Length..]) is { } draft)
                await responder.OpenFormAsync(interaction, ModalForms.Create(draft.Spec, draft.Values, InteractionMapper.LanguageOf(interaction)), ct);
            else
                await RespondWithTextAsync(interaction, "form.gone", ct);
        }
        else
        {
            var choice = new ChoiceBody(data.Values is [var picked, ..] ? picked : id);
            await responder.AnswerAsync(interaction, handle(Intent(interaction, choice, cursor), ct), isPrivate: true, null, ct);
        }
    }

    /// <summary>Replaces the page of a private message; for a public message, shows the page to this reader only.</summary>
    private async Task ShowPageAsync(Interaction interaction, string id, CancellationToken ct)
    {
        var isPrivate = ((interaction.Message?.Flags ?? 0) & MessageFlags.Ephemeral) != 0;
        if (pages.Find(id) is not { } page)
            await RespondWithTextAsync(interaction, "page.gone", ct);
        else if (isPrivate)
            await responder.RespondAsync(interaction, page with { Attachments = null }, CallbackType.UpdateMessage, ct);
        else
            await responder.RespondAsync(interaction, page with { Attachments = null, Flags = MessageFlags.Ephemeral }, CallbackType.Message, ct);
    }

    private async Task SuggestAsync(Interaction interaction, InteractionData data, CancellationToken ct)
    {
        var options = InteractionMapper.Options(data);
        if (options.FirstOrDefault(o => o.Focused == true) is not { } focused)
            return;

        var typed = focused.Value?.ToString() ?? "";
        var intent = Intent(interaction, new TextBody(typed), null);
        var values = registry.Current.Find(InteractionMapper.Path(data)) switch
        {
            { Topic: { } topic } => await SuggestTopicAsync(topic, typed, intent, interaction, ct),
            { Spec: { } spec } => await router.SuggestAsync(
                intent, spec.Name, spec.Options.FirstOrDefault(o => SlashNames.Of(o.Name) == focused.Name)?.Name ?? focused.Name, typed, ct),
            _ => [],
        };
        var choices = values
            .Where(value => value.Length is > 0 and <= MaxSuggestionLength)
            .Distinct(StringComparer.Ordinal)
            .Take(MaxSuggestions)
            .Select(value => new OptionChoice(value, value));
        await responder.SuggestAsync(interaction, choices, ct);
    }

    /// <summary>The suggestions of the free-text command for a topic, without the topic's own name.</summary>
    private async Task<IReadOnlyList<string>> SuggestTopicAsync(
        TopicCommand topic, string typed, Intent intent, Interaction interaction, CancellationToken ct)
    {
        if (registry.Questions is not { } questions)
            return [];

        var label = topic.Labels.GetValueOrDefault(InteractionMapper.LanguageOf(interaction), topic.Slug);
        var whole = await router.SuggestAsync(intent, questions.Name, questions.Options[0].Name, $"{label} {typed}", ct);
        return
        [
            .. whole
                .Select(value => value.StartsWith(label + " ", StringComparison.OrdinalIgnoreCase) ? value[(label.Length + 1)..].Trim() : value)
                .Where(value => !string.Equals(value, label, StringComparison.OrdinalIgnoreCase)),
        ];
    }

    private Task RespondWithTextAsync(Interaction interaction, string key, CancellationToken ct)
    {
        var language = InteractionMapper.LanguageOf(interaction);
        var payload = DiscordRenderer.Single(Reply.Tell(language, DiscordTexts.All[language, key])) with { Flags = MessageFlags.Ephemeral };
        return responder.RespondAsync(interaction, payload, CallbackType.Message, ct);
    }

    private Intent Intent(Interaction interaction, IntentBody body, Cursor? cursor) =>
        InteractionMapper.Intent(interaction, body, rights.Of(interaction.Member), cursor);

    /// <summary>The submitted input of a modal.</summary>
    private sealed record FormDraft(CommandSpec Spec, IReadOnlyDictionary<string, string> Values);
}
