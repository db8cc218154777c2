using AdvocacyBot.Matrix.Api;

namespace AdvocacyBot.Matrix.SignIn;

/// <summary>Checks how the bot can sign in, and signs in if that needs nobody's help.</summary>
internal sealed class SignInCheck(MatrixSettings settings, MatrixHttp http, MatrixApi api, OAuthApi oauth)
{
    /// <returns>The account that is signed in; null if that is not possible or needs a person.</returns>
    public async Task<string?> RunAsync(List<MatrixFinding> findings, CancellationToken ct)
    {
        if (settings.AccessToken.Length > 0)
            return await WithTokenAsync(findings, ct);
        if (settings.Password.Length > 0 && SignInProblems.AcceptsPasswords(await api.LoginTypesAsync(ct)))
            return await WithPasswordAsync(findings, ct);

        findings.Add(await oauth.FindAsync(ct) is not { } server
            ? new(false, settings.Password.Length > 0 ? SignInProblems.NoPasswords : SignInProblems.NoCredentials)
            : settings.Password.Length > 0 ? new(false, SignInProblems.PasswordUnused)
            : new(true, $"The bot signs in through {server.Issuer}: when it starts without a session, it logs a link that somebody must open. Its rooms were not checked."));
        return null;
    }

    private async Task<string?> WithTokenAsync(List<MatrixFinding> findings, CancellationToken ct)
    {
        http.Token = settings.AccessToken;
        try
        {
            var who = await api.WhoAmIAsync(ct);
            findings.Add(who.DeviceId is { Length: > 0 } device
                ? new(true, $"The access token belongs to {who.UserId} and the device {device}. It ends when somebody signs out the client from which it was copied.")
                : new(false, $"The access token belongs to {who.UserId} but to no device, so a lost answer could be posted twice. Make one by signing in."));
            return who.UserId;
        }
        catch (MatrixException e) when (!e.IsTransient)
        {
            findings.Add(new(false, SignInProblems.OfToken(e)));
            return null;
        }
    }

    private async Task<string?> WithPasswordAsync(List<MatrixFinding> findings, CancellationToken ct)
    {
        try
        {
            var login = await api.LoginAsync(settings.User, settings.Password, null, ct);
            http.Token = login.AccessToken;
            findings.Add(new(true, $"The password is correct for {login.UserId}. The bot keeps one device of its own; this check has signed out again."));
            return login.UserId;
        }
        catch (MatrixException e) when (!e.IsTransient)
        {
            findings.Add(new(false, SignInProblems.OfPassword(e)));
            return null;
        }
    }
}
