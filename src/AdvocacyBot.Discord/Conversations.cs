using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Platforms;
using AdvocacyBot.Discord.Interactions;
using AdvocacyBot.Discord.Rest;
using AdvocacyBot.Discord.Wire;

namespace AdvocacyBot.Discord;

/// <summary>
/// Answers text that is meant for the bot: a message that mentions it, and a direct message. Other text never reaches it,
/// since it does not ask Discord for message content.
/// </summary>
internal sealed class Conversations(
    DiscordApi api, PageTurning pages, OrganizerRights rights, ShownMessages shown)
{
    private const int Ordinary = 0;
    private const int InReply = 19;

    public async Task HandleAsync(Message message, string bot, Cursor? cursor, IntentHandler handle, CancellationToken ct)
    {
        if (Read(message, bot) is not { } wish || message.Author is not { } author)
            return;

        var intent = new Intent(message.Id, new MemberRef(Asking.Platform, author.Id), Asking.Channel(message.ChannelId), wish)
        {
            IsOrganizer = await rights.OfAuthorAsync(message, ct),
            IsDirect = message.GuildId is null,
            Cursor = cursor,
            SaidAt = Snowflake.TimeOf(message.Id),
        };
        var reply = await handle(intent, ct);
        if (reply.Visibility == Visibility.Private && !intent.IsDirect)
            await AnswerPrivatelyAsync(message, author, reply, ct);
        else
            await AnswerAsync(message, message.ChannelId, "answer", reply, ct);
    }

    /// <summary>What a message asks of the bot; null where it is not meant for it.</summary>
    public static TextBody? Read(Message message, string bot)
    {
        var isMeant = message.GuildId is null || message.Mentions.Any(m => m.Id == bot);
        if (!isMeant || message.Author is not { Bot: false } || message.WebhookId is not null || message.Type is not (Ordinary or InReply))
            return null;

        var text = message.Content.Replace($"<@{bot}>", " ", StringComparison.Ordinal).Replace($"<@!{bot}>", " ", StringComparison.Ordinal).Trim();
        return text.StartsWith('!') ? new TextBody(text[1..].Trim(), IsCommand: true) : new TextBody(text);
    }

    /// <summary>Nobody else may see it, so it goes where nobody else is; where that is refused, the way to ask in private is told.</summary>
    private async Task AnswerPrivatelyAsync(Message message, User author, Reply reply, CancellationToken ct)
    {
        try
        {
            var direct = await api.DirectChannelAsync(author.Id, ct);
            await AnswerAsync(message with { Id = "" }, direct.Id, $"private/{message.Id}", reply, ct);
        }
        catch (DiscordFailure e) when (e.Code is ErrorCode.CannotMessageUser or ErrorCode.NoMutualGuild || e.Status == 403)
        {
            var told = Reply.Say(reply.Language, DiscordTexts.All[reply.Language, "direct.refused"]);
            await AnswerAsync(message, message.ChannelId, "answer", told, ct);
        }
    }

    /// <summary>Under a key made from the question, so that an event that comes again is not answered again.</summary>
    private async Task AnswerAsync(Message question, string channel, string operation, Reply reply, CancellationToken ct)
    {
        var payload = pages.First(reply) with
        {
            Nonce = Nonces.Of(operation, channel, question.Id),
            EnforceNonce = true,
            MessageReference = question.Id.Length > 0 ? new MessageReference(question.Id) : null,
        };
        var message = await api.CreateMessageAsync(channel, payload, reply.Attachment, ct);
        await shown.RememberAsync(new MessageRef(Asking.Channel(channel), message.Id), reply, ct);
    }
}
