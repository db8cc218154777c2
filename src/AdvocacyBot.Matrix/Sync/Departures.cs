using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Mobilizations.Privacy;
using AdvocacyBot.Matrix.Api;
using AdvocacyBot.Matrix.Rooms;
using AdvocacyBot.Matrix.SignIn;
using AdvocacyBot.Matrix.Wire;
using Microsoft.Extensions.DependencyInjection;

namespace AdvocacyBot.Matrix.Sync;

/// <summary>
/// Reports members who have left the group: those who left or were removed from a room and are in no other room of the group. Direct
/// conversations and spaces are not rooms of the group.
/// </summary>
/// <seealso href="https://spec.matrix.org/v1.19/client-server-api/#mroommember"/>
internal sealed class Departures(MatrixApi api, Session session, RoomDirectory rooms, ForgottenConversations forgotten, IServiceScopeFactory scopes)
{
    public async Task HandleAsync(RoomState room, MatrixEvent e, CancellationToken ct)
    {
        if (e is not { Type: EventTypes.Member, Membership: "leave" or "ban", ChangesMembership: true, StateKey: { } user }
            || user == session.Me || !IsGroup(room) || await IsElsewhereAsync(room, user, ct))
        {
            return;
        }

        await using var scope = scopes.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<MemberDepartures>()
            .LeftAsync(new MemberRef(MatrixPlatform.PlatformName, user), e.Id, ct);
        await forgotten.LeaveAsync(user, ct);
    }

    private bool IsGroup(RoomState room) => rooms.OtherIn(room.Id) is null && !room.IsSpace;

    private async Task<bool> IsElsewhereAsync(RoomState left, string user, CancellationToken ct)
    {
        foreach (var room in rooms.All.Where(r => r.Id != left.Id && IsGroup(r)))
        {
            if ((await api.MembersAsync(room.Id, ct)).Contains(user, StringComparer.Ordinal))
                return true;
        }

        return false;
    }
}
