using System.Net;
using AdvocacyBot.Core;
using AdvocacyBot.Core.Loops;
using AdvocacyBot.Matrix.Api;
using AdvocacyBot.Matrix.Memory;
using AdvocacyBot.Matrix.Wire;
using Microsoft.Extensions.Logging;

namespace AdvocacyBot.Matrix.Rooms;

/// <summary>
/// Follows invitations: of allowed people into any room, of members of the group's rooms into a conversation of two, and into
/// rooms that replace one the bot is in. Joining may take a homeserver long and fail for a while; it is remembered until it is done.
/// </summary>
internal sealed partial class Invitations(
    MatrixApi api, Session session, RoomBook book, DirectRooms directs, MatrixMemory memory, MatrixSettings settings, MatrixTiming timing,
    Core.BotSettings bot, TimeProvider clock, ILogger<Invitations> logger)
    : IDisposable
{
    private const int MostAttempts = 12;
    private readonly Backoff retry = new(timing.Retry, timing.RetryCeiling);
    private readonly SemaphoreSlim bell = new(0, 1);

    /// <summary>Decides about the invitations of a sync.</summary>
    public async Task ReceiveAsync(SyncResponse sync, CancellationToken ct)
    {
        foreach (var (room, invited) in sync.Rooms?.Invite ?? [])
        {
            var mine = (invited.InviteState?.Events ?? []).Select(e => new MatrixEvent(e))
                .FirstOrDefault(e => e.IsState(EventTypes.Member, session.Me) && e.Membership == "invite");
            if (mine.Sender.Length == 0)
                continue;

            var isDirect = mine.Content.IsTrue("is_direct");
            if (await IsAllowedAsync(room, mine.Sender, isDirect, ct))
                Accept(room, mine.Sender, isDirect);
            else
                await DeclineAsync(room, ct);
        }
    }

    /// <summary>Joins a room as soon as that is possible.</summary>
    public void Accept(string room, string from, bool isDirect)
    {
        memory.Change(m => m.Invites[room] = new PendingInvite(from, isDirect, 0, clock.UtcNow));
        Wake();
    }

    /// <summary>Joins what is to be joined, again and again until cancelled.</summary>
    public async Task RunAsync(CancellationToken ct)
    {
        while (true)
        {
            var now = clock.UtcNow;
            var pending = memory.Read(m => m.Invites.ToList());
            foreach (var (room, invite) in pending.Where(p => p.Value.NotBefore <= now))
                await JoinAsync(room, invite, ct);
            await memory.KeepAsync(ct);

            var next = memory.Read(m => m.Invites.Values.Select(i => (DateTime?)i.NotBefore).Min());
            using var alarm = new CancellationTokenSource(next is { } at && at > now ? at - now : timing.SyncHold, clock);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(alarm.Token, ct);
            try
            {
                await bell.WaitAsync(either.Token);
            }
            catch (OperationCanceledException) when (!ct.IsCancellationRequested)
            {
                // The alarm: something may be due.
            }
        }
    }

    public void Dispose() => bell.Dispose();

    private async Task<bool> IsAllowedAsync(string room, string inviter, bool isDirect, CancellationToken ct)
    {
        if (UserIds.Names(settings.AllowedInviters, inviter) || book.All.Any(r => r.Replacement == room))
            return true;
        if (!isDirect)
            return false;

        foreach (var group in book.Groups)
        {
            if (await api.MembershipAsync(group.Id, inviter, ct) == "join")
                return true;
        }

        return false;
    }

    private async Task JoinAsync(string room, PendingInvite invite, CancellationToken ct)
    {
        if (invite.Direct)
            book.PutDirect(room, invite.From);
        try
        {
            await api.JoinAsync(room, UserIds.ServerOf(invite.From), ct);
            if (invite.Direct)
                await directs.AddAsync(room, invite.From, ct);
            memory.Change(m => m.Invites.Remove(room));
        }
        catch (MatrixException e) when (e.IsPassing && invite.Attempts < MostAttempts)
        {
            var wait = e.RetryAfter ?? retry.After(invite.Attempts + 1);
            var again = invite with
            {
                Attempts = e.IsRateLimit ? invite.Attempts : invite.Attempts + 1,
                NotBefore = clock.UtcNow + wait,
            };
            memory.Change(m => m.Invites[room] = again);
        }
        catch (MatrixException e)
        {
            LogNotJoined(logger, e.Message);
            book.RemoveDirect(room);
            memory.Change(m => m.Invites.Remove(room));
        }
    }

    private async Task DeclineAsync(string room, CancellationToken ct)
    {
        LogDeclined(logger);
        try
        {
            await api.LeaveAsync(room, MatrixTexts.All[bot.DefaultLanguage, "invite.refused"], ct);
        }
        catch (MatrixException e) when (e.Status is HttpStatusCode.Forbidden or HttpStatusCode.NotFound)
        {
            // It was withdrawn.
        }
    }

    private void Wake()
    {
        lock (bell)
        {
            if (bell.CurrentCount == 0)
                bell.Release();
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Matrix: declined an invitation from somebody who is not in Matrix:AllowedInviters")]
    private static partial void LogDeclined(ILogger logger);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Matrix: could not join a room: {Reason}")]
    private static partial void LogNotJoined(ILogger logger, string reason);
}
