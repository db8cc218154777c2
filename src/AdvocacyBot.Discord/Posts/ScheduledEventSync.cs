using AdvocacyBot.Core;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Store;
using AdvocacyBot.Discord.Rest;
using AdvocacyBot.Discord.Wire;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AdvocacyBot.Discord.Posts;

/// <summary>The content of a Discord scheduled event.</summary>
/// <param name="Name">Shortened to 100 characters.</param>
/// <param name="Start">UTC.</param>
/// <param name="End">UTC.</param>
/// <param name="Place">Shortened to 100 characters.</param>
public sealed record ScheduledEventDetails(string Name, DateTime Start, DateTime End, string Place);

/// <summary>
/// Returns the event for a subject such as <c>mobilization/7</c>; null if it is not an event or is cancelled. Provided by the
/// host, so that this project does not depend on features.
/// </summary>
public delegate Task<ScheduledEventDetails?> ScheduledEventSource(string subject, CancellationToken ct);

/// <summary>
/// Mirrors announcements as Discord scheduled events. Off by default, because Discord shows every member of the server who is
/// interested in an event.
/// </summary>
internal sealed partial class ScheduledEventSync(
    DiscordSettings settings, ScheduledEventSource source, DiscordApi api, IServiceScopeFactory scopes, TimeProvider clock,
    ILogger<ScheduledEventSync> logger) : IDisposable
{
    private const int MaxTextLength = 100;
    private readonly SemaphoreSlim oneWriter = new(1, 1);

    /// <summary>Creates, edits or deletes the events for a message's subjects. A failure is logged and does not fail the message.</summary>
    public async Task SyncAsync(string? guild, Reply reply, CancellationToken ct)
    {
        if (!settings.ScheduledEvents || guild is null || reply.Subjects.Count == 0)
            return;

        await oneWriter.WaitAsync(ct);
        try
        {
            foreach (var subject in reply.Subjects.Distinct(StringComparer.Ordinal))
                await SyncAsync(guild, subject, ct);
        }
        catch (DiscordApiException e)
        {
            LogFailed(logger, guild, e.Message);
        }
        finally
        {
            oneWriter.Release();
        }
    }

    public void Dispose() => oneWriter.Dispose();

    private async Task SyncAsync(string guild, string subject, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var state = scope.ServiceProvider.GetRequiredService<PlatformState>();
        var stream = $"discord/event/{guild}/{subject}";
        var known = await state.FindAsync(stream, ct) is { Length: > 0 } id ? id : null;
        var details = await source(subject, ct);
        if (details is null)
        {
            if (known is not null)
            {
                await DeleteAsync(guild, known, ct);
                await state.SaveAsync(stream, "", ct);
            }

            return;
        }

        // Discord refuses to create or move an event that has started.
        if (details.Start <= clock.UtcNow)
            return;

        var payload = new ScheduledEventPayload(Text(details.Name), details.Start, details.End, new EntityMetadata(Text(details.Place)));
        if (known is not null)
        {
            await api.Guilds.EditScheduledEventAsync(guild, known, payload, ct);
            return;
        }

        // Events have no nonce: check whether an attempt whose response was lost created it.
        var existing = (await api.Guilds.ScheduledEventsAsync(guild, ct))
            .FirstOrDefault(e => e.Name == payload.Name && e.ScheduledStartTime.ToUniversalTime() == payload.ScheduledStartTime);
        existing ??= await api.Guilds.CreateScheduledEventAsync(guild, payload, ct);
        await state.SaveAsync(stream, existing.Id, ct);
    }

    private async Task DeleteAsync(string guild, string known, CancellationToken ct)
    {
        try
        {
            await api.Guilds.DeleteScheduledEventAsync(guild, known, ct);
        }
        catch (DiscordApiException e) when (e.Status == 404)
        {
            // Already deleted by a person.
        }
    }

    private static string Text(string text)
    {
        var clean = SafeText.Shorten(SafeText.Clean(text).Replace('\n', ' ').Trim(), MaxTextLength);
        return clean.Length == 0 ? "…" : clean;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The scheduled events of server {Guild} could not be updated: {Reason}")]
    private static partial void LogFailed(ILogger logger, string guild, string reason);
}
