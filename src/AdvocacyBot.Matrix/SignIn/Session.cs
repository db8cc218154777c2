using AdvocacyBot.Core;
using AdvocacyBot.Core.Platforms;
using AdvocacyBot.Matrix.Api;
using AdvocacyBot.Matrix.State;
using AdvocacyBot.Matrix.Wire;
using Microsoft.Extensions.Logging;

namespace AdvocacyBot.Matrix.SignIn;

/// <summary>
/// Signs the bot in, always as the same device: homeservers remember transaction ids by device, so another device would send again
/// what the first one had sent without a confirmation.
/// </summary>
internal sealed partial class Session(
    MatrixSettings settings, MatrixHttp http, MatrixApi api, AccountSignIn account, BotProfile profile, MatrixStateStore state, TimeProvider clock,
    ILogger<Session> logger)
{
    /// <summary>The bot's own user id.</summary>
    public string Me { get; private set; } = "";

    /// <summary>The device that it is signed in as; empty if its access token belongs to none.</summary>
    public string Device { get; private set; } = "";

    /// <summary>The name that clients show for it; null if it has none.</summary>
    public string? DisplayName { get; private set; }

    /// <summary>Since when the bot has been posting as its current device, UTC.</summary>
    public DateTime DeviceSince => state.Read(s => s.DeviceSince);

    /// <exception cref="PlatformStoppedException">The homeserver does not accept the settings; says what to do.</exception>
    public async Task OpenAsync(CancellationToken ct)
    {
        (http.Token, http.RefreshToken) = (null, null);
        http.Base = await HomeserverAddress.FindAsync(settings.Homeserver, http, api, ct);
        var who = settings.AccessToken.Length > 0 ? await WithTokenAsync(ct) : await account.OpenAsync(ct);
        await UseAsync(who, ct);
        DisplayName = await profile.CompleteAsync(Me, ct);
        LogSignedIn(logger, Me, http.Base.Host);
    }

    /// <summary>Signs in as a new device, because the keys of the present one are lost or may be in use elsewhere.</summary>
    /// <param name="endFormer">Whether to end the present session first.</param>
    /// <exception cref="PlatformStoppedException">The bot cannot do so by itself; says what to do.</exception>
    public async Task RenewAsync(bool endFormer, CancellationToken ct)
    {
        if (settings.AccessToken.Length > 0)
            throw new PlatformStoppedException(SignInProblems.KeysLost);
        await UseAsync(await account.RenewAsync(endFormer, ct), ct);
    }

    private async Task UseAsync(WhoAmI who, CancellationToken ct)
    {
        (Me, Device) = (who.UserId, who.DeviceId ?? "");
        if (state.Read(s => s.Device) == Device)
            return;
        state.Change(s => (s.Device, s.DeviceSince) = (Device, clock.UtcNow));
        await state.SaveAsync(ct);
    }

    private async Task<WhoAmI> WithTokenAsync(CancellationToken ct)
    {
        http.Token = settings.AccessToken;
        try
        {
            return await api.WhoAmIAsync(ct);
        }
        catch (MatrixException e) when (!e.IsTransient)
        {
            throw new PlatformStoppedException(SignInProblems.OfToken(e), e);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Matrix: signed in as {Account} on {Homeserver}")]
    private static partial void LogSignedIn(ILogger logger, string account, string homeserver);
}
