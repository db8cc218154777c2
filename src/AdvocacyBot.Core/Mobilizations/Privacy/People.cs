using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Store;

namespace AdvocacyBot.Core.Mobilizations.Privacy;

/// <summary>Finds a member among the pseudonyms of a mobilization.</summary>
internal sealed class People(BotDb db, KeyStore keys)
{
    /// <summary>The member as the mobilization knows them, by their first row where two are linked; null if the key is destroyed.</summary>
    public async Task<Person?> FindAsync(Mobilization mobilization, MemberRef member, CancellationToken ct)
    {
        if (keys.Find(mobilization.KeyId) is not { } key)
            return null;

        var own = Pseudonym.Of(key, member).Value;
        var id = own;
        var rsvp = await db.Rsvps.FindAsync([mobilization.Id, id], ct);
        if (rsvp?.LinkedTo is { } first)
            (id, rsvp) = (first, await db.Rsvps.FindAsync([mobilization.Id, first], ct));
        return new Person(key, id, rsvp) { OwnId = own };
    }
}

/// <summary>A member within one mobilization. Prints as redacted.</summary>
/// <param name="key">The mobilization's.</param>
/// <param name="id">The pseudonym.</param>
/// <param name="rsvp">Their answer, tracked; null if there is none.</param>
internal sealed class Person(byte[] key, string id, Rsvp? rsvp)
{
    public byte[] Key { get; } = key;

    public string Id { get; } = id;

    /// <summary>The pseudonym of the account itself, which differs if the account is linked to another.</summary>
    public string OwnId { get; init; } = id;

    public Rsvp? Rsvp { get; set; } = rsvp;

    public override string ToString() => "(redacted)";
}
