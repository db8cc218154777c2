using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Communities;
using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Core.Inbox;

/// <summary>
/// Gives each event of a platform its effect exactly once: the event's row is committed with the effect, so that an event
/// that comes again, after a crash or because the platform repeats itself, changes nothing and gets the same answer.
/// </summary>
public sealed class EventInbox(BotDb db, WriteTransaction write, PlatformState state, OrganizerAction organizer, EventIds names, TimeProvider clock)
{
    /// <summary>How long an event is remembered; no platform repeats one later.</summary>
    public static readonly TimeSpan Memory = TimeSpan.FromDays(3);

    private static readonly CompiledQuery<Func<BotDb, string[], IAsyncEnumerable<SeenEvent>>> Seen = new(() =>
        EF.CompileAsyncQuery((BotDb db, string[] ids) => db.Set<SeenEvent>().AsNoTracking().Where(e => ids.Contains(e.Id))));

    /// <summary>Runs the work once for the intent's event, in one immediate transaction with the event's row and cursor.</summary>
    /// <param name="intent">Whose event it is.</param>
    /// <param name="subject">What must not change meanwhile.</param>
    /// <param name="work">Makes the effect and the answer.</param>
    /// <param name="again">
    /// Makes the answer for an event that was seen before, where the first one was private and so was not kept. It must
    /// change nothing.
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

    /// <summary>Runs the work once, within the present transaction, for an event that nobody waits for an answer to.</summary>
    internal async Task OnceAsync(string platform, string eventId, Func<CancellationToken, Task> work, CancellationToken ct)
    {
        var id = names.Of(platform, eventId);
        if (await db.SeenEvents.AnyAsync(e => e.Id == id, ct))
            return;

        await work(ct);
        Remember(id, null);
    }

    /// <summary>Reads, within the present transaction, which events of several have had their effect.</summary>
    internal async Task<SeenBefore> LookUpAsync(IEnumerable<Intent> intents, CancellationToken ct)
    {
        string[] ids = [.. intents.Select(IdOf)];
        return new SeenBefore(await Seen.On(db)(db, ids).ToDictionaryAsync(e => e.Id, cancellationToken: ct));
    }

    /// <summary>As <see cref="OnceAsync(Intent, string, Func{CancellationToken, Task{Reply}}, Func{CancellationToken, Task{Reply}}, CancellationToken)"/>, for one of several events in the present transaction.</summary>
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
            await state.SaveAsync(cursor.Stream, cursor.Position, ct);
        return reply;
    }

    private SeenEvent Remember(string id, string? answer) =>
        db.SeenEvents.Add(new SeenEvent { Id = id, At = clock.UtcNow.Date, Answer = answer }).Entity;

    private string IdOf(Intent intent) => names.Of(intent.Member.Platform, intent.EventId);
}

/// <summary>Those of several events that have had their effect.</summary>
internal sealed record SeenBefore(Dictionary<string, SeenEvent> ById);
