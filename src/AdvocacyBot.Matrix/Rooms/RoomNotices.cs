using System.Text.Json.Nodes;
using AdvocacyBot.Core;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Platforms;
using AdvocacyBot.Core.Store;
using AdvocacyBot.Matrix.Api;
using AdvocacyBot.Matrix.EndToEnd;
using AdvocacyBot.Matrix.Sending;
using AdvocacyBot.Matrix.Wire;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AdvocacyBot.Matrix.Rooms;

/// <summary>Posts the bot's own fixed sentences about a room, such as its greeting, in the room's language.</summary>
internal sealed partial class RoomNotices(
    EventSender events, EncryptedRooms encrypted, RoomDirectory rooms, BotSettings bot, IServiceScopeFactory scopes, ILogger<RoomNotices> logger)
{
    /// <summary>Posts a sentence directly: whether the room belongs to a community may not be decided yet.</summary>
    /// <param name="room">Where. A space gets no message.</param>
    /// <param name="key">The same for each attempt.</param>
    /// <param name="text">The sentence in a language.</param>
    /// <param name="relation">The relation to another message; null for none.</param>
    public async Task PostAsync(RoomState room, string key, Func<Language, string> text, CancellationToken ct, JsonObject? relation = null)
    {
        if (room.IsSpace)
            return;

        var language = await LanguageOfAsync(room, ct);
        var content = MessageContent.Write(Reply.Say(language, text(language)), key, new MessageContext
        {
            IsPrivate = rooms.IsPrivate(room.Id),
            IsEncrypted = encrypted.Include(room.Id),
            Relation = relation,
        });
        try
        {
            await events.SendAsync(room, EventTypes.Message, TransactionIds.IdOf(key), content, ct);
        }
        catch (SendFailedException e)
        {
            LogNotPosted(logger, e.Message);
        }
        catch (MatrixException e) when (!e.IsTransient)
        {
            LogNotPosted(logger, e.Message);
        }
    }

    private async Task<Language> LanguageOfAsync(RoomState room, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var channel = new ChannelRef(MatrixPlatform.PlatformName, rooms.FirstOf(room.Id));
        return await scope.ServiceProvider.GetRequiredService<BotDb>().LanguageOfAsync(channel, ct) ?? bot.DefaultLanguage;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Matrix: could not post a notice in a room: {Reason}")]
    private static partial void LogNotPosted(ILogger logger, string reason);
}
