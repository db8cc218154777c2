using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Communities;
using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Core.Inbox;

/// <summary>
/// Applies each platform event exactly once: the event's row is committed together with its effect. An event that arrives again,
/// after a crash or because the platform repeats it, changes nothing and gets the same answer.
/// </summary>
public sealed class EventInbox(BotDb db, WriteTransaction write, PlatformState state, OrganizerAction organizer, EventIds names, TimeProvider clock)
{
    /// <summary>How long events are stored; no platform repeats one later.</summary>
    public static readonly TimeSpan Memory = TimeSpan.FromDays(3);

    private static readonly CompiledQuery<Func<BotDb, string[], IAsyncEnumerable<SeenEvent>>> Seen = new(() =>
        EF.CompileAsyncQuery((BotDb db, string[] ids) => db.Set<SeenEvent>().AsNoTracking().Where(e => ids.Contains(e.Id))));

    /// <summary>Runs the work once for the intent's event, in one immediate transaction with the event's row and cursor.</summary>
    /// <param name="intent">The intent of the event.</param>
    /// <param name="subject">What must not change meanwhile.</param>
    /// <param name="work">Applies the effect and returns the answer.</param>
    /// <param name="again">
    /// Rebuilds the answer to a repeated event whose private answer was not stored. Must be read-only.
    /// </param>
    public Task<Reply> OnceAsync(
        Intent intent,
        string subject,
        Func<CancellationToken, Task<Reply>> work,
        Func<CancellationToken, Task<Reply>> again,
        CancellationToken ct) =>
        write.RunAsync(
            subject,
            async inner => await OnceAsync(await LookUpAsync([intent], inner), intent, work, again, inner),
            ct);

    /// <summary>Runs the work once, inside the current transaction, for an event without an answer.</summary>
    internal async Task OnceAsync(string platform, string eventId, Func<CancellationToken, Task> work, CancellationToken ct)
    {
        var id = names.Of(platform, eventId);
        if (await db.SeenEvents.AnyAsync(e => e.Id == id, ct))
            return;

        await work(ct);
        Remember(id, null);
    }

    /// <summary>Reads, inside the current transaction, which of several events have been applied.</summary>
    internal async Task<SeenBefore> LookUpAsync(IEnumerable<Intent> intents, CancellationToken ct)
    {
        string[] ids = [.. intents.Select(IdOf)];
        return new SeenBefore(await Seen.On(db)(db, ids).ToDictionaryAsync(e => e.Id, cancellationToken: ct));
    }

    /// <summary>As <see cref="OnceAsync(Intent, string, Func{CancellationToken, Task{Reply}}, Func{CancellationToken, Task{Reply}}, CancellationToken)"/>, for one of several events in the current transaction.</summary>
    internal async Task<Reply> OnceAsync(
        SeenBefore events,
        Intent intent,
        Func<CancellationToken, Task<Reply>> work,
        Func<CancellationToken, Task<Reply>> again,
        CancellationToken ct)
    {
        var id = IdOf(intent);
        if (events.ById.TryGetValue(id, out var seen))
            return seen.Answer is null ? await again(ct) : ReplyJson.Read(seen.Answer);

        var reply = await work(ct);
        organizer.Record();
        events.ById.Add(id, Remember(id, reply.Visibility == Visibility.Public ? ReplyJson.Write(reply) : null));
        if (intent.Cursor is { } cursor)
            await state.SaveAsync(cursor.Stream, cursor.Position, cursor.Fence, ct);
        return reply;
    }

    private SeenEvent Remember(string id, string? answer) =>
        db.SeenEvents.Add(new SeenEvent { Id = id, At = clock.UtcNow.Date, Answer = answer }).Entity;

    private string IdOf(Intent intent) => names.Of(intent.Member.Platform, intent.EventId);
}

/// <summary>The applied ones of several events.</summary>
internal sealed record SeenBefore(Dictionary<string, SeenEvent> ById);
