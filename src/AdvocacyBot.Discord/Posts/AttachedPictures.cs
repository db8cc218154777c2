using System.Security.Cryptography;
using System.Text;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Chat.Pictures;
using AdvocacyBot.Discord.Rest;
using AdvocacyBot.Discord.Wire;

namespace AdvocacyBot.Discord.Posts;

/// <summary>
/// Uploads the pictures of messages that ask for a copy. The file's name identifies the picture, so that an edit uploads only a new one.
/// If a picture cannot be fetched, the message shows it from its address, as without a copy.
/// </summary>
internal sealed class AttachedPictures(PictureSource source, DiscordApi api)
{
    private const string Scheme = "attachment://";

    /// <summary>Begins the name of each picture file; earlier versions used it as the whole name.</summary>
    private const string NamePrefix = "picture";

    /// <summary>For a new message.</summary>
    public async Task<PreparedReply> PrepareAsync(Reply reply, CancellationToken ct)
    {
        if (reply is not { Picture: { IsUpload: true } picture, Attachment: null } || await source(picture.Address, ct) is not { } file)
            return new PreparedReply(reply, Upload.Of(reply.Attachment));
        return New(reply, picture, file);
    }

    /// <summary>For an edit: keeps the message's file if it is the reply's picture, replaces it if it is another, and removes that of a card without one.</summary>
    public async Task<PreparedReply> PrepareEditAsync(Reply reply, string channel, string message, CancellationToken ct)
    {
        if (reply is not { Picture: { IsUpload: true } picture })
            return new PreparedReply(reply, null) { RemovesFiles = reply is { IsCard: true, Attachment: null } };

        var files = await FilesAsync(channel, message, ct);
        if (files.FirstOrDefault(f => Path.GetFileNameWithoutExtension(f.Filename) == NameOf(picture)) is { } same)
            return new PreparedReply(WithFile(reply, picture, same.Filename), null);
        if (await source(picture.Address, ct) is { } file)
            return New(reply, picture, file);
        return files.FirstOrDefault(f => f.Filename.StartsWith(NamePrefix, StringComparison.Ordinal)) is { } older
            ? new PreparedReply(WithFile(reply, picture, older.Filename), null)
            : new PreparedReply(reply, null);
    }

    private async Task<IReadOnlyList<SentAttachment>> FilesAsync(string channel, string message, CancellationToken ct)
    {
        try
        {
            return (await api.Channels.MessageAsync(channel, message, ct)).Attachments;
        }
        catch (DiscordApiException e) when (e.Status is 403 or 404)
        {
            return [];
        }
    }

    private static PreparedReply New(Reply reply, Picture picture, PictureFile file)
    {
        var name = $"{NameOf(picture)}.{file.MediaType.Split('/')[^1]}";
        return new PreparedReply(WithFile(reply, picture, name), new Upload(name, file.MediaType, file.Bytes) { Description = picture.AltText });
    }

    private static string NameOf(Picture picture) =>
        $"{NamePrefix}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(picture.Address.AbsoluteUri)).AsSpan(0, 8))}";

    /// <summary>The address of an uploaded file within its message: https://docs.discord.com/developers/reference#editing-message-attachments</summary>
    private static Reply WithFile(Reply reply, Picture picture, string fileName) =>
        reply with { Picture = picture with { Address = new Uri(Scheme + fileName) } };
}

/// <summary>A reply with its file.</summary>
/// <param name="Reply">With its picture from the file.</param>
/// <param name="File">To be sent with the message; null if there is none.</param>
internal sealed record PreparedReply(Reply Reply, Upload? File)
{
    /// <summary>Whether an edit removes the files that the message has.</summary>
    public bool RemovesFiles { get; init; }

    /// <summary>
    /// Adds the file to the message. In an edit, a new file replaces the others; without the field, Discord keeps them.
    /// https://docs.discord.com/developers/reference#editing-message-attachments
    /// </summary>
    public MessagePayload AddTo(MessagePayload payload) => payload with
    {
        Attachments = File is { } file ? [new AttachmentPart(0, file.FileName, file.Description)] : RemovesFiles ? [] : null,
    };
}
