using System.Net;
using AdvocacyBot.Core;
using AdvocacyBot.Core.Loops;
using AdvocacyBot.Matrix.Api;
using AdvocacyBot.Matrix.SignIn;
using AdvocacyBot.Matrix.State;
using AdvocacyBot.Matrix.Wire;
using Microsoft.Extensions.Logging;

namespace AdvocacyBot.Matrix.Rooms;

/// <summary>
/// Accepts invitations: of allowed people into any room, of members of the group's rooms into a conversation of two, and into rooms
/// that replace one that the bot is in. Joining can be slow and fail for a while, so accepted invitations are stored until joined.
/// </summary>
internal sealed partial class Invitations(
    MatrixApi api, Session session, RoomDirectory rooms, DirectRooms directs, MatrixStateStore state, MatrixSettings settings, MatrixTiming timing,
    BotSettings bot, TimeProvider clock, ILogger<Invitations> logger)
    : Loop(clock, logger)
{
    private const int MaxAttempts = 12;
    private readonly TimeProvider clock = clock;
    private readonly Backoff retry = new(timing.FirstRetry, timing.MaxRetry);

    /// <summary>Runs until cancelled; sleeps until the next attempt is due or an invitation is accepted.</summary>
    public Task RunAsync(CancellationToken ct) => ExecuteAsync(ct);

    /// <summary>Accepts or declines the invitations of a sync.</summary>
    public async Task ReceiveAsync(SyncResponse sync, CancellationToken ct)
    {
        foreach (var (room, invited) in sync.Rooms?.Invite ?? [])
        {
            var events = (invited.InviteState?.Events ?? []).Select(e => new MatrixEvent(e)).ToList();
            var mine = events.FirstOrDefault(e => e.IsState(EventTypes.Member, session.Me) && e.Membership == "invite");
            if (mine.Sender.Length == 0)
                continue;

            var isDirect = mine.Content.IsTrue("is_direct");
            if (PredecessorOf(room, new RoomState(room).With(events)) is { } old)
                AcceptReplacement(old, room);
            else if (IsConfigured(room) || await IsAllowedAsync(mine.Sender, isDirect, ct))
                Accept(room, mine.Sender, isDirect);
            else
                await DeclineAsync(room, ct);
        }
    }

    /// <summary>Joins the room that replaces another one. It keeps the old room's kind and is left again unless it names the old room.</summary>
    public void AcceptReplacement(RoomState old, string next)
    {
        state.Change(s => s.ExpectedPredecessors[next] = old.Id);
        var other = rooms.OtherIn(old.Id);
        Accept(next, other ?? old.ReplacedBy ?? session.Me, other is not null);
    }

    /// <summary>Joins a room that the settings name, or asks to be let in.</summary>
    /// <param name="entry">The room's id or alias, which names its server.</param>
    public void AcceptConfigured(string room, string entry) => Accept(room, entry, isDirect: false);

    public override async Task<DateTime?> TurnAsync(CancellationToken ct)
    {
        var now = clock.UtcNow;
        var pending = state.Read(s => s.Invites.ToList());
        foreach (var (room, invite) in pending.Where(p => p.Value.NotBefore <= now))
            await JoinAsync(room, invite, ct);
        await state.SaveAsync(ct);
        return state.Read(s => s.Invites.Values.Select(i => (DateTime?)i.NotBefore).Min());
    }

    private void Accept(string room, string from, bool isDirect)
    {
        state.Change(s => s.Invites[room] = new PendingInvite(from, isDirect, 0, clock.UtcNow));
        Wake();
    }

    /// <summary>
    /// The room that an invitation's room replaces: only one that the bot is in and that names it as its replacement. The new room
    /// must name it too; homeservers may leave that out of an invitation, so it is checked again after joining.
    /// </summary>
    private RoomState? PredecessorOf(string room, RoomState invited) =>
        rooms.All.FirstOrDefault(old => old.Replacement == room && (invited.Creator is null || invited.Predecessor == old.Id));

    private bool IsConfigured(string room) =>
        settings.Rooms.Contains(room, StringComparer.Ordinal) || state.Read(s => s.Aliases.ContainsValue(room));

    private async Task<bool> IsAllowedAsync(string inviter, bool isDirect, CancellationToken ct)
    {
        if (UserIds.Includes(settings.AllowedInviters, inviter))
            return true;
        if (!isDirect)
            return false;

        foreach (var group in rooms.Groups)
        {
            if (await api.MembershipAsync(group.Id, inviter, ct) == "join")
                return true;
        }

        return false;
    }

    private async Task JoinAsync(string room, PendingInvite invite, CancellationToken ct)
    {
        if (invite.Direct)
            rooms.PutDirect(room, invite.From);
        try
        {
            await api.JoinAsync(room, UserIds.ServerOf(invite.From), ct);
            if (invite.Direct)
                await directs.AddAsync(room, invite.From, ct);
            state.Change(s => s.Invites.Remove(room));
        }
        catch (MatrixException e) when (e.IsTransient && invite.Attempts < MaxAttempts)
        {
            var wait = e.RetryAfter ?? retry.After(invite.Attempts + 1);
            var next = invite with
            {
                Attempts = e.IsRateLimit ? invite.Attempts : invite.Attempts + 1,
                NotBefore = clock.UtcNow + wait,
            };
            state.Change(s => s.Invites[room] = next);
        }
        catch (MatrixException e)
        {
            if (e.Status == HttpStatusCode.Forbidden && IsConfigured(room))
                await KnockAsync(room, ct);
            else
                LogNotJoined(logger, e.Message);
            rooms.RemoveDirect(room);
            state.Change(s =>
            {
                s.Invites.Remove(room);
                s.ExpectedPredecessors.Remove(room);
            });
        }
    }

    private async Task KnockAsync(string room, CancellationToken ct)
    {
        try
        {
            await api.KnockAsync(room, MatrixTexts.All.Format(bot.DefaultLanguage, "knock", bot.Name), ct);
            LogKnocked(logger, room);
        }
        catch (MatrixException e)
        {
            LogNotInvited(logger, room, e.Message);
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
            // The invitation was withdrawn.
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Matrix: declined an invitation from a user who is not in Matrix:AllowedInviters")]
    private static partial void LogDeclined(ILogger logger);

    [LoggerMessage(Level = LogLevel.Information, Message = "Matrix: asked to be let into {Room}; somebody there must agree")]
    private static partial void LogKnocked(ILogger logger, string room);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Matrix: {Room} in Matrix:Rooms admits only people who are invited; invite the bot: {Reason}")]
    private static partial void LogNotInvited(ILogger logger, string room, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Matrix: could not join a room: {Reason}")]
    private static partial void LogNotJoined(ILogger logger, string reason);
}
