using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Platforms;
using AdvocacyBot.Matrix.Api;
using AdvocacyBot.Matrix.Rooms;
using AdvocacyBot.Matrix.Wire;

namespace AdvocacyBot.Matrix.Sending;

/// <summary>
/// Posts and edits. A post is its message, its file and the reactions that it offers, each under a transaction id made from the
/// post's key, so that a repeated attempt goes on where the last one ended and shows nothing twice.
/// </summary>
internal sealed class Sender(
    MatrixApi api, RoomBook book, SendGate gate, ReadBack readBack, Refusals refusals, ThreadsOfAnswers threads, ChoiceBook choices, TimeProvider clock)
{
    private static readonly TimeSpan UntilFirstSync = TimeSpan.FromSeconds(2);

    /// <exception cref="SendFailedException">Not posted, or not wholly; says what can become of it.</exception>
    public async Task<MessageRef> SendAsync(Post post, CancellationToken ct)
    {
        var room = Writable(post.Channel.Id);
        PassGate();
        try
        {
            var id = (post.IsRetry ? await readBack.FindAsync(room, post, ct) : null) ?? await PutMessageAsync(room, post, ct);
            if (post.Reply.Attachment is { } file)
                await PutFileAsync(room, post, file, ct);
            await OfferAsync(room, id, post, ct);
            refusals.Forget(post.Key);
            threads.Forget(post.Key);
            return new MessageRef(post.Channel, id);
        }
        catch (MatrixException e)
        {
            throw refusals.Judge(post.Key, e);
        }
    }

    /// <exception cref="SendFailedException">Not edited.</exception>
    public async Task EditAsync(MessageRef message, Reply reply, CancellationToken ct)
    {
        var room = Writable(message.Channel.Id);
        PassGate();
        try
        {
            room = await HolderAsync(message, room, ct);
            // Two equal edits with another between them are two edits: an id made from the text would swallow the second.
            var transaction = Guid.NewGuid().ToString("N");
            await api.SendAsync(room, EventTypes.Message, transaction, MessageContent.WriteEdit(message.Id, reply), ct);
            choices.Forget(message.Id);
        }
        catch (MatrixException e)
        {
            throw refusals.Judge(message.ToString(), e);
        }
    }

    private Task<string> PutMessageAsync(string room, Post post, CancellationToken ct) =>
        api.SendAsync(
            room, EventTypes.Message, Transactions.IdOf(post.Key), MessageContent.Write(post.Reply, post.Key, threads.Find(post.Key)), ct);

    /// <seealso href="https://spec.matrix.org/v1.19/client-server-api/#mfile"/>
    private async Task PutFileAsync(string room, Post post, Attachment file, CancellationToken ct)
    {
        var bytes = Encoding.UTF8.GetBytes(file.Content);
        using var content = new ByteArrayContent(bytes);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(file.MediaType);
        var address = await api.UploadAsync(file.FileName, content, ct);
        var message = new JsonObject
        {
            ["msgtype"] = "m.file",
            ["body"] = file.FileName,
            ["filename"] = file.FileName,
            ["url"] = address,
            ["info"] = new JsonObject { ["mimetype"] = file.MediaType, ["size"] = bytes.Length },
            ["m.mentions"] = new JsonObject(),
        };
        await api.SendAsync(room, EventTypes.Message, Transactions.IdOf(post.Key + "/file"), message, ct);
    }

    /// <summary>
    /// Reacts with each choice's symbol, so that a reader has only to press it. Whoever may not react, or has reacted already,
    /// has lost nothing: the choices stand in the text, too.
    /// </summary>
    private async Task OfferAsync(string room, string message, Post post, CancellationToken ct)
    {
        foreach (var mark in ChoiceMarks.Of(post.Reply.Choices).OfType<string>())
        {
            try
            {
                await api.SendAsync(
                    room, EventTypes.Reaction, Transactions.IdOf($"{post.Key}/{mark}"), MessageContent.WriteReaction(message, mark), ct);
            }
            catch (MatrixException e) when (!e.IsRateLimit && e.Status is not null)
            {
                if (e.Code != "M_DUPLICATE_ANNOTATION")
                    return;
            }
        }
    }

    /// <summary>The room to write in for a channel.</summary>
    private string Writable(string channel)
    {
        if (book.LineOf(channel) is not [var room, ..])
        {
            throw book.IsComplete
                ? new SendFailedException(SendFailure.Never, "The bot is not in this Matrix room. Invite it again, then try again.")
                : new SendFailedException(SendFailure.Later, "Matrix is not connected yet.", UntilFirstSync);
        }

        return room.IsEncrypted
            ? throw new SendFailedException(SendFailure.Never, "This Matrix room is encrypted. Use a room without encryption.")
            : room.Id;
    }

    /// <summary>The room of a line in which a message stands: the present one, or one that was replaced since.</summary>
    private async Task<string> HolderAsync(MessageRef message, string present, CancellationToken ct)
    {
        foreach (var room in book.LineOf(message.Channel.Id).Skip(1))
        {
            if (await readBack.StandsInAsync(room.Id, message.Id, ct))
                return room.Id;
        }

        return present;
    }

    private void PassGate()
    {
        if (gate.ClosedFor is { } wait)
            throw new SendFailedException(SendFailure.Later, "The homeserver asks for patience.", wait + Spread);
    }

    /// <summary>So that what was put off together does not come back at the same instant.</summary>
    private TimeSpan Spread => TimeSpan.FromMilliseconds(clock.GetTimestamp() % 50);
}
