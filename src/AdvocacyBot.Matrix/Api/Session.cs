using System.Net;
using AdvocacyBot.Core;
using AdvocacyBot.Core.Platforms;
using AdvocacyBot.Matrix.State;
using Microsoft.Extensions.Logging;

namespace AdvocacyBot.Matrix.Api;

/// <summary>
/// Signs the bot in, always as the same device: homeservers remember transaction ids by device, so another device would send again
/// what the first one had sent without a confirmation.
/// </summary>
internal sealed partial class Session(
    MatrixSettings settings, MatrixHttp http, MatrixApi api, MatrixStateStore state, TimeProvider clock, ILogger<Session> logger)
{
    /// <summary>The bot's own user id.</summary>
    public string Me { get; private set; } = "";

    /// <summary>The name that clients show for it; null if it has none.</summary>
    public string? DisplayName { get; private set; }

    /// <summary>Since when the bot has been posting as its current device, UTC.</summary>
    public DateTime DeviceSince => state.Read(s => s.DeviceSince);

    /// <exception cref="PlatformStoppedException">The homeserver does not accept the password or token.</exception>
    public async Task OpenAsync(CancellationToken ct)
    {
        http.Base = await HomeserverAddress.FindAsync(settings.Homeserver, http, api, ct);
        var who = settings.AccessToken.Length > 0 ? await WithTokenAsync(ct) : await WithPasswordAsync(ct);
        Me = who.UserId;
        var device = who.DeviceId ?? "";
        if (state.Read(s => s.Device) != device)
        {
            state.Change(s => (s.Device, s.DeviceSince) = (device, clock.UtcNow));
            await state.SaveAsync(ct);
        }

        DisplayName = await NameAsync(ct);
        LogSignedIn(logger, Me, http.Base.Host);
    }

    private async Task<Wire.WhoAmI> WithTokenAsync(CancellationToken ct)
    {
        http.Token = settings.AccessToken;
        try
        {
            return await api.WhoAmIAsync(ct);
        }
        catch (MatrixException e) when (e.IsUnknownToken)
        {
            throw new PlatformStoppedException(
                "The homeserver does not accept Matrix__AccessToken. Sign the bot in again, put the new token in its place, and restart.", e);
        }
    }

    private async Task<Wire.WhoAmI> WithPasswordAsync(CancellationToken ct)
    {
        var stored = await state.FindSessionAsync(ct);
        if (stored is not null && stored.User == settings.User && SealedToken.Open(stored.Token, settings.Password, settings.User) is { } token)
        {
            http.Token = token;
            try
            {
                return await api.WhoAmIAsync(ct);
            }
            catch (MatrixException e) when (e.IsUnknownToken)
            {
                LogSessionEnded(logger);
            }
        }

        http.Token = null;
        var login = await LoginAsync(stored?.User == settings.User ? stored.Device : null, ct);
        await state.SaveAsync(
            new StoredSession(settings.User, login.DeviceId, SealedToken.Seal(login.AccessToken, settings.Password, settings.User)), ct);
        http.Token = login.AccessToken;
        return new Wire.WhoAmI(login.UserId, login.DeviceId);
    }

    private async Task<Wire.LoginResponse> LoginAsync(string? device, CancellationToken ct)
    {
        while (true)
        {
            try
            {
                return await api.LoginAsync(settings.User, settings.Password, device, ct);
            }
            catch (MatrixException e) when (e.IsRateLimit)
            {
                await Task.Delay(e.RetryAfter ?? TimeSpan.FromSeconds(5), clock, ct);
            }
            catch (MatrixException e) when (e.Status is HttpStatusCode.Forbidden or HttpStatusCode.BadRequest or HttpStatusCode.Unauthorized)
            {
                throw new PlatformStoppedException(
                    "The homeserver does not accept Matrix__User with Matrix__Password. Check both, and restart.", e);
            }
        }
    }

    private async Task<string?> NameAsync(CancellationToken ct)
    {
        try
        {
            return (await api.ProfileAsync(Me, ct)).Displayname;
        }
        catch (MatrixException e) when (e.Status == HttpStatusCode.NotFound)
        {
            return null;
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Matrix: signed in as {Account} on {Homeserver}")]
    private static partial void LogSignedIn(ILogger logger, string account, string homeserver);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Matrix: the stored session has ended; signing in again")]
    private static partial void LogSessionEnded(ILogger logger);
}
