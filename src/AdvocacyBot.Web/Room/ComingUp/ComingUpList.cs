using AdvocacyBot.Core;
using AdvocacyBot.Core.Communities;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Mobilizations.Public;
using AdvocacyBot.Core.Store;

namespace AdvocacyBot.Web.Room.ComingUp;

/// <summary>
/// The actions that the strip above the room's messages shows. Read once for all readers, at most every few seconds, and again when the bot
/// has written in the room. Thread-safe.
/// </summary>
internal sealed class ComingUpList(IServiceScopeFactory scopes, WebSettings settings, TimeProvider clock)
{
    private const int MaxCount = 5;
    private static readonly TimeSpan CacheDuration = TimeSpan.FromSeconds(10);
    private readonly bool hasPages = settings.PublicUrl is not null || WebSettings.IsLoopback(settings.Url);
    private State state = new([], "", DateTime.MinValue);

    /// <summary>Has the list read again before it is shown.</summary>
    public void Forget() => Volatile.Write(ref state, Volatile.Read(ref state) with { ReadAt = DateTime.MinValue });

    /// <summary>The present list. While storage is unavailable, it is the last known one.</summary>
    public async Task<Shown> ReadAsync(CancellationToken ct)
    {
        var (before, now) = (Volatile.Read(ref state), clock.UtcNow);
        if (now - before.ReadAt < CacheDuration)
            return new Shown(before.Actions, before.Version, hasPages);
        try
        {
            await using var scope = scopes.CreateScopeOf(Community.FirstId);
            var actions = await scope.ServiceProvider.GetRequiredService<ComingActions>().InChannelAsync(RoomPlatform.Channel, MaxCount, ct);
            var version = string.Join('\n', actions.Select(a => $"{a.Number} {a.StartsAt:O} {a.Zone} {a.Place} {a.PageName} {string.Join('\t', a.Titles.Values)}"));
            // Not over a change that was signalled meanwhile: that is read next time.
            Interlocked.CompareExchange(ref state, new State(actions, version, now), before);
            return new Shown(actions, version, hasPages);
        }
        catch (Exception e) when (StorageTrouble.IsTemporary(e))
        {
            return new Shown(before.Actions, before.Version, hasPages);
        }
    }

    private sealed record State(IReadOnlyList<ComingAction> Actions, string Version, DateTime ReadAt);

    /// <summary>What there is to show.</summary>
    /// <param name="Version">Differs if anything that a reader sees differs.</param>
    /// <param name="HasPages">Whether links to public pages lead anywhere.</param>
    internal sealed record Shown(IReadOnlyList<ComingAction> Actions, string Version, bool HasPages)
    {
        /// <summary>The list as one reader sees it.</summary>
        public ShownAction[] For(Language language) =>
        [
            .. Actions.Select(a => new ShownAction(
                a.Number, a.Titles[language], a.Place, a.StartsAt, a.Zone,
                HasPages && a.PageName is { } name ? $"/a/{name}?lang={language.Code}" : null,
                RoomTexts.All.Format(language, "coming.command", a.Number))),
        ];
    }
}

/// <summary>An action in the strip.</summary>
/// <param name="StartsAt">UTC.</param>
/// <param name="Page">The path of its public page; null if there is none.</param>
/// <param name="Command">What to send to the bot to see it.</param>
public sealed record ShownAction(long Number, string Title, string Place, DateTime StartsAt, string Zone, string? Page, string Command);
