using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Loops;
using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AdvocacyBot.Core.Mobilizations.Private;

/// <summary>
/// Writes to people who asked for it, each message at most once: its row is gone before it is sent. One that is refused is
/// marked and never stops the others.
/// </summary>
internal sealed partial class SendNotes(
    IServiceScopeFactory scopes, IEnumerable<IChatPlatform> platforms, TimeProvider clock, ILogger<SendNotes> logger)
    : Loop(clock, logger)
{
    private const int Batch = 256;
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);
    private readonly TimeProvider clock = clock;

    public override async Task<DateTime?> TurnAsync(CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        List<(long Mobilization, long Note)> due;
        await using (var scope = scopes.CreateAsyncScope())
        {
            var db = scope.ServiceProvider.GetRequiredService<BotDb>();
            due = [.. (await db.PrivateNotes.Where(n => n.DueAt <= now).OrderBy(n => n.DueAt).ThenBy(n => n.Id).Take(Batch)
                .Select(n => new { n.MobilizationId, n.Id }).ToListAsync(ct)).Select(n => (n.MobilizationId, n.Id))];
            if (due.Count == 0)
                return await db.PrivateNotes.MinAsync(n => (DateTime?)n.DueAt, ct);
        }

        foreach (var (mobilization, note) in due)
        {
            await OneAsync(mobilization, note, ct);
            ShowLife();
        }

        return now;
    }

    private async Task OneAsync(long mobilization, long id, CancellationToken ct)
    {
        PrivateMessage? message;
        await using (var before = scopes.CreateAsyncScope())
            message = await before.ServiceProvider.GetRequiredService<TakeNote>().RunAsync(mobilization, id, ct);
        if (message is null)
            return;

        // While it is on its way the person may ask for more, or to be forgotten: what there is then is read anew.
        var isRefused = !await SentAsync(message, ct);
        await using var after = scopes.CreateAsyncScope();
        await after.ServiceProvider.GetRequiredService<TakeNote>().FinishAsync(mobilization, message.Person, isRefused, ct);
    }

    private async Task<bool> SentAsync(PrivateMessage message, CancellationToken ct)
    {
        using var deadline = new CancellationTokenSource(Deadline, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, ct);
        try
        {
            if (platforms.FirstOrDefault(p => p.Name == message.To.Platform) is not { } platform)
                return false;

            // A key of its own for the one attempt, so that nothing ties the message to the person.
            var post = new Post(ChannelRef.DirectTo(message.To), message.Reply, $"note/{Guid.NewGuid():N}", clock.GetUtcNow().UtcDateTime);
            await platform.SendAsync(post, either.Token);
            return true;
        }
        catch (Exception e) when (e is not OperationCanceledException || !ct.IsCancellationRequested)
        {
            LogRefused(logger, message.To.Platform, e.GetType().Name);
            return e is SendFailedException { Failure: not SendFailure.Never } or OperationCanceledException;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A private message on {Platform} was not delivered ({Why}); it is not tried again")]
    private static partial void LogRefused(ILogger logger, string platform, string why);
}

/// <summary>A private message on its way. Prints as redacted.</summary>
internal sealed class PrivateMessage(string person, MemberRef to, Reply reply)
{
    public string Person { get; } = person;

    public MemberRef To { get; } = to;

    public Reply Reply { get; } = reply;

    public override string ToString() => "(redacted)";
}
