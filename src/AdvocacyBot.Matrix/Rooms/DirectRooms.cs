using System.Net;
using System.Text.Json.Nodes;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Matrix.Api;
using AdvocacyBot.Matrix.Memory;
using AdvocacyBot.Matrix.Wire;

namespace AdvocacyBot.Matrix.Rooms;

/// <summary>The conversations of two: those that members began, and those that the bot opens to say something privately.</summary>
/// <seealso href="https://spec.matrix.org/v1.19/client-server-api/#direct-messaging"/>
internal sealed class DirectRooms(MatrixApi api, Session session, RoomBook book, MatrixMemory memory) : IDisposable
{
    private const string AccountData = "m.direct";
    private readonly SemaphoreSlim oneAtATime = new(1, 1);

    public async Task LoadAsync(CancellationToken ct)
    {
        foreach (var (room, invite) in memory.Read(m => m.Invites.Where(i => i.Value.Direct).ToList()))
            book.PutDirect(room, invite.From);
        try
        {
            var stored = await api.AccountDataAsync(session.Me, AccountData, ct);
            foreach (var member in stored.Members())
            {
                foreach (var room in stored.Items(member.Name))
                {
                    if (room.AsText() is { } id)
                        book.PutDirect(id, member.Name);
                }
            }
        }
        catch (MatrixException e) when (e.Status == HttpStatusCode.NotFound)
        {
            // Nobody has written to the bot yet.
        }
    }

    /// <summary>The conversation with a member, opened where there is none.</summary>
    /// <exception cref="MatrixException">It cannot be opened.</exception>
    public async Task<ChannelRef> WithAsync(MemberRef member, CancellationToken ct)
    {
        await oneAtATime.WaitAsync(ct);
        try
        {
            return new ChannelRef(member.Platform, Known(member.Id) ?? await OpenAsync(member.Id, ct));
        }
        finally
        {
            oneAtATime.Release();
        }
    }

    /// <summary>Notes that a room is a conversation with a member, here and where the account's other clients see it.</summary>
    public async Task AddAsync(string room, string member, CancellationToken ct)
    {
        book.PutDirect(room, member);
        await KeepAsync(ct);
    }

    public async Task RemoveAsync(string room, CancellationToken ct)
    {
        if (book.OtherIn(room) is null)
            return;
        book.RemoveDirect(room);
        await KeepAsync(ct);
    }

    public void Dispose() => oneAtATime.Dispose();

    private string? Known(string member) =>
        book.Direct.Where(d => d.Value == member && book[d.Key] is { IsEncrypted: false }).Select(d => d.Key).FirstOrDefault();

    private async Task<string> OpenAsync(string member, CancellationToken ct)
    {
        var room = await api.MakeRoomAsync(
            new JsonObject
            {
                ["preset"] = "private_chat",
                ["is_direct"] = true,
                ["invite"] = new JsonArray(member),
            },
            ct);
        book.Put(new RoomState(room));
        await AddAsync(room, member, ct);
        return room;
    }

    private Task KeepAsync(CancellationToken ct)
    {
        var content = new JsonObject();
        foreach (var rooms in book.Direct.GroupBy(d => d.Value, StringComparer.Ordinal))
            content[rooms.Key] = new JsonArray([.. rooms.Select(d => (JsonNode)d.Key)]);
        return api.SetAccountDataAsync(session.Me, AccountData, content, ct);
    }
}
