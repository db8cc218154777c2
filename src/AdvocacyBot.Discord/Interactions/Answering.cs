using AdvocacyBot.Core.Chat;
using AdvocacyBot.Discord.Rest;
using AdvocacyBot.Discord.Wire;
using Microsoft.Extensions.Logging;

namespace AdvocacyBot.Discord.Interactions;

/// <summary>
/// Shows the answer to an interaction: at once where it is there in time, else after a deferral, and to the asker alone where
/// it is private. https://docs.discord.com/developers/interactions/receiving-and-responding
/// </summary>
internal sealed partial class Answering(
    DiscordApi api, PageTurning pages, ShownMessages shown, TimeProvider clock, ILogger<Answering> logger)
{
    /// <summary>Discord waits 3 seconds, the way there and back included.</summary>
    private static readonly TimeSpan BeforeDeferral = TimeSpan.FromSeconds(1.5);

    /// <param name="interaction">What was asked.</param>
    /// <param name="work">Makes the answer.</param>
    /// <param name="isPrivate">Whether the answer will probably be for the asker alone.</param>
    /// <param name="adorn">Adds what belongs to the form of this answer.</param>
    public async Task AnswerAsync(
        Interaction interaction, Task<Reply> work, bool isPrivate, Func<Reply, MessagePayload, MessagePayload>? adorn, CancellationToken ct)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var isInTime = await Task.WhenAny(work, Task.Delay(BeforeDeferral, clock, over.Token)) == work;
        await over.CancelAsync();
        try
        {
            if (isInTime)
                await RespondAsync(interaction, await work, adorn, ct);
            else
                await DeferAsync(interaction, work, isPrivate, adorn, ct);
        }
        catch (DiscordFailure e) when (e.Code == ErrorCode.UnknownInteraction)
        {
            // Too late, or answered before a restart: what was asked has had its effect, and asking again says so.
            LogTooLate(logger, interaction.Id);
            await work;
        }
    }

    /// <summary>Answers with a message at once.</summary>
    public async Task RespondAsync(Interaction interaction, MessagePayload payload, CallbackType type, CancellationToken ct) =>
        await TryRespondAsync(interaction, new MessageCallback(type, payload), DiscordJson.Default.MessageCallback, null, false, ct);

    public Task OpenFormAsync(Interaction interaction, ModalCallback form, CancellationToken ct) =>
        TryRespondAsync(interaction, form, DiscordJson.Default.ModalCallback, null, false, ct);

    public Task SuggestAsync(Interaction interaction, IEnumerable<OptionChoice> choices, CancellationToken ct) => TryRespondAsync(
        interaction, new AutocompleteCallback(new AutocompleteData([.. choices])), DiscordJson.Default.AutocompleteCallback, null, false, ct);

    private async Task RespondAsync(
        Interaction interaction, Reply reply, Func<Reply, MessagePayload, MessagePayload>? adorn, CancellationToken ct)
    {
        var payload = Payload(reply, adorn);
        // A private answer to a button of a private message takes its place, so that receipts do not pile up.
        var replaces = reply.Visibility == Visibility.Private && IsEphemeral(interaction.Message);
        var callback = new MessageCallback(replaces ? CallbackType.UpdateMessage : CallbackType.Message, payload);
        var isRemembered = reply is { Visibility: Visibility.Public, Subjects.Count: > 0 };
        var response = await TryRespondAsync(
            interaction, callback, DiscordJson.Default.MessageCallback, reply.Attachment, isRemembered, ct);
        if (isRemembered && response?.Resource?.Message is { } message)
            await RememberAsync(message, reply, ct);
    }

    private async Task DeferAsync(
        Interaction interaction, Task<Reply> work, bool isPrivate, Func<Reply, MessagePayload, MessagePayload>? adorn, CancellationToken ct)
    {
        var deferral = new DeferralCallback(CallbackType.DeferredMessage, isPrivate ? new DeferralData(MessageFlags.Ephemeral) : null);
        await TryRespondAsync(interaction, deferral, DiscordJson.Default.DeferralCallback, null, false, ct);

        var reply = await work;
        var payload = Payload(reply, adorn) with { Flags = null };
        if (reply.Visibility == Visibility.Private && !isPrivate)
        {
            // What everybody sees waiting cannot become private: it goes, and the answer comes on its own.
            await api.DeleteOriginalAsync(interaction, ct);
            await api.FollowUpAsync(interaction, payload with { Flags = MessageFlags.Ephemeral }, reply.Attachment, ct);
            return;
        }

        var message = await api.EditOriginalAsync(interaction, payload, reply.Attachment, ct);
        if (!isPrivate && reply.Visibility == Visibility.Public)
            await RememberAsync(message, reply, ct);
    }

    private MessagePayload Payload(Reply reply, Func<Reply, MessagePayload, MessagePayload>? adorn)
    {
        var payload = pages.First(reply);
        payload = adorn is null ? payload : adorn(reply, payload);
        return reply.Visibility == Visibility.Private ? payload with { Flags = MessageFlags.Ephemeral } : payload;
    }

    private async Task<CallbackResponse?> TryRespondAsync<T>(
        Interaction interaction, T callback, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type, Attachment? file, bool wantsMessage, CancellationToken ct)
    {
        try
        {
            return await api.RespondAsync(interaction, callback, type, file, wantsMessage, ct);
        }
        catch (DiscordFailure e) when (e.Code == ErrorCode.AlreadyAcknowledged)
        {
            // An attempt whose answer was lost has done it.
            return null;
        }
    }

    private Task RememberAsync(Message message, Reply reply, CancellationToken ct) =>
        shown.RememberAsync(new MessageRef(Asking.Channel(message.ChannelId), message.Id), reply, ct);

    private static bool IsEphemeral(Message? message) => ((message?.Flags ?? 0) & MessageFlags.Ephemeral) != 0;

    [LoggerMessage(Level = LogLevel.Information, Message = "Interaction {Id} could not be answered in time")]
    private static partial void LogTooLate(ILogger logger, string id);
}
