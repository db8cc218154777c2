using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Commands;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Platforms;
using AdvocacyBot.Discord.Commands;
using AdvocacyBot.Discord.Guilds;
using AdvocacyBot.Discord.Rendering;
using AdvocacyBot.Discord.Wire;

namespace AdvocacyBot.Discord.Interactions;

/// <summary>Handles all interactions: commands, buttons, select menus, modals and autocomplete.</summary>
internal sealed class InteractionHandler(
    InteractionResponder responder, ReplyPages pages, CommandRegistry registry, Autocomplete autocomplete, OrganizerRights rights, TimeProvider clock)
{
    private readonly InteractionCache<FormDraft> drafts = new(clock);
    private readonly InteractionLedger ledger = new(clock);

    public async Task HandleAsync(Interaction interaction, Cursor? cursor, IntentHandler handle, CancellationToken ct)
    {
        if (interaction.Data is not { } data || InteractionMapper.UserOf(interaction).Length == 0 || !ledger.TryBegin(interaction.Id))
            return;
        try
        {
            await HandleAsync(interaction, data, cursor, handle, ct);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            ledger.Forget(interaction.Id);
            throw;
        }
    }

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
                await autocomplete.RespondAsync(interaction, data, ct);
                break;
            case InteractionType.ModalSubmit when data.CustomId?.StartsWith(ModalForms.SubmitPrefix, StringComparison.Ordinal) == true:
                await SubmitAsync(interaction, data, data.CustomId, cursor, handle, ct);
                break;
        }
    }

    private async Task CommandAsync(Interaction interaction, InteractionData data, Cursor? cursor, IntentHandler handle, CancellationToken ct)
    {
        var commands = await registry.OfAsync(interaction.GuildId, ct);
        var options = InteractionMapper.Options(data);
        switch (data.Type == CommandType.Message ? SlashTarget.Of(commands.FindOnMessage(data.Name ?? "")) : commands.Find(InteractionMapper.Path(data)))
        {
            case { Spec: { OnMessage: { } option } onMessage } when data.Type == CommandType.Message:
                await OnMessageAsync(interaction, onMessage, option, TargetMessage.TextOf(data), cursor, handle, ct);
                break;
            case { Topic: { } topic }:
                var question = new TextBody(InteractionMapper.Question(topic, options, InteractionMapper.LanguageOf(interaction)));
                await responder.AnswerAsync(interaction, RunAsync(interaction, question, cursor, handle, ct), isPrivate: false, null, ct);
                break;
            case { Spec: { } spec }:
                var values = InteractionMapper.Values(spec, options, data.Resolved);
                if (ModalForms.IsNeeded(spec, values))
                    await OpenFormAsync(interaction, spec, values, ct);
                else
                    await RunAsync(interaction, spec, values, cursor, handle, ct);
                break;
            default:
                await RespondWithTextAsync(interaction, "unknown.command", ct);
                break;
        }
    }

    /// <summary>Opens a form if the message does not fill all that the command needs.</summary>
    private Task OnMessageAsync(
        Interaction interaction, CommandSpec spec, string option, string text, Cursor? cursor, IntentHandler handle, CancellationToken ct)
    {
        if (text.Length == 0)
            return RespondWithTextAsync(interaction, "message.empty", ct);
        var given = new Dictionary<string, string>(StringComparer.Ordinal) { [option] = text };
        return spec.Options.Any(o => o.IsMissing(given))
            ? OpenFormAsync(interaction, spec, given, ct)
            : RunAsync(interaction, spec, given, cursor, handle, ct);
    }

    private Task OpenFormAsync(Interaction interaction, CommandSpec spec, IReadOnlyDictionary<string, string> given, CancellationToken ct)
    {
        var key = ModalForms.HidesValues(spec, given) ? drafts.Put(new FormDraft(spec, given), interaction.Id) : null;
        return responder.OpenFormAsync(interaction, ModalForms.Create(spec, given, key, InteractionMapper.LanguageOf(interaction)), ct);
    }

    private Task SubmitAsync(Interaction interaction, InteractionData data, string customId, Cursor? cursor, IntentHandler handle, CancellationToken ct)
    {
        var (command, key) = ModalForms.ReadId(customId);
        var submitted = ModalForms.Read(data);
        if (registry.Spec(command) is not { } spec)
            return RespondWithTextAsync(interaction, "form.gone", ct);
        if (key is null)
            return RunAsync(interaction, spec, submitted, cursor, handle, ct);
        // Without the values given before, such as whom to notify, the command would do something else.
        return drafts.Find(key) is { } draft
            ? RunAsync(interaction, spec, ModalForms.Merge(spec, draft.Values, submitted), cursor, handle, ct)
            : RespondWithTextAsync(interaction, "form.expired", ct, ReopenButton(interaction, spec, submitted, InteractionMapper.LanguageOf(interaction)));
    }

    private Task RunAsync(
        Interaction interaction, CommandSpec spec, Dictionary<string, string> values, Cursor? cursor, IntentHandler handle, CancellationToken ct)
    {
        var work = RunAsync(interaction, new CommandBody(spec.Name, values), cursor, handle, ct);
        return responder.AnswerAsync(interaction, work, spec.IsPrivate || spec.Audience == Audience.Organizers, Correctable, ct);

        // Lets the member correct the input of a modal after an error.
        MessagePayload Correctable(Reply reply, MessagePayload payload) =>
            reply.Understood || !SlashOptions.OpensModal(spec) || payload.Components.Count == ChoiceComponents.MaxRows
                ? payload
                : payload with
                {
                    Components = [.. payload.Components, ReopenButton(interaction, spec, values, reply.Language)],
                };
    }

    private Component ReopenButton(Interaction interaction, CommandSpec spec, Dictionary<string, string> values, Language language) => ChoiceComponents.Row(
        [ChoiceComponents.InternalButton(ModalForms.ReopenPrefix + drafts.Put(new FormDraft(spec, values), interaction.Id), DiscordTexts.All[language, "form.again"])]);

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
                await OpenFormAsync(interaction, draft.Spec, draft.Values, ct);
            else
                await RespondWithTextAsync(interaction, "form.gone", ct);
        }
        else
        {
            var choice = new ChoiceBody(
                ChoiceComponents.MenuOf(id) is { } menu ? $"{menu}:{string.Join(',', data.Values ?? [])}"
                : data.Values is [var picked, ..] ? picked
                : id);
            await responder.AnswerAsync(interaction, RunAsync(interaction, choice, cursor, handle, ct), isPrivate: true, null, ct);
        }
    }

    /// <summary>Replaces the page of a private message; for a public message, shows the page to this reader only.</summary>
    private async Task ShowPageAsync(Interaction interaction, string id, CancellationToken ct)
    {
        var isPrivate = ((interaction.Message?.Flags ?? 0) & MessageFlags.Ephemeral) != 0;
        if (pages.Find(id) is not { } page)
            await RespondWithTextAsync(interaction, "page.gone", ct);
        else if (isPrivate)
            await responder.RespondAsync(interaction, page, CallbackType.UpdateMessage, ct);
        else
            await responder.RespondAsync(interaction, page.AsEphemeral(), CallbackType.Message, ct);
    }

    private Task RespondWithTextAsync(Interaction interaction, [TextKey(typeof(DiscordTexts))] string key, CancellationToken ct, Component? button = null)
    {
        var language = InteractionMapper.LanguageOf(interaction);
        var payload = DiscordRenderer.Single(Reply.Tell(language, DiscordTexts.All[language, key]));
        if (button is not null)
            payload = payload with { Components = [button] };
        return responder.RespondAsync(interaction, payload.AsEphemeral(), CallbackType.Message, ct);
    }

    private async Task<Reply> RunAsync(Interaction interaction, IntentBody body, Cursor? cursor, IntentHandler handle, CancellationToken ct) =>
        await handle(InteractionMapper.Intent(interaction, body, await rights.OfAsync(interaction, ct), cursor), ct);

    /// <summary>The values of a command's options before or after a modal.</summary>
    private sealed record FormDraft(CommandSpec Spec, IReadOnlyDictionary<string, string> Values);
}
