using System.Collections.Concurrent;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Store;
using AdvocacyBot.Matrix.Api;
using AdvocacyBot.Matrix.Memory;
using AdvocacyBot.Matrix.Sending;
using AdvocacyBot.Matrix.Wire;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AdvocacyBot.Matrix.Rooms;

/// <summary>
/// What a room needs beside answers: a greeting when the bot joins, one polite sentence where it cannot read, following it when it
/// is replaced, and leaving when everybody else has.
/// </summary>
internal sealed partial class RoomCare(
    MatrixApi api, Session session, RoomBook book, DirectRooms directs, Invitations invitations, MatrixMemory memory, MatrixSettings settings,
    Core.BotSettings bot, IServiceScopeFactory scopes, ILogger<RoomCare> logger)
{
    private readonly ConcurrentDictionary<string, bool> followed = new(StringComparer.Ordinal);

    /// <summary>Greets a room that the bot has just joined, unless it is one that the bot has opened to say something else.</summary>
    public async Task GreetAsync(RoomState room, string joinEvent, CancellationToken ct)
    {
        if (room.IsEncrypted || room.Creator == session.Me || book.FirstOf(room.Id) != room.Id)
            return;

        var key = book.OtherIn(room.Id) is null ? "hello" : "hello.direct";
        await SayAsync(room, $"hello/{joinEvent}", language => MatrixTexts.All.Format(language, key, bot.Name, settings.Prefix), ct);
    }

    /// <summary>Does what the room's state asks for, once.</summary>
    public async Task TendAsync(RoomState room, CancellationToken ct)
    {
        if (room.IsEncrypted && !memory.Read(m => m.Told.Contains(room.Id)))
            await RefuseEncryptionAsync(room, ct);
        if (room.Predecessor is { } old && book[old]?.Replacement == room.Id)
            Move(old, room.Id);
        if (room.Replacement is { } next)
        {
            if (book[next]?.Predecessor == room.Id)
                Move(room.Id, next);
            else if (book[next] is null && followed.TryAdd(next, true))
                invitations.Accept(next, room.ReplacedBy ?? session.Me, isDirect: false);
        }
    }

    /// <summary>Somebody has left or was sent away: the bot does not stay alone.</summary>
    public async Task SomebodyLeftAsync(RoomState room, CancellationToken ct)
    {
        if ((await api.MembersAsync(room.Id, ct)).Any(member => member != session.Me))
            return;

        await api.LeaveAsync(room.Id, MatrixTexts.All[bot.DefaultLanguage, "alone"], ct);
        await LeftAsync(room.Id, ct);
    }

    /// <summary>The bot is no longer in a room.</summary>
    public async Task LeftAsync(string room, CancellationToken ct)
    {
        book.Remove(room);
        memory.Change(m => m.Told.Remove(room));
        await directs.RemoveAsync(room, ct);
    }

    private async Task RefuseEncryptionAsync(RoomState room, CancellationToken ct)
    {
        if (book.OtherIn(room.Id) is { } member)
        {
            await SayAsync(room, $"encrypted/{room.Id}", language => MatrixTexts.All[language, "encrypted.direct"], ct);
            await directs.RemoveAsync(room.Id, ct);
            var conversation = await directs.WithAsync(new MemberRef(MatrixPlatform.PlatformName, member), ct);
            await SayAsync(
                book[conversation.Id]!, $"hello/{room.Id}", language => MatrixTexts.All.Format(language, "hello.direct", bot.Name, settings.Prefix), ct);
            await api.LeaveAsync(room.Id, null, ct);
        }
        else
        {
            await SayAsync(room, $"encrypted/{room.Id}", language => MatrixTexts.All[language, "encrypted.room"], ct);
        }

        memory.Change(m => m.Told.Add(room.Id));
        await memory.KeepAsync(ct);
    }

    /// <summary>Straight to the homeserver, since nothing else is ever posted in a room that cannot be read.</summary>
    private async Task SayAsync(RoomState room, string key, Func<Language, string> text, CancellationToken ct)
    {
        var language = await LanguageOfAsync(room, ct);
        try
        {
            await api.SendAsync(
                room.Id, EventTypes.Message, Transactions.IdOf(key), MessageContent.Write(Reply.Say(language, text(language)), key), ct);
        }
        catch (MatrixException e) when (!e.IsPassing)
        {
            LogUnsaid(logger, e.Message);
        }
    }

    private async Task<Language> LanguageOfAsync(RoomState room, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var channel = new ChannelRef(MatrixPlatform.PlatformName, book.FirstOf(room.Id));
        return await scope.ServiceProvider.GetRequiredService<BotDb>().LanguageOfAsync(channel, ct) ?? bot.DefaultLanguage;
    }

    /// <summary>Both rooms name each other, so nobody can draw the bot's posts into a room of their own.</summary>
    private void Move(string old, string next)
    {
        var first = book.FirstOf(old);
        if (memory.Read(m => m.Moved.GetValueOrDefault(next)) == first)
            return;
        memory.Change(m => m.Moved[next] = first);
        LogMoved(logger, old, next);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Matrix: room {Old} was replaced by {Next}; subscriptions and settings move along")]
    private static partial void LogMoved(ILogger logger, string old, string next);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Matrix: a room's notice could not be posted: {Reason}")]
    private static partial void LogUnsaid(ILogger logger, string reason);
}
