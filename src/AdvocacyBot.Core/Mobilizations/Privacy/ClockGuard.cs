using System.Globalization;
using AdvocacyBot.Core.Communities.Hosting;
using AdvocacyBot.Core.Inbox;
using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace AdvocacyBot.Core.Mobilizations.Privacy;

/// <summary>
/// Keeps a wrong clock from destroying keys, which nothing brings back. If the clock is further ahead of the latest time that this
/// database knows than <see cref="MaxJump"/>, nothing is destroyed until somebody outside says the same time or an organizer
/// confirms it, for their own community alone.
/// </summary>
internal sealed partial class ClockGuard(BotDb db, CommunityScope scope, PlatformState state, OutsideTime outside, TimeProvider clock, ILogger<ClockGuard> logger)
{
    public static readonly TimeSpan MaxJump = TimeSpan.FromDays(3);
    private const string Key = "clock/latest";

    /// <summary>The time is written this often, which is all the precision that is needed.</summary>
    private static readonly TimeSpan Precision = TimeSpan.FromHours(1);

    /// <summary>Whether what is due may be destroyed. Remembers the present time if so.</summary>
    public async Task<bool> AllowsAsync(CancellationToken ct)
    {
        var (now, latest) = (clock.UtcNow, await LatestAsync(ct));
        if (IsJump(now, latest) && !outside.Confirms(now))
        {
            if (await IsConfirmedAsync(now, ct))
                return true;
            LogJump(logger, now, latest!.Value);
            return false;
        }

        if (latest is not { } known || now - known >= Precision)
            await SaveAsync(Key, now, ct);
        return true;
    }

    /// <summary>The latest time that was known before the clock jumped; null if it has not, or if that has been settled.</summary>
    public async Task<DateTime?> JumpedFromAsync(CancellationToken ct) =>
        await LatestAsync(ct) is { } latest && IsJump(clock.UtcNow, latest) && !outside.Confirms(clock.UtcNow) && !await IsConfirmedAsync(clock.UtcNow, ct) ? latest : null;

    /// <summary>An organizer of the community in scope says that the present time is right.</summary>
    public Task ConfirmAsync(CancellationToken ct) => SaveAsync(ConfirmedKey, clock.UtcNow, ct);

    private string ConfirmedKey => CommunityStates.KeyOf(CommunityStates.ClockConfirmed, scope.Id);

    /// <summary>Whether organizers of the community in scope have confirmed about this time. Nobody confirms for all communities.</summary>
    private async Task<bool> IsConfirmedAsync(DateTime now, CancellationToken ct) =>
        scope.IsEntered && await state.FindAsync(ConfirmedKey, ct) is { } stored && (now - Read(stored)).Duration() <= MaxJump;

    private static bool IsJump(DateTime now, DateTime? latest) => now - latest > MaxJump;

    /// <summary>Before the first time was stored: when the last event had its effect.</summary>
    private async Task<DateTime?> LatestAsync(CancellationToken ct) => await state.FindAsync(Key, ct) is { } stored
        ? Read(stored)
        : await db.SeenEvents.MaxAsync(e => (DateTime?)e.At, ct);

    private static DateTime Read(string stored) => DateTime.Parse(stored, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind);

    private Task SaveAsync(string key, DateTime now, CancellationToken ct) => state.SaveAsync(key, now.ToString("O", CultureInfo.InvariantCulture), ct);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The clock says {Now}, but the latest known time is {Latest}: no key is destroyed until the time is confirmed, by a feed, by a platform or by an organizer (action N)")]
    private static partial void LogJump(ILogger logger, DateTime now, DateTime latest);
}
