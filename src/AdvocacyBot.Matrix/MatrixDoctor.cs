using System.Globalization;
using AdvocacyBot.Core.Platforms;
using AdvocacyBot.Matrix.Api;
using AdvocacyBot.Matrix.Rooms;
using AdvocacyBot.Matrix.Wire;

namespace AdvocacyBot.Matrix;

/// <summary>One thing that the doctor has looked at.</summary>
/// <param name="IsWell">Whether it needs no mending.</param>
/// <param name="Text">One sentence: what is so, and how to mend it where it is not well. Never a secret.</param>
public sealed record MatrixFinding(bool IsWell, string Text);

/// <summary>Examines the Matrix settings from the homeserver's address to the bot's rights in each room; changes nothing.</summary>
public static class MatrixDoctor
{
    /// <summary>Looks at everything up to the first thing without which the rest cannot be looked at.</summary>
    public static async Task<IReadOnlyList<MatrixFinding>> ExamineAsync(MatrixSettings settings, CancellationToken ct)
    {
        using var http = new MatrixHttp(TimeProvider.System);
        var api = new MatrixApi(http, new MatrixTiming { Request = TimeSpan.FromSeconds(15) });
        var findings = new List<MatrixFinding>();
        try
        {
            http.Base = await HomeserverAddress.FindAsync(settings.Homeserver, http, api, ct);
            await ReachAsync(http.Base, api, findings, ct);
            if (await SignInAsync(settings, http, api, findings, ct) is { } me)
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
        findings.Add(new(true, $"The homeserver answers at {address.AbsoluteUri} and speaks Matrix up to {versions.Supported?.LastOrDefault() ?? "an unknown version"}."));
        if (address.Scheme == "http" && !address.IsLoopback)
            findings.Add(new(false, "The homeserver's address begins with http: whoever is between can read the bot's password. Use https unless both run in one private network."));
    }

    private static async Task<string?> SignInAsync(
        MatrixSettings settings, MatrixHttp http, MatrixApi api, List<MatrixFinding> findings, CancellationToken ct)
    {
        try
        {
            if (settings.AccessToken.Length > 0)
            {
                http.Token = settings.AccessToken;
                var who = await api.WhoAmIAsync(ct);
                findings.Add(who.DeviceId is { Length: > 0 } device
                    ? new(true, $"The access token is {who.UserId}'s, for the device {device}.")
                    : new(false, $"The access token is {who.UserId}'s but belongs to no device, so a lost answer could be posted twice. Make one by signing in."));
                return who.UserId;
            }

            var login = await api.LoginAsync(settings.User, settings.Password, null, ct);
            http.Token = login.AccessToken;
            findings.Add(new(true, $"The password is right for {login.UserId}; the bot keeps one device for itself and signed this examination out again."));
            return login.UserId;
        }
        catch (MatrixException e) when (!e.IsPassing)
        {
            findings.Add(new(false, settings.AccessToken.Length > 0
                ? "The homeserver does not accept Matrix__AccessToken. Sign the bot in again and set the new token."
                : "The homeserver does not accept Matrix__User with Matrix__Password. Check both."));
            return null;
        }
    }

    private static async Task RoomsAsync(MatrixSettings settings, MatrixApi api, string me, List<MatrixFinding> findings, CancellationToken ct)
    {
        findings.Add(settings.AllowedInviters.Count > 0
            ? new(true, $"The bot may be invited by {string.Join(", ", settings.AllowedInviters)}.")
            : new(false, "Nobody may invite the bot. Set Matrix__AllowedInviters to the organizers' accounts, such as @ana:example.org."));
        if (settings.AllowedInviters.Any(entry => !entry.StartsWith('@')))
            findings.Add(new(true, "Whoever may invite the bot becomes an organizer in rooms of their own. Name whole servers only where you trust everybody on them."));

        var rooms = await api.JoinedRoomsAsync(ct);
        if (rooms.Count == 0)
            findings.Add(new(false, "The bot is in no room yet. Invite it to one without encryption."));
        foreach (var id in rooms)
            findings.Add(Judge(new RoomState(id).With(await api.StateAsync(id, ct)), me, settings));
    }

    private static MatrixFinding Judge(RoomState room, string me, MatrixSettings settings)
    {
        var level = room.Powers.Of(me);
        var shown = level == PowerLevels.Infinite ? "as a creator" : string.Create(CultureInfo.InvariantCulture, $"at power level {level}");
        if (room.Replacement is not null)
            return new(true, $"{room.Id}: replaced by another room, which the bot follows.");
        if (room.IsEncrypted)
            return new(false, $"{room.Id}: encrypted, so the bot can neither read nor post there. Make a room without encryption and invite it there.");
        if (!room.Powers.MaySend(me, EventTypes.Message))
            return new(false, $"{room.Id}: the bot may not write there ({shown}). Raise its power level in the room's settings.");
        return room.Powers.MaySend(me, EventTypes.Reaction)
            ? new(true, $"{room.Id}: the bot may read, write and react {shown}; organizers are those from power level {settings.OrganizerPowerLevel} on.")
            : new(false, $"{room.Id}: the bot may write but not react {shown}, so announcements come without reactions to press. Allow m.reaction in the room's settings.");
    }
}
