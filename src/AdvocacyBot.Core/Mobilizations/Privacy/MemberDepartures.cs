using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Communities;
using AdvocacyBot.Core.Store;
using Microsoft.Extensions.DependencyInjection;

namespace AdvocacyBot.Core.Mobilizations.Privacy;

/// <summary>
/// Frees the seats of a member who has left a community for good and deletes what is held on them, as if they had asked for it;
/// unless the installation keeps the seats of those who leave.
/// </summary>
public sealed class MemberDepartures(
    CommunityOfIntent communities, EveryCommunity every, IEnumerable<MemberForgotten> others, MobilizationSettings settings)
{
    /// <summary>
    /// The member has left a place. Forgets them in every community none of whose places they are in. The event has one effect,
    /// however often it is reported: who comes back and answers again is not forgotten by an old one.
    /// </summary>
    /// <param name="eventId">The platform's id of the event that said so.</param>
    public async Task LeftAsync(MemberRef member, string eventId, CancellationToken ct)
    {
        if (settings.KeepSeatsOfDeparted)
            return;

        var remaining = (await communities.OfMemberAsync(member, ct)).Select(c => c.Id).ToHashSet();
        await every.RunAsync(
            (scope, inner) => remaining.Contains(scope.GetRequiredService<CommunityScope>().Id)
                ? Task.CompletedTask
                : scope.GetRequiredService<ForgetPerson>().DepartedAsync(member, eventId, inner),
            ct);
        if (remaining.Count > 0)
            return;

        foreach (var forget in others)
            await forget(member, ct);
    }
}
