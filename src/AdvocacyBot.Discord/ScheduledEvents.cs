using AdvocacyBot.Core;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Inbox;
using AdvocacyBot.Discord.Rest;
using AdvocacyBot.Discord.Wire;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AdvocacyBot.Discord;

/// <summary>What a scheduled event of Discord's says.</summary>
/// <param name="Name">At most 100 characters are shown.</param>
/// <param name="Start">UTC.</param>
/// <param name="End">UTC.</param>
/// <param name="Place">At most 100 characters are shown.</param>
public sealed record ScheduledEventDetails(string Name, DateTime Start, DateTime End, string Place);

/// <summary>
/// Tells what a subject such as <c>mobilization/7</c> is as a scheduled event; null where it is none, or no longer takes
/// place. The host fills it in, so that Discord knows no feature.
/// </summary>
public delegate Task<ScheduledEventDetails?> ScheduledEventSource(string subject, CancellationToken ct);

/// <summary>
/// Keeps Discord's own event calendar in step with what is announced. Off unless an organizer turns it on: Discord shows
/// everybody on the server who is interested in such an event.
/// </summary>
internal sealed partial class ScheduledEvents(
    DiscordSettings settings, ScheduledEventSource source, DiscordApi api, IServiceScopeFactory scopes, TimeProvider clock,
    ILogger<ScheduledEvents> logger) : IDisposable
{
    private const int LongestText = 100;
    private readonly SemaphoreSlim oneAtATime = new(1, 1);

    /// <summary>Makes, changes or removes the events of what a message is about. The message stands whatever becomes of them.</summary>
    public async Task FollowAsync(string? guild, Reply reply, CancellationToken ct)
    {
        if (!settings.ScheduledEvents || guild is null || reply.Subjects.Count == 0)
            return;

        await oneAtATime.WaitAsync(ct);
        try
        {
            foreach (var subject in reply.Subjects.Distinct(StringComparer.Ordinal))
                await FollowAsync(guild, subject, ct);
        }
        catch (DiscordFailure e)
        {
            LogFailed(logger, guild, e.Message);
        }
        finally
        {
            oneAtATime.Release();
        }
    }

    public void Dispose() => oneAtATime.Dispose();

    private async Task FollowAsync(string guild, string subject, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var inbox = scope.ServiceProvider.GetRequiredService<EventInbox>();
        var stream = $"discord/event/{guild}/{subject}";
        var known = await inbox.PositionAsync(stream, ct) is { Length: > 0 } id ? id : null;
        var details = await source(subject, ct);
        if (details is null)
        {
            if (known is not null)
            {
                await RemoveAsync(guild, known, ct);
                await inbox.SaveAsync(new Cursor(stream, ""), ct);
            }

            return;
        }

        // An event that has begun can no longer be made or moved.
        if (details.Start <= clock.UtcNow)
            return;

        var payload = new ScheduledEventPayload(Text(details.Name), details.Start, details.End, new EntityMetadata(Text(details.Place)));
        if (known is not null)
        {
            await api.EditScheduledEventAsync(guild, known, payload, ct);
            return;
        }

        // Events have no nonce: look whether an attempt whose answer was lost has made it.
        var there = (await api.ScheduledEventsAsync(guild, ct))
            .FirstOrDefault(e => e.Name == payload.Name && e.ScheduledStartTime.ToUniversalTime() == payload.ScheduledStartTime);
        there ??= await api.CreateScheduledEventAsync(guild, payload, ct);
        await inbox.SaveAsync(new Cursor(stream, there.Id), ct);
    }

    private async Task RemoveAsync(string guild, string known, CancellationToken ct)
    {
        try
        {
            await api.DeleteScheduledEventAsync(guild, known, ct);
        }
        catch (DiscordFailure e) when (e.Status == 404)
        {
            // Somebody removed it by hand.
        }
    }

    private static string Text(string text)
    {
        var clean = SafeText.Shorten(SafeText.Clean(text).Replace('\n', ' ').Trim(), LongestText);
        return clean.Length == 0 ? "…" : clean;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The events of server {Guild} could not be brought up to date: {Reason}")]
    private static partial void LogFailed(ILogger logger, string guild, string reason);
}
