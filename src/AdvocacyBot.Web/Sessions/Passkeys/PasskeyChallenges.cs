using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using AdvocacyBot.Core;
using AdvocacyBot.Core.Secrets;

namespace AdvocacyBot.Web.Sessions.Passkeys;

/// <summary>
/// Hands the handler's state to the page between its question and the passkey's answer: sealed, for one browser and one purpose, for
/// five minutes, once. The server holds nothing until the answer comes, so questions that nobody answers cost no memory.
/// </summary>
internal sealed class PasskeyChallenges(PasskeyTable table, MasterKey master, TimeProvider clock)
{
    private const string Purpose = "web-passkey";
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(5);

    /// <param name="use">What the answer will be for.</param>
    public string Seal(Visitor visitor, string use, string state)
    {
        var expires = (clock.UtcNow + Lifetime).Ticks.ToString(CultureInfo.InvariantCulture);
        return Base64Url.EncodeToString(Sealing.Seal(master.Derive(Purpose), $"{expires}\n{state}", Place(visitor, use)));
    }

    /// <returns>Null if it was made for somebody else, is too old or was used before.</returns>
    public async Task<string?> OpenAsync(Visitor visitor, string use, string given, CancellationToken ct)
    {
        if (Read(visitor, use, given) is not [var expires, var state])
            return null;
        var expiresAt = new DateTime(long.Parse(expires, CultureInfo.InvariantCulture), DateTimeKind.Utc);
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(state)));
        return expiresAt > clock.UtcNow && await table.UseChallengeAsync(hash, expiresAt, ct) ? state : null;
    }

    private string[]? Read(Visitor visitor, string use, string given)
    {
        try
        {
            return Sealing.OpenText(master.Derive(Purpose), Base64Url.DecodeFromChars(given), Place(visitor, use)).Split('\n', 2);
        }
        catch (Exception e) when (e is CryptographicException or FormatException)
        {
            return null;
        }
    }

    private static string Place(Visitor visitor, string use) => $"{Purpose}/{use}/{visitor.Secret}";
}
