using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Mobilizations.Privacy;
using AdvocacyBot.Matrix.Api;
using AdvocacyBot.Matrix.Rooms;
using AdvocacyBot.Matrix.Wire;
using Microsoft.Extensions.DependencyInjection;

namespace AdvocacyBot.Matrix.Listening;

/// <summary>
/// Hears who has left the group or was sent away: whoever leaves one room and is in none of the group's others. Conversations of
/// two are no rooms of the group.
/// </summary>
/// <seealso href="https://spec.matrix.org/v1.19/client-server-api/#mroommember"/>
internal sealed class Departures(MatrixApi api, Session session, RoomBook book, IServiceScopeFactory scopes)
{
    public async Task HearAsync(RoomState room, MatrixEvent e, CancellationToken ct)
    {
        if (e is not { Type: EventTypes.Member, Membership: "leave" or "ban", ChangesMembership: true, StateKey: { } who }
            || who == session.Me || book.OtherIn(room.Id) is not null || await IsElsewhereAsync(room, who, ct))
        {
            return;
        }

        await using var scope = scopes.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<MemberDepartures>()
            .LeftAsync(new MemberRef(MatrixPlatform.PlatformName, who), e.Id, ct);
    }

    private async Task<bool> IsElsewhereAsync(RoomState left, string who, CancellationToken ct)
    {
        foreach (var room in book.All.Where(r => r.Id != left.Id && book.OtherIn(r.Id) is null))
        {
            if ((await api.MembersAsync(room.Id, ct)).Contains(who, StringComparer.Ordinal))
                return true;
        }

        return false;
    }
}
