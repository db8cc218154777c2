using System.Text.Json.Serialization.Metadata;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Discord.Posts;
using AdvocacyBot.Discord.Rendering;
using AdvocacyBot.Discord.Rest;
using AdvocacyBot.Discord.Wire;
using Microsoft.Extensions.Logging;

namespace AdvocacyBot.Discord.Interactions;

/// <summary>
/// Sends the answer to an interaction: immediately if it is ready in time, else after a deferral. Private answers are ephemeral. The
/// first answer stands: an interaction that is delivered again changes it only if its answer is still missing.
/// https://docs.discord.com/developers/interactions/receiving-and-responding
/// </summary>
internal sealed partial class InteractionResponder(
    DiscordApi api, ReplyPages pages, AttachedPictures pictures, MessageSubjectWriter subjects, TimeProvider clock, ILogger<InteractionResponder> logger)
{
    /// <summary>Discord's limit is 3 seconds, including network latency.</summary>
    private static readonly TimeSpan DeferAfter = TimeSpan.FromSeconds(1.5);

    /// <param name="interaction">The interaction.</param>
    /// <param name="work">Computes the answer.</param>
    /// <param name="isPrivate">Whether to defer ephemerally, because the answer is expected to be private.</param>
    /// <param name="adorn">Adds components to the answer.</param>
    public async Task AnswerAsync(
        Interaction interaction, Task<Reply> work, bool isPrivate, Func<Reply, MessagePayload, MessagePayload>? adorn, CancellationToken ct)
    {
        using var timer = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var isInTime = await Task.WhenAny(work, Task.Delay(DeferAfter, clock, timer.Token)) == work;
        await timer.CancelAsync();
        try
        {
            if (isInTime)
                await RespondAsync(interaction, await work, adorn, ct);
            else
                await DeferAsync(interaction, work, isPrivate, adorn, ct);
        }
        catch (DiscordApiException e) when (e.Code == ErrorCode.UnknownInteraction)
        {
            // Too late: the command still takes effect; only its answer is lost.
            LogTooLate(logger, interaction.Id);
            await work;
        }
    }

    /// <summary>Answers with a message.</summary>
    public async Task RespondAsync(Interaction interaction, MessagePayload payload, CallbackType type, CancellationToken ct) =>
        await TryRespondAsync(interaction, new MessageCallback(type, payload), DiscordJson.Default.MessageCallback, null, false, ct);

    public Task OpenFormAsync(Interaction interaction, ModalCallback form, CancellationToken ct) =>
        TryRespondAsync(interaction, form, DiscordJson.Default.ModalCallback, null, false, ct);

    public Task SuggestAsync(Interaction interaction, IEnumerable<OptionChoice> choices, CancellationToken ct) => TryRespondAsync(
        interaction, new AutocompleteCallback(new AutocompleteData([.. choices])), DiscordJson.Default.AutocompleteCallback, null, false, ct);

    private async Task RespondAsync(
        Interaction interaction, Reply reply, Func<Reply, MessagePayload, MessagePayload>? adorn, CancellationToken ct)
    {
        // A private answer to a button of a private message replaces that message, so that receipts do not pile up.
        var replaces = reply.Visibility == Visibility.Private && IsEphemeral(interaction.Message);
        // A card stays one.
        if (replaces && ((interaction.Message!.Flags ?? 0) & MessageFlags.IsComponentsV2) != 0)
            reply = reply with { IsCard = true };
        var hasSubjects = reply is { Visibility: Visibility.Public, Subjects.Count: > 0 };
        // A replaced message loses the picture or file that it had.
        var prepared = await pictures.PrepareAsync(reply, ct) with { RemovesFiles = replaces };
        var outcome = await SendAsync(prepared, adorn, payload => TryRespondAsync(
            interaction,
            new MessageCallback(replaces ? CallbackType.UpdateMessage : CallbackType.Message, payload),
            DiscordJson.Default.MessageCallback, prepared.File, hasSubjects, ct));
        if (outcome.WasAcknowledged && await IsWaitingAsync(interaction, ct))
            await SendAsync(prepared, adorn, payload => EditOriginalAsync(interaction, payload, prepared.File, ct));
        else if (hasSubjects && outcome.Response?.Resource?.Message is { } message)
            await SaveSubjectsAsync(message, reply, ct);
    }

    private async Task DeferAsync(
        Interaction interaction, Task<Reply> work, bool isPrivate, Func<Reply, MessagePayload, MessagePayload>? adorn, CancellationToken ct)
    {
        var deferral = new DeferralCallback(CallbackType.DeferredMessage, isPrivate ? new DeferralData(MessageFlags.Ephemeral) : null);
        var outcome = await TryRespondAsync(interaction, deferral, DiscordJson.Default.DeferralCallback, null, false, ct);

        var reply = await work;
        if (outcome.WasAcknowledged && !await IsWaitingAsync(interaction, ct))
            return;
        var prepared = await pictures.PrepareAsync(reply, ct);
        if (reply.Visibility == Visibility.Private && !isPrivate)
        {
            // A public placeholder cannot become ephemeral: delete it and send the answer as a follow-up.
            await api.Interactions.DeleteOriginalAsync(interaction, ct);
            await SendAsync(prepared, adorn, payload => api.Interactions.FollowUpAsync(interaction, payload, prepared.File, ct));
            return;
        }

        var message = await SendAsync(prepared, adorn, payload => EditOriginalAsync(interaction, payload, prepared.File, ct));
        if (!isPrivate && reply.Visibility == Visibility.Public)
            await SaveSubjectsAsync(message, reply, ct);
    }

    /// <summary>
    /// Whether the first response is a deferral whose answer is missing: another delivery of the same interaction deferred it, and its
    /// process may have been stopped since.
    /// </summary>
    private async Task<bool> IsWaitingAsync(Interaction interaction, CancellationToken ct)
    {
        try
        {
            return ((await api.Interactions.OriginalAsync(interaction, ct)).Flags & MessageFlags.Loading) == MessageFlags.Loading;
        }
        catch (DiscordApiException)
        {
            // It was deleted, or it is not a message.
            return false;
        }
    }

    /// <summary>An edit can set no flag but the one for components.</summary>
    private Task<PostedMessage> EditOriginalAsync(Interaction interaction, MessagePayload payload, Upload? file, CancellationToken ct) =>
        api.Interactions.EditOriginalAsync(interaction, payload with { Flags = payload.IsCard ? MessageFlags.IsComponentsV2 : null }, file, ct);

    private Task<T> SendAsync<T>(PreparedReply prepared, Func<Reply, MessagePayload, MessagePayload>? adorn, Func<MessagePayload, Task<T>> send) =>
        CardFallback.SendAsync(Payload(prepared, prepared.Reply, adorn), () => Payload(prepared, prepared.Reply with { IsCard = false }, adorn), send);

    private MessagePayload Payload(PreparedReply prepared, Reply reply, Func<Reply, MessagePayload, MessagePayload>? adorn)
    {
        var payload = prepared.AddTo(pages.First(reply));
        payload = adorn is null ? payload : adorn(reply, payload);
        return reply.Visibility == Visibility.Private ? payload.AsEphemeral() : payload;
    }

    private async Task<Outcome> TryRespondAsync<T>(
        Interaction interaction, T callback, JsonTypeInfo<T> type, Upload? file, bool wantsMessage, CancellationToken ct)
    {
        try
        {
            return new Outcome(await api.Interactions.RespondAsync(interaction, callback, type, file, wantsMessage, ct));
        }
        catch (DiscordApiException e) when (e.Code == ErrorCode.AlreadyAcknowledged)
        {
            return new Outcome(null, WasAcknowledged: true);
        }
    }

    private Task SaveSubjectsAsync(PostedMessage message, Reply reply, CancellationToken ct) =>
        subjects.SaveAsync(new MessageRef(InteractionMapper.Channel(message.ChannelId), message.Id), reply, ct);

    private static bool IsEphemeral(Message? message) => ((message?.Flags ?? 0) & MessageFlags.Ephemeral) != 0;

    /// <param name="Response">The response's body, if it was requested.</param>
    /// <param name="WasAcknowledged">Whether the interaction had a response before this one.</param>
    private sealed record Outcome(CallbackResponse? Response, bool WasAcknowledged = false);

    [LoggerMessage(Level = LogLevel.Information, Message = "Interaction {Id} was not answered in time")]
    private static partial void LogTooLate(ILogger logger, string id);
}
