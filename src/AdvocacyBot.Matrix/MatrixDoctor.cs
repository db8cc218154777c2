using System.Globalization;
using System.Net;
using AdvocacyBot.Core.Platforms;
using AdvocacyBot.Matrix.Api;
using AdvocacyBot.Matrix.EndToEnd;
using AdvocacyBot.Matrix.Rooms;
using AdvocacyBot.Matrix.SignIn;
using AdvocacyBot.Matrix.Wire;

namespace AdvocacyBot.Matrix;

/// <summary>One result of an examination.</summary>
/// <param name="IsWell">Whether nothing needs to be fixed.</param>
/// <param name="Text">One sentence: what was found and, if something is wrong, how to fix it. Never a secret.</param>
public sealed record MatrixFinding(bool IsWell, string Text);

/// <summary>Examines the Matrix settings, from the homeserver's address to the bot's rights in each room. Changes nothing.</summary>
public static class MatrixDoctor
{
    /// <summary>Stops at the first problem that prevents further checks.</summary>
    /// <param name="settings">Settings with a homeserver.</param>
    /// <param name="joined">The ids of the rooms that have joined a community.</param>
    /// <param name="ct">Cancels the checks.</param>
    public static Task<IReadOnlyList<MatrixFinding>> ExamineAsync(MatrixSettings settings, IReadOnlyCollection<string> joined, CancellationToken ct) =>
        ExamineAsync(settings, joined, isOneGroup: false, ct);

    /// <summary>The same for one group, which must not learn of others on the same bot: only its own rooms.</summary>
    public static Task<IReadOnlyList<MatrixFinding>> ExamineGroupAsync(MatrixSettings settings, IReadOnlyCollection<string> joined, CancellationToken ct) =>
        ExamineAsync(settings, joined, isOneGroup: true, ct);

    private static async Task<IReadOnlyList<MatrixFinding>> ExamineAsync(
        MatrixSettings settings, IReadOnlyCollection<string> joined, bool isOneGroup, CancellationToken ct)
    {
        using var http = new MatrixHttp(TimeProvider.System);
        var timing = new MatrixTiming { RequestTimeout = TimeSpan.FromSeconds(15) };
        var api = new MatrixApi(http, timing, new EncryptedRooms());
        var findings = new List<MatrixFinding>();
        try
        {
            http.Base = await HomeserverAddress.FindAsync(settings.Homeserver, http, api, ct);
            await ReachAsync(http.Base, api, findings, ct);
            if (await new SignInCheck(settings, http, api, new OAuthApi(http, timing)).RunAsync(findings, ct) is { } me)
            {
                findings.AddRange(await EncryptionFindings.ExamineAsync(api, me, settings, ct));
                if (isOneGroup)
                    await OwnRoomsAsync(settings, joined, api, me, findings, ct);
                else
                    await RoomsAsync(settings, [.. joined, .. settings.Rooms], api, me, findings, ct);
                if (settings.AccessToken.Length == 0)
                    await api.LogoutAsync(ct);
            }
        }
        catch (MatrixException e)
        {
            findings.Add(new(false, $"{e.Message} Check that Matrix__Homeserver is the address of a Matrix homeserver and that this machine can reach it."));
        }
        catch (PlatformStoppedException e)
        {
            findings.Add(new(false, e.Message));
        }

        return findings;
    }

    private static async Task ReachAsync(Uri address, MatrixApi api, List<MatrixFinding> findings, CancellationToken ct)
    {
        var versions = await api.VersionsAsync(ct);
        findings.Add(new(true, $"The homeserver answers at {address.AbsoluteUri} and supports Matrix up to {versions.Supported?.LastOrDefault() ?? "an unknown version"}."));
        if (address.Scheme == "http" && !address.IsLoopback)
            findings.Add(new(false, "The homeserver's address begins with http, so anyone on the way can read the bot's password. Use https unless both run in one private network."));
    }

    private static async Task OwnRoomsAsync(
        MatrixSettings settings, IReadOnlyCollection<string> joined, MatrixApi api, string me, List<MatrixFinding> findings, CancellationToken ct)
    {
        var rooms = await api.JoinedRoomsAsync(ct);
        foreach (var id in joined)
        {
            if (rooms.Contains(id, StringComparer.Ordinal))
                findings.AddRange(Examine(new RoomState(id).With(await api.StateAsync(id, ct)), me, settings));
            else
                findings.Add(new(false, $"{id}: the bot is no longer in this room. Invite it again, or let the room leave the group."));
        }
    }

