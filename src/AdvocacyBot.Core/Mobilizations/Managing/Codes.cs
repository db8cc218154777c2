using System.Security.Cryptography;
using AdvocacyBot.Core.Mobilizations.Answering;
using AdvocacyBot.Core.Mobilizations.Privacy;
using AdvocacyBot.Core.Store;

namespace AdvocacyBot.Core.Mobilizations.Managing;

/// <summary>Gives out codes that are good once, for one mobilization and for a short while.</summary>
internal sealed class Codes(BotDb db, KeyStore keys, TimeProvider clock)
{
    private const string Letters = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
    private const int Length = 10;
    private static readonly TimeSpan ForLinking = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan ForOrganizing = TimeSpan.FromDays(2);

    /// <summary>A code that makes whoever uses it a co-organizer; null if the mobilization's key is destroyed.</summary>
    public string? ForCoOrganizer(Mobilization mobilization) =>
        keys.Find(mobilization.KeyId) is { } key ? Make(mobilization, key, CodePurpose.CoOrganize, null, ForOrganizing) : null;

    /// <summary>A code by which a person's other account is taken for the same person.</summary>
    public string ForLink(Mobilization mobilization, Person person) =>
        Make(mobilization, person.Key, CodePurpose.Link, person.Id, ForLinking);

    private string Make(Mobilization mobilization, byte[] key, CodePurpose purpose, string? person, TimeSpan goodFor)
    {
        var code = RandomNumberGenerator.GetString(Letters, Length);
        db.OneTimeCodes.Add(new OneTimeCode
        {
            MobilizationId = mobilization.Id,
            Mac = Pseudonym.OfCode(key, code),
            Purpose = purpose,
            Person = person,
            ExpiresAt = Offering.FullMinute(clock.UtcNow) + goodFor,
        });
        return code;
    }
}
