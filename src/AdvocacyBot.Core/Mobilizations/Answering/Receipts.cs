using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Mobilizations.Privacy;
using AdvocacyBot.Core.Mobilizations.Private;
using AdvocacyBot.Core.Store;

namespace AdvocacyBot.Core.Mobilizations.Answering;

/// <summary>Shows a person how they stand, by what the database holds now.</summary>
internal sealed class Receipts(BotDb db, People people)
{
    /// <summary>The receipt of whoever asks, changing nothing.</summary>
    public async Task<Reply> ShowAsync(Request request, long id, CancellationToken ct)
    {
        var mobilization = await db.Mobilizations.FindAsync([id], ct);
        if (mobilization is null or { State: MobilizationState.Draft or MobilizationState.Planned })
            return Receipt.Problem(request.Language, "rsvp.unknown");

        return await people.FindAsync(mobilization, request.Intent.Member, ct) is { } person
            ? await ShowAsync(mobilization, person, request.Language, ct)
            : Receipt.Problem(request.Language, "rsvp.over");
    }

    /// <param name="note">The key of a sentence to add.</param>
    public async Task<Reply> ShowAsync(Mobilization mobilization, Person person, Language language, CancellationToken ct, string? note = null) =>
        Receipt.Write(await StateAsync(mobilization, person, ct), language, note is null ? null : MobilizationTexts.All[language, note]);

    /// <summary>The role is full: nothing changed, and whoever has no seat yet can come without a role.</summary>
    public async Task<Reply> RoleFullAsync(Mobilization mobilization, Person person, RoleSlot role, Language language, CancellationToken ct) =>
        Receipt.Write(
            await StateAsync(mobilization, person, ct),
            language,
            MobilizationTexts.All.Format(language, person.Rsvp?.Seats > 0 ? "receipt.role.kept" : "receipt.role.full", role.Name));

    private async Task<ReceiptState> StateAsync(Mobilization mobilization, Person person, CancellationToken ct)
    {
        var role = person.Rsvp?.RoleSlotId is { } slot ? await db.RoleSlots.FindAsync([slot], ct) : null;
        var contact = person.Rsvp is null ? null : await db.PrivateContacts.FindAsync([mobilization.Id, person.Id], ct);
        return new ReceiptState(mobilization, person.Rsvp, role)
        {
            HasReminders = contact is { WantsReminders: true, Box: not null },
            IsRefused = contact is { Box: null },
        };
    }
}
