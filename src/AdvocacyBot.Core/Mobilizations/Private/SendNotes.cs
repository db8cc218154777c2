using System.Collections.Concurrent;
using System.Globalization;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Communities;
using AdvocacyBot.Core.Loops;
using AdvocacyBot.Core.Platforms;
using AdvocacyBot.Core.Store;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AdvocacyBot.Core.Mobilizations.Private;

/// <summary>
/// Writes to people who asked for it, each message at most once: its row is gone before it is sent. One that is refused is
/// marked and never stops the others. Platforms do not wait for each other; what would go to one that is away or in trouble stays
/// where it is until that has passed.
/// </summary>
internal sealed partial class SendNotes(
    IServiceScopeFactory scopes, PlatformDirectory platforms, TimeProvider clock, ILogger<SendNotes> logger)
    : Loop(clock, logger)
{
    /// <summary>How many of one platform are tried until it is asked anew what is due.</summary>
    private const int AtOnce = 64;

    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    /// <summary>How long a message that is on its way has left when the bot is told to stop.</summary>
    private static readonly TimeSpan Drain = TimeSpan.FromSeconds(5);

    /// <summary>How long nothing is written to a platform that is away or in trouble.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(20);

    private readonly TimeProvider clock = clock;

    /// <summary>When each platform was last in trouble, as the clock's timestamps count.</summary>
    private readonly ConcurrentDictionary<string, long> trouble = new(StringComparer.Ordinal);

    private enum Outcome
    {
        Sent,

        /// <summary>This person cannot be written to.</summary>
        Refused,

        /// <summary>It certainly did not arrive, and the next one would not either: both wait.</summary>
        NotSent,

        /// <summary>It may have arrived, so it is not tried again; the next ones wait.</summary>
        Trouble,
    }

    public override async Task<DateTime?> TurnAsync(CancellationToken ct)
    {
        var now = clock.UtcNow;
        IReadOnlyList<DueNote> due;
        DateTime? next;
        await using (var scope = scopes.CreateAsyncScope())
        {
            var notes = scope.ServiceProvider.GetRequiredService<DueNotes>();
            (due, next) = (await notes.ListAsync(now, ct), await notes.NextAsync(now, ct));
        }

        var tried = await Task.WhenAll(due.GroupBy(n => n.Platform).Select(group => SomeAsync(group.Take(AtOnce), group.Key, ct)));
        if (tried.Contains(true))
            return now;

        // What waits for its platform is looked at again after a while.
        return due.Count > 0 && !(next < now + Pause) ? now + Pause : next;
    }

    /// <summary>Tries some of one platform, one after the other.</summary>
    /// <returns>Whether any was tried; none is while it is away.</returns>
    private async Task<bool> SomeAsync(IEnumerable<DueNote> notes, string? name, CancellationToken ct)
    {
        var platform = platforms.Find(name);
        var tried = false;
        foreach (var note in notes.TakeWhile(_ => platform is null || !IsAway(platform)))
        {
            tried = true;
            if (await OneAsync(note, platform, ct) is Outcome.Trouble or Outcome.NotSent)
                trouble[platform!.Name] = clock.GetTimestamp();
            ShowLife();
        }

        return tried;
    }

    private bool IsAway(IChatPlatform platform) =>
        !platform.IsReady || (trouble.TryGetValue(platform.Name, out var since) && clock.GetElapsedTime(since) < Pause);

    /// <returns>Null where there was nothing to say any more.</returns>
    private async Task<Outcome?> OneAsync(DueNote note, IChatPlatform? platform, CancellationToken ct)
    {
        PrivateMessage? message;
        await using (var before = scopes.CreateScopeOf(note.Community))
            message = await before.ServiceProvider.GetRequiredService<TakeNote>().RunAsync(note.Mobilization, note.Id, ct);
        if (message is null)
            return null;

        // While it is on its way the person may ask for more, or to be forgotten: what there is then is read anew.
        var outcome = platform is null ? Outcome.Refused : await SendAsync(platform, message, ct);
        await using var after = scopes.CreateScopeOf(note.Community);
        var take = after.ServiceProvider.GetRequiredService<TakeNote>();
        if (outcome == Outcome.NotSent)
            await take.PutBackAsync(message, CancellationToken.None);
        else
            await take.FinishAsync(message, outcome == Outcome.Refused, CancellationToken.None);
        return outcome;
    }

    private async Task<Outcome> SendAsync(IChatPlatform platform, PrivateMessage message, CancellationToken ct)
    {
        using var deadline = new CancellationTokenSource(Deadline, clock);
        await using var stop = ct.Register(() => deadline.CancelAfter(Drain));
        try
        {
            // The note's id is random, so that nothing ties the message to the person, and the same for each attempt: a platform that took
            // the message and could not say so shows it once.
            var reply = CommunityMark.Add(message.Reply, message.Note.CommunityId);
            var post = new Post(ChannelRef.DirectTo(message.To), reply, string.Create(CultureInfo.InvariantCulture, $"note/{message.Note.Id}"), clock.UtcNow);
            await platform.SendAsync(post, deadline.Token);
            return Outcome.Sent;
        }
        catch (Exception e)
        {
            LogRefused(logger, platform.Name, e.GetType().Name);
            return e switch
            {
                SendFailedException { Failure: SendFailure.Later } => Outcome.NotSent,
                SendFailedException { Failure: SendFailure.Uncertain } or OperationCanceledException => Outcome.Trouble,
                _ => Outcome.Refused,
            };
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A private message on {Platform} was not delivered ({Why})")]
    private static partial void LogRefused(ILogger logger, string platform, string why);
}

/// <summary>A private message on its way. Prints as redacted.</summary>
internal sealed class PrivateMessage(PrivateNote note, MemberRef to, Reply reply)
{
    public PrivateNote Note { get; } = note;

    public MemberRef To { get; } = to;

    public Reply Reply { get; } = reply;

    public override string ToString() => "(redacted)";
}
