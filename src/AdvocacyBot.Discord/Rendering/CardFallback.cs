using AdvocacyBot.Core.Chat;
using AdvocacyBot.Discord.Rest;
using AdvocacyBot.Discord.Wire;

namespace AdvocacyBot.Discord.Rendering;

/// <summary>
/// Sends a card, or embeds where Discord refuses the card: on a server software without components v2, and for the edit of a message
/// that was sent with embeds, whose layout cannot change.
/// </summary>
internal static class CardFallback
{
    /// <param name="payload">The reply as rendered.</param>
    /// <param name="render">Renders the reply again, without a card.</param>
    /// <param name="send">Sends the payload; called a second time if Discord refuses the first one as malformed.</param>
    public static async Task<T> SendAsync<T>(MessagePayload payload, Func<MessagePayload> render, Func<MessagePayload, Task<T>> send)
    {
        try
        {
            return await send(payload);
        }
        catch (DiscordApiException e) when (e.Status == 400 && e.Code == ErrorCode.InvalidForm && payload.IsCard)
        {
            return await send(render());
        }
    }

    /// <summary>As the other overload, for a reply in one message.</summary>
    /// <param name="adjust">Adds what the message needs besides its text.</param>
    public static Task<T> SendAsync<T>(Reply reply, Func<MessagePayload, MessagePayload> adjust, Func<MessagePayload, Task<T>> send) =>
        SendAsync(adjust(DiscordRenderer.Single(reply)), () => adjust(DiscordRenderer.Single(reply with { IsCard = false })), send);
}
