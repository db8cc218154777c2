using AdvocacyBot.Core.Platforms;
using AdvocacyBot.Matrix.Api;
using AdvocacyBot.Matrix.Wire;
using Microsoft.Extensions.Logging;

namespace AdvocacyBot.Matrix.SignIn;

/// <summary>
/// Signs in to an account and keeps the session: with the stored tokens, otherwise with the password, otherwise with a link that
/// somebody confirms in a browser. Refreshes expired access tokens.
/// </summary>
internal sealed partial class AccountSignIn(
    MatrixSettings settings, MatrixHttp http, MatrixApi api, OAuthApi oauth, DeviceCodeSignIn deviceCode, SessionStore store, TimeProvider clock,
    ILogger<AccountSignIn> logger)
    : IDisposable
{
    private static readonly TimeSpan DefaultPause = TimeSpan.FromSeconds(5);
    private readonly SemaphoreSlim oneAtATime = new(1, 1);
    private SavedSession? current;

    /// <exception cref="PlatformStoppedException">The homeserver does not accept the settings; says what to do.</exception>
    public async Task<WhoAmI> OpenAsync(CancellationToken ct)
    {
        var stored = await store.FindAsync(ct);
        if (stored is not null && settings.User.Length > 0 && stored.User != settings.User)
            stored = null;
        if (stored is { Tokens: not null } && await ContinueAsync(stored, ct) is { } continued)
            return continued;

        return await SignInAsync(stored?.Device is { Length: > 0 } device ? device : null, ct);
    }

    /// <summary>Signs in as a new device.</summary>
    /// <param name="endFormer">Whether to end the present session first.</param>
    /// <exception cref="PlatformStoppedException">The homeserver does not accept the settings; says what to do.</exception>
    public async Task<WhoAmI> RenewAsync(bool endFormer, CancellationToken ct)
    {
        // Its name is dropped first: after a crash it must not be used again.
        if (current is { } former)
            await store.SaveAsync(former with { Device = "" }, ct);
        if (endFormer && current?.OAuth is null)
        {
            try
            {
                await api.LogoutAsync(ct);
            }
            catch (MatrixException e) when (!e.IsTransient)
            {
                // The homeserver has ended it already.
            }
        }

        return await SignInAsync(null, ct);
    }

    public void Dispose() => oneAtATime.Dispose();

    /// <param name="device">Null for a new one.</param>
    private async Task<WhoAmI> SignInAsync(string? device, CancellationToken ct)
    {
        (http.Token, http.RefreshToken) = (null, null);
        if (settings.Password.Length > 0 && SignInProblems.AcceptsPasswords(await api.LoginTypesAsync(ct)))
            return await WithPasswordAsync(device, ct);
        if (await oauth.FindAsync(ct) is { } server)
            return await WithLinkAsync(server, device, ct);
        throw new PlatformStoppedException(settings.Password.Length > 0 ? SignInProblems.NoPasswords : SignInProblems.NoCredentials);
    }

    /// <returns>Null if the homeserver has ended the session.</returns>
    private async Task<WhoAmI?> ContinueAsync(SavedSession session, CancellationToken ct)
    {
        Use(session);
        try
        {
            return await api.WhoAmIAsync(ct);
        }
        catch (MatrixException e) when (e.IsUnknownToken)
        {
            LogSessionEnded(logger);
            return null;
        }
    }

    private async Task<WhoAmI> WithPasswordAsync(string? device, CancellationToken ct)
    {
        while (true)
        {
            try
            {
                var login = await api.LoginAsync(settings.User, settings.Password, device, ct);
                await SaveAsync(new SavedSession(settings.User, login.DeviceId, new Tokens(login.AccessToken, login.RefreshToken)), ct);
                return new WhoAmI(login.UserId, login.DeviceId);
            }
            catch (MatrixException e) when (e.IsRateLimit)
            {
                await Task.Delay(e.RetryAfter ?? DefaultPause, clock, ct);
            }
            catch (MatrixException e) when (!e.IsTransient)
            {
                throw new PlatformStoppedException(SignInProblems.OfPassword(e), e);
            }
        }
    }

    private async Task<WhoAmI> WithLinkAsync(OAuthServer server, string? device, CancellationToken ct)
    {
        if (settings.Password.Length > 0)
            LogPasswordUnused(logger);
        var (client, tokens) = await deviceCode.RunAsync(server, device, ct);
        http.Token = tokens.Access;
        var who = await api.WhoAmIAsync(ct);
        if (settings.User.Length > 0 && who.UserId != settings.User)
            throw new PlatformStoppedException(SignInProblems.OfOtherAccount(who.UserId, settings.User));
        await SaveAsync(new SavedSession(who.UserId, who.DeviceId ?? "", tokens) { OAuth = client }, ct);
        return who;
    }

    /// <summary>Stores the session before it is used: a refresh token may be valid only until the next access token is used.</summary>
    private async Task SaveAsync(SavedSession session, CancellationToken ct)
    {
        await store.SaveAsync(session, ct);
        Use(session);
    }

    private void Use(SavedSession session)
    {
        current = session;
        (http.Token, http.RefreshToken) = (session.Tokens!.Access, RefreshAsync);
    }

    /// <summary>Replaces an access token that the homeserver no longer accepts.</summary>
    /// <returns>Whether there is a newer one.</returns>
    private async Task<bool> RefreshAsync(string expired, CancellationToken ct)
    {
        await oneAtATime.WaitAsync(ct);
        try
        {
            if (current is not { Tokens: { } tokens } session)
                return false;
            if (tokens.Access != expired)
                return true;
            if (tokens.Refresh is not { } refresh)
                return false;

            await SaveAsync(session with { Tokens = await RefreshAsync(session, refresh, ct) }, ct);
            return true;
        }
        catch (MatrixException e) when (!e.IsTransient)
        {
            return false;
        }
        finally
        {
            oneAtATime.Release();
        }
    }

    /// <summary>The next tokens. A server that sends no new refresh token goes on accepting the old one.</summary>
    private async Task<Tokens> RefreshAsync(SavedSession session, string refresh, CancellationToken ct)
    {
        if (session.OAuth is { } client)
        {
            var issued = await oauth.RefreshAsync(client, refresh, ct);
            return new Tokens(issued.AccessToken, issued.RefreshToken ?? refresh);
        }

        var refreshed = await api.RefreshAsync(refresh, ct);
        return new Tokens(refreshed.AccessToken, refreshed.RefreshToken ?? refresh);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Matrix: the stored session has ended; signing in again")]
    private static partial void LogSessionEnded(ILogger logger);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Matrix: this homeserver accepts no passwords, so Matrix:Password is not used")]
    private static partial void LogPasswordUnused(ILogger logger);
}
