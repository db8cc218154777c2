using AdvocacyBot.Core;
using AdvocacyBot.Matrix.Api;
using AdvocacyBot.Matrix.Encryption.Machine;
using AdvocacyBot.Matrix.EndToEnd;
using AdvocacyBot.Matrix.SignIn;

namespace AdvocacyBot.Matrix.Rooms;

/// <summary>What the bot does when it joins a room, when a room empties, and when it is removed.</summary>
internal sealed class RoomLifecycle(
    MatrixApi api, Session session, RoomDirectory rooms, RoomPlaces places, DirectRooms directs, RoomNotices notices, EncryptedRooms encrypted, EncryptionDevice device, OfferedChoices offers, MatrixSettings settings, BotSettings bot)
{
    /// <summary>Greets a room that the bot has just joined, except one that it opened itself or that replaces another one.</summary>
    public async Task GreetAsync(RoomState room, string joinEvent, CancellationToken ct)
    {
        if (room.Creator == session.Me || rooms.FirstOf(room.Id) != room.Id)
            return;

        var key = rooms.OtherIn(room.Id) is not null ? encrypted.Include(room.Id) ? "hello.direct.encrypted" : "hello.direct" : await places.HasJoinedAsync(room, ct) ? "hello" : "hello.notjoined";
        await notices.PostAsync(room, $"hello/{joinEvent}", language => MatrixTexts.All.Format(language, key, bot.Name, settings.Prefix), ct);
    }

    /// <summary>Leaves the room if nobody else is in it any more.</summary>
    public async Task LeaveIfAloneAsync(RoomState room, CancellationToken ct)
    {
        if ((await api.MembersAsync(room.Id, ct)).Any(member => member != session.Me))
            return;

        await api.LeaveAsync(room.Id, MatrixTexts.All[bot.DefaultLanguage, "alone"], ct);
        await RemoveAsync(room.Id, ct);
    }

    /// <summary>Removes a room that the bot is no longer in.</summary>
    public async Task RemoveAsync(string room, CancellationToken ct)
    {
        rooms.Remove(room);
        await device.StepAsync(new MachineInput.RoomLeft(room), ct);
        await offers.RemoveAsync((_, offer) => offer.Room == room, ct);
        await directs.RemoveAsync(room, ct);
    }
}
