using System.Text.Json;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Mobilizations.Privacy;
using AdvocacyBot.Core.Secrets;
using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Core.Mobilizations.Private;

/// <summary>Seals, opens and deletes the addresses of people who asked to be written to.</summary>
internal sealed class Contacts(BotDb db)
{
    /// <summary>The person's contact, made where there is none; the caller says what it is wanted for.</summary>
    public async Task<PrivateContact> KeepAsync(Mobilization mobilization, Person person, MemberRef member, Language language, CancellationToken ct) =>
        Keep(await db.PrivateContacts.FindAsync([mobilization.Id, person.Id], ct), mobilization, person, member, language);

    /// <inheritdoc cref="KeepAsync"/>
    /// <param name="known">The contact that there is, tracked.</param>
    public PrivateContact Keep(PrivateContact? known, Mobilization mobilization, Person person, MemberRef member, Language language)
    {
        var contact = known ?? new PrivateContact { MobilizationId = mobilization.Id, Person = person.Id };
        if (known is null)
            db.PrivateContacts.Add(contact);
        string[] parts = [member.Platform, member.Id, language.Code];
        contact.Box = Sealing.Seal(person.Key, JsonSerializer.Serialize(parts), Place(contact));
        return contact;
    }

    /// <summary>Whom to write to and in which language; null if the platform refused.</summary>
    public static (MemberRef Member, Language Language)? Open(PrivateContact contact, byte[] key)
    {
        if (contact.Box is not { } box)
            return null;

        var parts = JsonSerializer.Deserialize<string[]>(Sealing.OpenText(key, box, Place(contact)))!;
        return (new MemberRef(parts[0], parts[1]), LanguageNames.FromLocale(parts[2]) ?? Language.English);
    }

    /// <summary>Forgets how to write to a person, and what was going to be written, be it saved already or not.</summary>
    public async Task ForgetAsync(long mobilization, string person, CancellationToken ct)
    {
        if (await db.PrivateContacts.FindAsync([mobilization, person], ct) is { } contact)
            db.PrivateContacts.Remove(contact);
        await db.SaveChangesAsync(ct);
        await db.PrivateNotes.Where(n => n.MobilizationId == mobilization && n.Person == person).ExecuteDeleteAsync(ct);
    }

    /// <summary>
    /// Keeps for another pseudonym of the same person how to write to them and what they asked for. An address that the other
    /// pseudonym has stays. Within the present transaction.
    /// </summary>
    public async Task MoveAsync(long mobilization, Person from, string to, CancellationToken ct)
    {
        if (await db.PrivateContacts.FindAsync([mobilization, from.Id], ct) is not { } former)
            return;

        db.PrivateContacts.Remove(former);
        if (await db.PrivateContacts.FindAsync([mobilization, to], ct) is not { } contact)
            db.PrivateContacts.Add(contact = new PrivateContact { MobilizationId = mobilization, Person = to });
        if (contact.Box is null && former.Box is { } box)
            contact.Box = Sealing.Seal(from.Key, Sealing.Open(from.Key, box, Place(former)), Place(contact));
        contact.WantsReminders |= former.WantsReminders;
        contact.WantsSeat |= former.WantsSeat;
        contact.WantsMatch |= former.WantsMatch;
        contact.WantsSwap |= former.WantsSwap;
        contact.WantsCheckIn |= former.WantsCheckIn;
    }

    private static string Place(PrivateContact contact) => $"{Mobilization.SubjectOf(contact.MobilizationId)}/{contact.Person}";
}
