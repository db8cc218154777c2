using AdvocacyBot.Core.Alerts;
using AdvocacyBot.Core.Communities;
using AdvocacyBot.Core.Store;
using AdvocacyBot.Matrix.Encryption.Machine;
using AdvocacyBot.Matrix.Rooms;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AdvocacyBot.Matrix.EndToEnd;

/// <summary>
/// Notifies organizers that a member's encryption identity has changed: they reset it, or somebody else has the account. Until then
/// nothing is encrypted for that person.
/// </summary>
/// <seealso href="https://spec.matrix.org/v1.19/client-server-api/#key-and-signature-security"/>
internal sealed partial class IdentityChanges(
    EncryptionDevice device, RoomDirectory rooms, RoomMembers members, AlertPoster alerts, IServiceScopeFactory scopes, ILogger<IdentityChanges> logger)
{
    public async Task AnnounceAsync(MachineEffect.IdentityChanged changed, CancellationToken ct)
    {
        // The person's own rooms may be the alert channels, so encrypting for them is allowed first.
        await device.StepAsync(new MachineInput.IdentityChangeAnnounced(changed.UserId), ct);
        var posted = false;
        foreach (var community in await CommunitiesOfAsync(changed.UserId, ct))
        {
            posted |= await alerts(
                community, $"identity/{changed.Current.Value}", language => MatrixTexts.All.Format(language, "identity.changed", changed.UserId), ct);
        }

        if (posted)
            LogAnnounced(logger);
        else
            LogNotAnnounced(logger);
    }

    /// <summary>The communities in whose encrypted rooms the person is.</summary>
    private async Task<IReadOnlyList<long>> CommunitiesOfAsync(string user, CancellationToken ct)
    {
        var shared = new List<string>();
        foreach (var room in rooms.Groups.ToList())
        {
            if ((await members.OfAsync(room, ct)).Contains(user, StringComparer.Ordinal))
                shared.Add(rooms.FirstOf(room.Id));
        }

        await using var scope = scopes.CreateAsyncScope();
        var places = scope.ServiceProvider.GetRequiredService<BotDb>().Places;
        return await places.Where(p => p.Platform == MatrixPlatform.PlatformName && shared.Contains(p.Key)).Select(p => p.CommunityId).Distinct().ToListAsync(ct);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Matrix: the encryption identity of a member has changed; organizers were notified")]
    private static partial void LogAnnounced(ILogger logger);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Matrix: the encryption identity of a member has changed, and no channel for alerts could be written to; choose one with \"alerts here\"")]
    private static partial void LogNotAnnounced(ILogger logger);
}
