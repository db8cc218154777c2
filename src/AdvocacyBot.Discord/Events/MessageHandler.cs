using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Platforms;
using AdvocacyBot.Discord.Guilds;
using AdvocacyBot.Discord.Interactions;
using AdvocacyBot.Discord.Posts;
using AdvocacyBot.Discord.Rendering;
using AdvocacyBot.Discord.Rest;
using AdvocacyBot.Discord.Wire;

namespace AdvocacyBot.Discord.Events;

/// <summary>
/// Answers messages addressed to the bot: mentions, direct messages, and replies to the bot's messages. The bot does not request the
/// message content intent, so Discord does not send it the text of other messages.
/// </summary>
internal sealed class MessageHandler(
    DiscordApi api, ReplyPages pages, AttachedPictures pictures, OrganizerRights rights, MessageSubjectWriter subjects)
{
    public async Task HandleAsync(Message message, string bot, Cursor? cursor, IntentHandler handle, CancellationToken ct)
    {
        if (AddressedText.Read(message, bot) is not { } text || message.Author is not { Id.Length: > 0 } author)
            return;

        var intent = new Intent(message.Id, new MemberRef(InteractionMapper.Platform, author.Id), InteractionMapper.Channel(message.ChannelId), text.Body)
        {
            Place = GuildPlaces.PlaceOf(message.GuildId),
            IsVouchedOrganizer = await rights.OfAuthorAsync(message, ct),
            IsDirect = message.GuildId is null,
            ReplyTo = text.ReplyTo is { } original ? new MessageRef(InteractionMapper.Channel(message.ChannelId), original) : null,
            RepliedChoices = text.RepliedChoices,
            Cursor = cursor,
            SaidAt = Snowflake.TimeOf(message.Id),
        };
        var reply = await handle(intent, ct);
        if (reply.IsNothing)
            return;
        if (reply.Visibility == Visibility.Private && !intent.IsDirect)
            await SendPrivateAnswerAsync(message, author, reply, ct);
        else
            await SendAnswerAsync(message, message.ChannelId, "answer", reply, ct);
    }

    /// <summary>Sends a private answer as a direct message. If the member does not accept those, the channel gets a hint to use a slash command.</summary>
    private async Task SendPrivateAnswerAsync(Message message, User author, Reply reply, CancellationToken ct)
    {
        try
        {
            var direct = await api.Channels.DirectAsync(author.Id, ct);
            await SendAnswerAsync(message with { Id = "" }, direct.Id, $"private/{message.Id}", reply, ct);
        }
        catch (DiscordApiException e) when (e.Code is ErrorCode.CannotMessageUser or ErrorCode.NoMutualGuild || e.Status == 403)
        {
            var hint = Reply.Say(reply.Language, DiscordTexts.All[reply.Language, "direct.refused"]);
            await SendAnswerAsync(message, message.ChannelId, "answer", hint, ct);
        }
    }

    /// <summary>The nonce is derived from the question, so that a repeated event is not answered twice.</summary>
    private async Task SendAnswerAsync(Message question, string channel, string operation, Reply reply, CancellationToken ct)
    {
        var prepared = await pictures.PrepareAsync(reply, ct);
        var message = await CardFallback.SendAsync(
            Payload(prepared.Reply), () => Payload(prepared.Reply with { IsCard = false }), payload => api.Channels.CreateMessageAsync(channel, payload, prepared.File, ct));
        await subjects.SaveAsync(new MessageRef(InteractionMapper.Channel(channel), message.Id), reply, ct);

        MessagePayload Payload(Reply shown) => prepared.AddTo(pages.First(shown)) with
        {
            Nonce = Nonces.Of(operation, channel, question.Id),
            EnforceNonce = true,
            MessageReference = question.Id.Length > 0 ? new MessageReference(question.Id) : null,
        };
    }
}
