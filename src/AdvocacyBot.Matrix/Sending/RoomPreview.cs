using System.Net;
using AdvocacyBot.Core.Chat;

namespace AdvocacyBot.Matrix.Sending;

/// <summary>A reply as the HTML that a message of the bot in an ordinary room contains; a picture is shown by its description. Pure.</summary>
internal static class RoomPreview
{
    public static string Write(Reply reply)
    {
        var message = MatrixRenderer.Render(reply, new MessageContext());
        return message.Html ?? $"<p class=\"text\">{WebUtility.HtmlEncode(message.Body)}</p>";
    }
}
