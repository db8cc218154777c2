using AdvocacyBot.Core;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Platforms;
using AdvocacyBot.Matrix.Api;
using AdvocacyBot.Matrix.SignIn;
using AdvocacyBot.Matrix.State;

namespace AdvocacyBot.Matrix.Rooms;

/// <summary>
/// Says once in an encrypted room that the bot cannot read there. An encrypted conversation is left for one that is not encrypted,
/// unless the homeserver encrypts every conversation.
/// </summary>
internal sealed class EncryptedRooms(
    MatrixApi api, Session session, RoomDirectory rooms, DirectRooms directs, RoomNotices notices, MatrixStateStore state, MatrixSettings settings, BotSettings bot)
{
    public async Task RefuseAsync(RoomState room, CancellationToken ct)
    {
        if (!room.IsEncrypted || state.Read(s => s.EncryptionNotices.Contains(room.Id)))
            return;

        if (rooms.OtherIn(room.Id) is not { } member)
            await notices.PostAsync(room, $"encrypted/{room.Id}", language => MatrixTexts.All[language, "encrypted.room"], ct);
        else if (room.Creator == session.Me)
            await directs.AbandonEncryptedAsync(room.Id, ct);
        else
            await RefuseConversationAsync(room, member, ct);

        state.Change(s => s.EncryptionNotices.Add(room.Id));
        await state.SaveAsync(ct);
    }

    private async Task RefuseConversationAsync(RoomState room, string member, CancellationToken ct)
    {
        var known = directs.Find(member);
        var opened = known is null ? await OpenAsync(member, ct) : null;
        var text = (known, opened) switch
        {
            ({ }, _) => "encrypted.direct.known",
            (_, { }) => "encrypted.direct",
            _ => "encrypted.direct.forced",
        };
        await notices.PostAsync(room, $"encrypted/{room.Id}", language => MatrixTexts.All[language, text], ct);
        if (opened is { } conversation)
        {
            await notices.PostAsync(
                rooms[conversation.Id]!, $"hello/{room.Id}", language => MatrixTexts.All.Format(language, "hello.direct", bot.Name, settings.Prefix), ct);
        }

        await directs.RemoveAsync(room.Id, ct);
        await api.LeaveAsync(room.Id, null, ct);
    }

    private async Task<ChannelRef?> OpenAsync(string member, CancellationToken ct)
    {
        try
        {
            return await directs.WithAsync(new MemberRef(MatrixPlatform.PlatformName, member), ct);
        }
        catch (SendFailedException e) when (e.Failure == SendFailure.Never)
        {
            return null;
        }
    }
}
