using System.Globalization;
using AdvocacyBot.Core.Platforms;
using AdvocacyBot.Matrix.Api;
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
    public static async Task<IReadOnlyList<MatrixFinding>> ExamineAsync(MatrixSettings settings, CancellationToken ct)
    {
        using var http = new MatrixHttp(TimeProvider.System);
        var timing = new MatrixTiming { RequestTimeout = TimeSpan.FromSeconds(15) };
        var api = new MatrixApi(http, timing);
        var findings = new List<MatrixFinding>();
        try
        {
            http.Base = await HomeserverAddress.FindAsync(settings.Homeserver, http, api, ct);
            await ReachAsync(http.Base, api, findings, ct);
            if (await new SignInCheck(settings, http, api, new OAuthApi(http, timing)).RunAsync(findings, ct) is { } me)
            {
                await RoomsAsync(settings, api, me, findings, ct);
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

    private static async Task RoomsAsync(MatrixSettings settings, MatrixApi api, string me, List<MatrixFinding> findings, CancellationToken ct)
    {
        findings.Add(settings.AllowedInviters.Count > 0
            ? new(true, $"The bot may be invited by {string.Join(", ", settings.AllowedInviters)}.")
            : new(false, "Nobody may invite the bot. Set Matrix__AllowedInviters to the organizers' accounts, such as @ana:example.org."));
        if (settings.AllowedInviters.Any(entry => !entry.StartsWith('@')))
            findings.Add(new(true, "Anyone who may invite the bot becomes an organizer in rooms of their own. Allow whole servers only if you trust everyone on them."));

        var rooms = await api.JoinedRoomsAsync(ct);
        if (rooms.Count == 0)
            findings.Add(new(false, "The bot is in no room yet. Invite it to one without encryption."));
        foreach (var id in rooms)
            findings.AddRange(Examine(new RoomState(id).With(await api.StateAsync(id, ct)), me, settings));
    }

    private static IEnumerable<MatrixFinding> Examine(RoomState room, string me, MatrixSettings settings)
    {
        var level = room.Powers.Of(me);
        var shown = level == PowerLevels.Infinite ? "as a creator" : string.Create(CultureInfo.InvariantCulture, $"at power level {level}");
        if (room.Replacement is not null)
            yield return new(true, $"{room.Id}: replaced by another room, which the bot follows.");
        else if (room.IsSpace)
            yield return new(true, $"{room.Id}: a space. The bot never writes there; invite it to the rooms.");
        else if (room.IsEncrypted)
            yield return new(false, $"{room.Id}: encrypted, so the bot can neither read nor post there. Make a room without encryption and invite it there.");
        else if (!room.Powers.MaySend(me, EventTypes.Message))
            yield return new(false, $"{room.Id}: the bot may not write there ({shown}). Raise its power level in the room's settings.");
        else
        {
            yield return room.Powers.MaySend(me, EventTypes.Reaction)
                ? new(true, $"{room.Id}: the bot may read, write and react {shown}; organizers have power level {settings.OrganizerPowerLevel} or more.")
                : new(false, $"{room.Id}: the bot may write but not react {shown}, so announcements offer no reactions to tap. Allow m.reaction in the room's settings.");
            if (!room.Powers.MayNotifyRoom(me))
                yield return new(true, $"{room.Id}: the bot may not notify the whole room, so urgent posts notify only people who have notifications for all messages. To change that, give it the power level for \"Notify everyone\".");
            if (!room.Powers.MayRedact(me))
                yield return new(true, $"{room.Id}: the bot may not remove reactions, so everyone keeps seeing who reacted how. To change that, give it the power level for \"Remove messages sent by others\".");
        }
    }
}
