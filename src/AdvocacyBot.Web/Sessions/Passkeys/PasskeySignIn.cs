using System.Net;
using System.Security.Cryptography;
using System.Text;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Secrets;
using AdvocacyBot.Web.Appearance;
using AdvocacyBot.Web.Desk;
using Microsoft.AspNetCore.Identity;

namespace AdvocacyBot.Web.Sessions.Passkeys;

/// <summary>Creates organizers' passkeys and signs organizers in with them, through Identity's handler.</summary>
/// <remarks>https://www.w3.org/TR/webauthn-3/</remarks>
internal sealed class PasskeySignIn(
    IPasskeyHandler<PasskeyUser> handler, PasskeyTable table, PasskeyChallenges challenges, Visitors visitors, MasterKey master, SiteAppearance site)
{
    private const string Creation = "create";
    private const string Use = "use";

    /// <summary>Whether browsers allow passkeys under the name by which a request reaches the bot: not on an IP address.</summary>
    public static bool IsOfferedTo(HttpContext http) => !IPAddress.TryParse(http.Request.Host.Host.Trim('[', ']'), out _);

    /// <summary>The question that makes a browser create a passkey for an organizer.</summary>
    public async Task<PasskeyQuestion> AskToCreateAsync(HttpContext http, Visitor visitor, Language language)
    {
        var name = DeskTexts.All.Format(language, "passkey.owner", site.Name);
        var made = await handler.MakeCreationOptionsAsync(new PasskeyUserEntity { Id = HandleOf(visitor), Name = name, DisplayName = name }, http);
        return new PasskeyQuestion(challenges.Seal(visitor, Creation, made.AttestationState ?? ""), made.CreationOptionsJson);
    }

    /// <summary>Stores the passkey that the browser has created.</summary>
    /// <returns>False if it is not an answer to the question.</returns>
    public async Task<bool> CreateAsync(HttpContext http, Visitor visitor, string state, string credential, CancellationToken ct)
    {
        if (await challenges.OpenAsync(visitor, Creation, state, ct) is not { } opened)
            return false;
        var result = await handler.PerformAttestationAsync(new PasskeyAttestationContext { HttpContext = http, CredentialJson = credential, AttestationState = opened });
        return result.Succeeded && await table.AddAsync(
            new StoredPasskey(0, HandleOf(visitor), visitor.Id, visitor.Session?.Account, DeviceName.Of(http.Request.Headers.UserAgent), default, result.Passkey), ct);
    }

    /// <summary>The question that makes a browser sign in with any passkey of this site.</summary>
    public async Task<PasskeyQuestion> AskToSignInAsync(HttpContext http, Visitor visitor)
    {
        var made = await handler.MakeRequestOptionsAsync(user: null, http);
        return new PasskeyQuestion(challenges.Seal(visitor, Use, made.AssertionState ?? ""), made.RequestOptionsJson);
    }

    /// <summary>Signs the organizer in who owns a passkey. The browser becomes the member who has created it.</summary>
    /// <returns>False if it is not an answer to the question, or if the passkey is unknown.</returns>
    public async Task<bool> SignInAsync(HttpContext http, Visitor visitor, string state, string credential, CancellationToken ct)
    {
        if (await challenges.OpenAsync(visitor, Use, state, ct) is not { } opened)
            return false;
        var result = await handler.PerformAssertionAsync(new PasskeyAssertionContext { HttpContext = http, CredentialJson = credential, AssertionState = opened });
        if (!result.Succeeded || await table.FindAsync(result.Passkey.CredentialId, ct) is not { } passkey)
            return false;

        await table.UseAsync(result.Passkey, ct);
        await visitors.OpenSessionAsync(http, visitor, passkey.Member, passkey.Account, ct);
        return true;
    }

    /// <summary>A digest, because what a passkey stores of its owner can be read by whoever holds the device.</summary>
    private string HandleOf(Visitor visitor)
    {
        var owner = visitor.Session?.Account is { } account ? account : new MemberRef(Room.RoomPlatform.PlatformName, visitor.Id);
        return Convert.ToHexStringLower(HMACSHA256.HashData(master.Derive("web-passkey-owners"), Encoding.UTF8.GetBytes($"{owner.Platform}\n{owner.Id}")))[..32];
    }
}

/// <summary>A question to the browser, as its page gets it.</summary>
/// <param name="State">To be sent back with the answer.</param>
/// <param name="Options">Options of the browser's API, as JSON.</param>
internal sealed record PasskeyQuestion(string State, string Options);
