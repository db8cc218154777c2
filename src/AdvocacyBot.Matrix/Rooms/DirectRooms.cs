using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using AdvocacyBot.Core;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Platforms;
using AdvocacyBot.Matrix.Api;
using AdvocacyBot.Matrix.EndToEnd;
using AdvocacyBot.Matrix.SignIn;
using AdvocacyBot.Matrix.State;
using AdvocacyBot.Matrix.Wire;
using Microsoft.Extensions.Logging;

namespace AdvocacyBot.Matrix.Rooms;

/// <summary>Conversations of two: those that members started and those that the bot opens to answer privately. Thread-safe.</summary>
/// <seealso href="https://spec.matrix.org/v1.19/client-server-api/#direct-messaging"/>
internal sealed partial class DirectRooms(
    MatrixApi api, Session session, RoomDirectory rooms, EncryptionDevice device, EncryptedRooms encrypted, EncryptedRoomRecord record, MatrixStateStore state,
    MatrixSettings settings, TimeProvider clock, ILogger<DirectRooms> logger) : IDisposable
{
    private const string AccountData = "m.direct";

    /// <summary>For how long the bot opens no conversation on a homeserver that has encrypted one without being asked.</summary>
    private static readonly TimeSpan ForcedEncryptionMemory = TimeSpan.FromDays(7);

    private readonly SemaphoreSlim oneAtATime = new(1, 1);

    /// <summary>Rooms that were made for a member who could not be invited yet, for the next attempt. Used under <see cref="oneAtATime"/>.</summary>
    private readonly Dictionary<string, string> uninvited = new(StringComparer.Ordinal);

    /// <summary>Whether the homeserver is known to encrypt every new conversation.</summary>
    public bool IsEncryptionForced => state.Read(s => s.ForcedEncryptionAt) is { } at && clock.UtcNow - at < ForcedEncryptionMemory;

    public async Task LoadAsync(CancellationToken ct)
    {
        foreach (var (room, invite) in state.Read(s => s.Invites.Where(i => i.Value.Direct).ToList()))
            rooms.PutDirect(room, invite.From);
        try
        {
            var stored = await api.AccountDataAsync(session.Me, AccountData, ct);
            foreach (var member in stored.Members())
            {
                foreach (var room in stored.Items(member.Name))
                {
                    if (room.AsText() is { } id)
                        rooms.PutDirect(id, member.Name);
                }
            }
        }
        catch (MatrixException e) when (e.Status == HttpStatusCode.NotFound)
        {
            // The account has no conversations yet.
        }
    }

    /// <summary>The conversation with a member, which is opened if there is none.</summary>
    /// <exception cref="MatrixException">It cannot be opened.</exception>
    /// <exception cref="SendFailedException">The homeserver encrypts every conversation.</exception>
    public async Task<ChannelRef> WithAsync(MemberRef member, CancellationToken ct)
    {
        await oneAtATime.WaitAsync(ct);
        try
        {
            return new ChannelRef(member.Platform, Find(member.Id) ?? await OpenAsync(member.Id, ct));
        }
        finally
        {
            oneAtATime.Release();
        }
    }

    /// <summary>An existing conversation with a member that the bot can read and that nobody else can; null if there is none.</summary>
    public string? Find(string member) => rooms.Direct
        .Where(d => d.Value == member && rooms[d.Key] is not null && rooms.IsPrivate(d.Key) && (device.IsOn || !encrypted.Include(d.Key)))
        .OrderByDescending(d => encrypted.Include(d.Key)).Select(d => d.Key).FirstOrDefault();

    /// <summary>Whether nobody but the bot and one member can read the room now. Asks the homeserver if the member count is unknown.</summary>
    public async Task<bool> IsPrivateAsync(RoomState room, CancellationToken ct)
    {
        if (rooms.OtherIn(room.Id) is null)
            return false;
        if (rooms[room.Id] is { MemberCount: null } known)
            rooms.Put(known.With(new SyncSummary(Joined: (await api.MembersAsync(room.Id, ct)).Count)));
        return rooms.IsPrivate(room.Id);
    }

    /// <summary>Records that a room is a conversation with a member, here and in the account data that other clients read.</summary>
    public async Task AddAsync(string room, string member, CancellationToken ct)
    {
        rooms.PutDirect(room, member);
        await SaveAsync(ct);
    }

    public async Task RemoveAsync(string room, CancellationToken ct)
    {
        if (rooms.OtherIn(room) is null)
            return;
        rooms.RemoveDirect(room);
        await SaveAsync(ct);
    }

    /// <summary>Leaves a conversation that the homeserver has encrypted, which it cannot read, and opens no other one for a week.</summary>
    private async Task AbandonEncryptedAsync(string room, CancellationToken ct)
    {
        if (!IsEncryptionForced)
            LogForced(logger);
        state.Change(s => s.ForcedEncryptionAt = clock.UtcNow);
        await state.SaveAsync(ct);
        await RemoveAsync(room, ct);
        await AbandonAsync(room, ct);
    }

    public void Dispose() => oneAtATime.Dispose();

    private async Task<string> OpenAsync(string member, CancellationToken ct)
    {
        if (IsEncryptionForced && !device.IsOn)
            throw Forced();

        if (!uninvited.TryGetValue(member, out var room))
            uninvited[member] = room = await MakeAsync(ct);
        try
        {
            await api.InviteAsync(room, member, ct);
        }
        catch (MatrixException e) when (!e.IsTransient)
        {
            uninvited.Remove(member);
            await AbandonAsync(room, ct);
            throw;
        }

        uninvited.Remove(member);
        rooms.Put(new RoomState(room));
        await AddAsync(room, member, ct);
        return room;
    }

    /// <summary>Makes a room for a conversation. Nobody is invited before the bot knows whether it is encrypted.</summary>
    private async Task<string> MakeAsync(CancellationToken ct)
    {
        var options = new JsonObject { ["preset"] = "private_chat", ["is_direct"] = true };
        var isEncrypted = device.IsOn && settings.EncryptConversations;
        if (isEncrypted)
            options["initial_state"] = new JsonArray(EncryptionState());
        var room = await api.MakeRoomAsync(options, ct);
        // Homeservers can be configured to encrypt new rooms, and a client cannot prevent it.
        if (isEncrypted || (await api.StateAsync(room, EventTypes.Encryption, "", ct)).ValueKind != JsonValueKind.Undefined)
            await record.AddAsync([room], ct);
        if (device.IsOn || !encrypted.Include(room))
            return room;

        await AbandonEncryptedAsync(room, ct);
        throw Forced();
    }

    private static JsonObject EncryptionState() => new()
    {
        ["type"] = EventTypes.Encryption,
        ["state_key"] = "",
        ["content"] = new JsonObject { ["algorithm"] = "m.megolm.v1.aes-sha2" },
    };

    private async Task AbandonAsync(string room, CancellationToken ct)
    {
        await api.LeaveAsync(room, null, ct);
        await api.ForgetAsync(room, ct);
    }

    private static SendFailedException Forced() =>
        new(SendFailure.Never, "This homeserver encrypts every new conversation, so the bot cannot open one that it can read.");

    private Task SaveAsync(CancellationToken ct)
    {
        var content = new JsonObject();
        foreach (var conversations in rooms.Direct.GroupBy(d => d.Value, StringComparer.Ordinal))
            content[conversations.Key] = new JsonArray([.. conversations.Select(d => (JsonNode)d.Key)]);
        return api.SetAccountDataAsync(session.Me, AccountData, content, ct);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Matrix: the homeserver encrypts every new conversation, so private answers are not possible until people write in a room that is not encrypted")]
    private static partial void LogForced(ILogger logger);
}
