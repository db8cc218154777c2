using System.Net;
using System.Security.Cryptography;
using AdvocacyBot.Core;
using AdvocacyBot.Core.Platforms;
using AdvocacyBot.Matrix.Api;
using AdvocacyBot.Matrix.Wire;
using Microsoft.Extensions.Logging;

namespace AdvocacyBot.Matrix.SignIn;

/// <summary>Signs in without a password: logs a link, which a person opens in a browser to confirm the sign-in as the bot's account.</summary>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc8628"/>
internal sealed partial class DeviceCodeSignIn(OAuthApi oauth, BotSettings bot, TimeProvider clock, ILogger<DeviceCodeSignIn> logger)
{
    private const string DeviceCharacters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
    private const int DeviceLength = 12;
    private static readonly TimeSpan SlowDown = TimeSpan.FromSeconds(5);

    /// <summary>Waits until somebody has confirmed the sign-in; shows a new link when one has expired.</summary>
    /// <param name="device">The device to sign in as; null for a new one.</param>
    /// <exception cref="PlatformStoppedException">Somebody has declined.</exception>
    public async Task<(OAuthRegistration Client, Tokens Tokens)> RunAsync(OAuthServer server, string? device, CancellationToken ct)
    {
        var client = await oauth.RegisterAsync(server, bot.Name, ct);
        while (true)
        {
            var request = await oauth.AuthorizeAsync(server, client, device ?? RandomNumberGenerator.GetString(DeviceCharacters, DeviceLength), ct);
            LogLink(logger, request.VerificationUriComplete ?? request.VerificationUri, request.UserCode, request.ExpiresIn / 60);
            if (await WaitAsync(client, request, ct) is { } tokens)
                return (client, new Tokens(tokens.AccessToken, tokens.RefreshToken));
        }
    }

    /// <returns>Null if the code has expired.</returns>
    private async Task<OAuthTokens?> WaitAsync(OAuthRegistration client, DeviceAuthorization request, CancellationToken ct)
    {
        var (interval, until) = (TimeSpan.FromSeconds(Math.Max(1, request.Interval)), clock.UtcNow + TimeSpan.FromSeconds(request.ExpiresIn));
        while (clock.UtcNow < until)
        {
            await Task.Delay(interval, clock, ct);
            try
            {
                return await oauth.RedeemAsync(client, request.DeviceCode, ct);
            }
            catch (MatrixException e) when (e.Code == "authorization_pending" || e is { IsTransient: true, IsRateLimit: false })
            {
                // Nobody has confirmed it yet.
            }
            catch (MatrixException e) when (e.Code == "slow_down" || e.IsRateLimit)
            {
                interval += e.RetryAfter ?? SlowDown;
            }
            catch (MatrixException e) when (e.Code == "expired_token")
            {
                return null;
            }
            catch (MatrixException e) when (e.Code == "access_denied" || e.Status is HttpStatusCode.Forbidden)
            {
                throw new PlatformStoppedException("The sign-in to Matrix was declined in the browser. Start the bot again to get a new link.", e);
            }
        }

        return null;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Matrix: to sign the bot in, open {Link} in a browser, sign in there as the bot's account and confirm the code {Code} within {Minutes} minutes")]
    private static partial void LogLink(ILogger logger, string link, string code, int minutes);
}