    private static async Task RoomsAsync(
        MatrixSettings settings, HashSet<string> joined, MatrixApi api, string me, List<MatrixFinding> findings, CancellationToken ct)
    {
        findings.Add(settings.AllowedInviters.Count > 0
            ? new(true, $"The bot may be invited by {string.Join(", ", settings.AllowedInviters)}.")
            : new(false, "Nobody may invite the bot. Set Matrix__AllowedInviters to the organizers' accounts, such as @ana:example.org."));
        if (settings.AllowedInviters.Any(entry => !entry.StartsWith('@')))
            findings.Add(new(true, "Anyone on the servers that may invite the bot can bring it into a room. It serves a room only once that has joined a group with a code."));

        var rooms = await api.JoinedRoomsAsync(ct);
        if (rooms.Count == 0)
            findings.Add(new(false, "The bot is in no room yet. Invite it to one."));
        var states = new Dictionary<string, RoomState>(StringComparer.Ordinal);
        foreach (var id in rooms)
            states[id] = new RoomState(id).With(await api.StateAsync(id, ct));
        foreach (var room in states.Values)
            findings.AddRange(Examine(room, me, settings));

        var conversations = await ConversationsAsync(api, me, ct);
        foreach (var room in states.Values.Where(r => r is { Replacement: null, IsSpace: false } && !conversations.Contains(r.Id) && !HasJoined(r)))
            findings.Add(new(false, $"{room.Id}: it has not joined a group. Write {settings.Prefix}setup there with a code from 'places code'; otherwise the bot leaves it after a day."));

        // A room that has replaced others is the place that the first of them was.
        bool HasJoined(RoomState? room)
        {
            for (var steps = 0; room is not null && steps < states.Count; steps++)
            {
                if (joined.Contains(room.Id) || (room.Predecessor is { } old && joined.Contains(old)))
                    return true;
                room = room.Predecessor is { } before ? states.GetValueOrDefault(before) : null;
            }

            return false;
        }
    }

    private static async Task<HashSet<string>> ConversationsAsync(MatrixApi api, string me, CancellationToken ct)
    {
        try
        {
            var stored = await api.AccountDataAsync(me, "m.direct", ct);
            return [.. stored.Members().SelectMany(member => stored.Items(member.Name)).Select(room => room.AsText()).OfType<string>()];
        }
        catch (MatrixException e) when (e.Status == HttpStatusCode.NotFound)
        {
            // The account has no conversations yet.
            return [];
        }
    }

    private static IEnumerable<MatrixFinding> Examine(RoomState room, string me, MatrixSettings settings)
    {
        var level = room.Powers.Of(me);
        var shown = level == PowerLevels.Infinite ? "as a creator" : string.Create(CultureInfo.InvariantCulture, $"at power level {level}");
        if (room.Replacement is not null)
            yield return new(true, $"{room.Id}: replaced by another room, which the bot follows.");
        else if (room.IsSpace)
            yield return new(true, $"{room.Id}: a space. The bot never writes there; invite it to the rooms.");
        else if (!room.Powers.MaySend(me, EventTypes.Message))
            yield return new(false, $"{room.Id}: the bot may not write there ({shown}). Raise its power level in the room's settings.");
        else
        {
            yield return room.Powers.MaySend(me, EventTypes.Reaction)
                ? new(true, $"{room.Id}: the bot may read, write and react {shown}; organizers have power level {settings.OrganizerPowerLevel} or more.")
                : new(false, $"{room.Id}: the bot may write but not react {shown}, so announcements offer no reactions to tap. Allow m.reaction in the room's settings.");
            if (room.IsEncrypted)
                yield return new(true, $"{room.Id}: end-to-end encrypted. Who is in it, who writes when, and reactions stay visible to homeservers.");
            if (!room.Powers.MayNotifyRoom(me))
                yield return new(true, $"{room.Id}: the bot may not notify the whole room, so urgent posts notify only people who have notifications for all messages. To change that, give it the power level for \"Notify everyone\".");
            if (!room.Powers.MayRedact(me))
                yield return new(true, $"{room.Id}: the bot may not remove reactions, so everyone keeps seeing who reacted how. To change that, give it the power level for \"Remove messages sent by others\".");
        }
    }
}
