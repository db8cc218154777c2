using System.Text.Json.Nodes;
using AdvocacyBot.Matrix.Api;
using AdvocacyBot.Matrix.Rooms;
using AdvocacyBot.Matrix.Sending;
using AdvocacyBot.Matrix.Wire;

namespace AdvocacyBot.Matrix.EndToEnd;

/// <summary>Sends messages: encrypted to a room that was encrypted at any time, as they are to other rooms.</summary>
internal sealed class EventSender(MatrixApi api, EncryptedRooms encrypted, EventEncryption encryption, SentMarks marks)
{
    /// <param name="transaction">The same for each attempt.</param>
    /// <returns>The event's id.</returns>
    /// <exception cref="Core.Platforms.SendFailedException">It cannot be encrypted, or not yet.</exception>
    /// <exception cref="MatrixException">The homeserver refused it.</exception>
    public async Task<string> SendAsync(RoomState room, string type, string transaction, JsonObject content, CancellationToken ct)
    {
        if (!encrypted.Include(room.Id))
            return await api.SendAsync(room.Id, type, transaction, content, ct);

        var ciphertext = await encryption.EncryptAsync(room, transaction, type, content, ct);
        if ((string?)content[MessageContent.Key] is { } key)
            ciphertext[MessageContent.Key] = marks.Of(key);
        try
        {
            var id = await api.SendAsync(room.Id, EventTypes.Encrypted, transaction, ciphertext, ct);
            await encryption.ConfirmAsync(transaction, ct);
            return id;
        }
        catch (MatrixException e) when (e is { IsTransient: false, IsUnknownToken: false })
        {
            await encryption.ConfirmAsync(transaction, ct);
            throw;
        }
    }
}
