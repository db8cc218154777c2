using AdvocacyBot.Core.Articles.Fetching;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Discord.Rest;

namespace AdvocacyBot.Discord.Posts;

/// <summary>Fetches a picture to be uploaded; null if there is none to be had. Provided by the host, which checks where it connects to.</summary>
public delegate Task<FetchedPicture?> PictureSource(Uri address, CancellationToken ct);

/// <summary>
/// Uploads the pictures of posts that ask for a copy. If a picture cannot be had, the post shows it from its address, as without
/// a copy.
/// </summary>
internal sealed class AttachedPictures(PictureSource source, DiscordApi api)
{
    private const string Scheme = "attachment://";

    /// <returns>The reply with its picture from the file, and the file.</returns>
    public async Task<(Reply Reply, Upload? File)> PrepareAsync(Reply reply, CancellationToken ct)
    {
        if (reply is not { Picture: { IsUpload: true } picture, Attachment: null } || await source(picture.Address, ct) is not { } file)
            return (reply, Upload.Of(reply.Attachment));
        var name = $"picture.{file.MediaType.Split('/')[^1]}";
        return (WithFile(reply, picture, name), new Upload(name, file.MediaType, file.Bytes));
    }

    /// <summary>For an edit: the reply with its picture from the file that the message has, if it has one.</summary>
    public async Task<Reply> KeepAsync(Reply reply, string channel, string message, CancellationToken ct)
    {
        if (reply is not { Picture: { IsUpload: true } picture })
            return reply;

        try
        {
            var sent = await api.Channels.MessageAsync(channel, message, ct);
            return sent.Attachments is [var file, ..] ? WithFile(reply, picture, file.Filename) : reply;
        }
        catch (DiscordApiException e) when (e.Status is 403 or 404)
        {
            return reply;
        }
    }

    /// <summary>The address of an uploaded file within its message: https://docs.discord.com/developers/reference#editing-message-attachments</summary>
    private static Reply WithFile(Reply reply, Picture picture, string fileName) =>
        reply with { Picture = picture with { Address = new Uri(Scheme + fileName) } };
}
