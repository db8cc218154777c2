using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Web.Desk;

namespace AdvocacyBot.Web.Sessions.Passkeys;

/// <summary>Describes and removes an organizer's own passkeys, for "my data" and "forget me", on the web and from a chat.</summary>
internal sealed class PasskeyData(PasskeyTable table, WebFile file)
{
    /// <returns>Null if there are none.</returns>
    public async Task<string?> DescribeAsync(MemberRef member, Language language, CancellationToken ct) =>
        (await table.OfAsync(member, ct)).Count is > 0 and var count ? DeskTexts.All.Format(language, "data.passkeys", count) : null;

    public async Task ForgetAsync(MemberRef member, CancellationToken ct)
    {
        var own = await table.OfAsync(member, ct);
        foreach (var passkey in own)
            await table.RemoveAsync(passkey.Id, ct);
        if (own.Count > 0)
            await file.ScrubAsync(ct);
    }
}
