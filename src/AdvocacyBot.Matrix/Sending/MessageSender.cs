using System.Text;
using System.Text.Json.Nodes;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Platforms;
using AdvocacyBot.Matrix.Api;
using AdvocacyBot.Matrix.EndToEnd;
using AdvocacyBot.Matrix.Rooms;
using AdvocacyBot.Matrix.SignIn;
using AdvocacyBot.Matrix.State;
using AdvocacyBot.Matrix.Wire;

namespace AdvocacyBot.Matrix.Sending;

/// <summary>
/// Posts and edits messages. A post is its message and its file, each with a transaction id derived from the post's key, so that a
/// repeated attempt continues where the last one ended and shows nothing twice. Reactions that offer choices follow in the background.
/// </summary>
internal sealed class MessageSender(
    MatrixApi api, EventSender events, EncryptedRooms encrypted, Session session, RoomDirectory rooms, RoomReplacements replacements, MatrixStateStore state, RateLimit limit, SentMessageFinder history, SendErrors errors,
    AnswerRelations relations, AnswerFinder answers, OwnMessages own, FileUploads files, PictureUploads pictures, BackgroundSends background)
{
    private static readonly TimeSpan FirstSyncTimeout = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan ReplacementTimeout = TimeSpan.FromSeconds(2);

    /// <summary>How long the bot tries to add its reactions: an announcement stands for weeks, a receipt is read at once.</summary>
    private static readonly TimeSpan AnnouncementReactionTimeout = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan ReceiptReactionTimeout = TimeSpan.FromSeconds(30);

    /// <param name="recipient">The member to notify by name; null for none.</param>
    /// <exception cref="SendFailedException">Not posted, or not completely; says whether to try again.</exception>
    public async Task<MessageRef> SendAsync(Post post, string? recipient, CancellationToken ct)
    {
        var room = WritableRoom(post.Channel.Id);
        EnsureOpen(AnswerKeys.IsAnswer(post.Key));
        try
        {
            var context = await ContextAsync(room, post.Reply, ct) with { Recipient = recipient, Relation = relations.Find(post.Key) };
            var id = (post.IsRetry ? await history.FindAsync(room.Id, post, ct) : null) ?? await PutAsync(room, post, context, ct);
            if (post.Reply.Attachment is { } file)
                await PutFileAsync(room, post, file, ct);
            if (post.Reply.Discussion == Discussion.Open)
                await OpenThreadAsync(room, id, post, ct);
            OfferReactions(room, id, post.Reply, context);
            errors.Forget(post.Key);
            relations.Remove(post.Key);
            var message = new MessageRef(post.Channel, id);
            answers.Add(post.Key, new SentAnswer(post.Key, room.Id, message));
            return message;
        }
        catch (MatrixException e)
        {
            throw errors.Classify(post.Key, e);
        }
    }

    /// <exception cref="SendFailedException">Not edited; says whether to try again.</exception>
    public async Task EditAsync(MessageRef message, Reply reply, CancellationToken ct)
    {
        var current = WritableRoom(message.Channel.Id);
        EnsureOpen(isAnswer: false);
        try
        {
            var room = await RoomOfAsync(message, current, ct);
            // Two equal edits with another one between them are two edits: an id derived from the text would drop the second.
            var transaction = Guid.NewGuid().ToString("N");
            var content = MessageContent.WriteEdit(message.Id, reply, await ContextAsync(room, reply, ct));
            await events.SendAsync(room, EventTypes.Message, transaction, content, ct);
            limit.Accept();
            await own.NoteAsync(room.Id, message.Id, content, ct);
        }
        catch (MatrixException e)
        {
            throw errors.Classify(message.ToString(), e);
        }
    }

    private async Task<MessageContext> ContextAsync(RoomState room, Reply reply, CancellationToken ct) => new()
    {
        IsPrivate = rooms.IsPrivate(room.Id),
        MayNotifyRoom = room.Powers.MayNotifyRoom(session.Me),
        TakesReactions = room.Powers.MaySend(session.Me, EventTypes.Reaction)
            && !state.Read(s => s.RoomsWithoutReactions.Contains(rooms.FirstOf(room.Id))),
        IsEncrypted = encrypted.Include(room.Id),
        // The homeserver would see which picture the members of an encrypted room look at.
        Picture = reply.Picture is { } picture && !encrypted.Include(room.Id) ? await pictures.UploadAsync(picture.Address, ct) : null,
    };

    private async Task<string> PutAsync(RoomState room, Post post, MessageContext context, CancellationToken ct)
    {
        var content = MessageContent.Write(post.Reply, post.Key, context);
        var id = await events.SendAsync(room, EventTypes.Message, TransactionIds.IdOf(post.Key), content, ct);
        limit.Accept();
        await own.NoteAsync(room.Id, id, content, ct);
        return id;
    }

    /// <seealso href="https://spec.matrix.org/v1.19/client-server-api/#mfile"/>
    private async Task PutFileAsync(RoomState room, Post post, Attachment file, CancellationToken ct)
    {
        var bytes = Encoding.UTF8.GetBytes(file.Content);
        var message = new JsonObject
        {
            ["msgtype"] = "m.file",
            ["body"] = file.FileName,
            ["filename"] = file.FileName,
            ["info"] = new JsonObject { ["mimetype"] = file.MediaType, ["size"] = bytes.Length },
            ["m.mentions"] = new JsonObject(),
        };
        await files.AddAsync(room.Id, message, file.FileName, new RequestBody(bytes, file.MediaType), ct);
        await events.SendAsync(room, EventTypes.Message, TransactionIds.IdOf(post.Key + "/file"), message, ct);
        limit.Accept();
    }

    /// <summary>A thread on Matrix begins with its first message. https://spec.matrix.org/v1.19/client-server-api/#threading</summary>
    private async Task OpenThreadAsync(RoomState room, string message, Post post, CancellationToken ct)
    {
        var invitation = Reply.Say(post.Reply.Language, MatrixTexts.All[post.Reply.Language, "thread.open"]);
        var context = new MessageContext { IsEncrypted = encrypted.Include(room.Id), Relation = MessageContent.Answering(message, thread: message) };
        var content = MessageContent.Write(invitation, post.Key + "/thread", context);
        await events.SendAsync(room, EventTypes.Message, TransactionIds.IdOf(post.Key + "/thread"), content, ct);
        limit.Accept();
    }

    /// <summary>Adds each choice's reaction, so that people only have to tap it. Without them the choices are in the text.</summary>
    private void OfferReactions(RoomState room, string message, Reply reply, MessageContext context)
    {
        if (!context.TakesReactions || !ChoiceReactions.AreOffered(reply.Choices))
            return;

        var timeout = reply.Visibility == Visibility.Private ? ReceiptReactionTimeout : AnnouncementReactionTimeout;
        foreach (var mark in ChoiceReactions.Of(reply.Choices).OfType<string>())
            background.React(room.Id, message, mark, timeout);
    }

    /// <summary>The room to write in for a channel.</summary>
    private RoomState WritableRoom(string channel)
    {
        if (rooms.ChainOf(channel) is not [var room, ..])
        {
            throw rooms.IsComplete
                ? new SendFailedException(SendFailure.Never, "The bot is not in this Matrix room. Invite it again, then try again.")
                : new SendFailedException(SendFailure.Later, "Matrix is not connected yet.", FirstSyncTimeout);
        }

        if (replacements.IsExpected(room))
            throw new SendFailedException(SendFailure.Later, "The room that replaces this one is being joined.", ReplacementTimeout);
        return room.IsSpace
            ? throw new SendFailedException(SendFailure.Never, "This is a Matrix space, in which nobody sees messages. Name one of its rooms.")
            : room;
    }

    /// <summary>The room of a chain that contains a message: the current one, or one that it has replaced.</summary>
    private async Task<RoomState> RoomOfAsync(MessageRef message, RoomState current, CancellationToken ct)
    {
        foreach (var room in rooms.ChainOf(message.Channel.Id).Skip(1))
        {
            if (await api.FindEventAsync(room.Id, message.Id, ct) is not null)
                return room;
        }

        return current;
    }

    private void EnsureOpen(bool isAnswer)
    {
        if (limit.WaitFor(isAnswer) is { } wait)
            throw new SendFailedException(SendFailure.Later, "The homeserver's message limit is reached.", wait);
    }
}
