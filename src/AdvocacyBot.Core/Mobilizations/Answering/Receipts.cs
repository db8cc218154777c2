using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Commands;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Mobilizations.Privacy;
using AdvocacyBot.Core.Mobilizations.Private;
using AdvocacyBot.Core.Mobilizations.Shifts;
using AdvocacyBot.Core.Store;

namespace AdvocacyBot.Core.Mobilizations.Answering;

/// <summary>Shows a person how they stand, by what the database holds now.</summary>
internal sealed class Receipts(BotDb db, ReadRoll rolls)
{
    /// <summary>The receipt of whoever asks, changing nothing.</summary>
    public async Task<Reply> ShowAsync(Request request, long id, CancellationToken ct) =>
        Receipt.Show(await rolls.RunAsync(id, [request.Intent.Member], ct), request);

    /// <param name="note">The key of a sentence to add.</param>
    public async Task<Reply> ShowAsync(Mobilization mobilization, Person person, Language language, CancellationToken ct, [TextKey(typeof(MobilizationTexts))] string? note = null) =>
        Receipt.Write(await StateAsync(mobilization, person, ct), language, note is null ? null : MobilizationTexts.All[language, note]);

    private async Task<ReceiptState> StateAsync(Mobilization mobilization, Person person, CancellationToken ct)
    {
        var roles = await db.SlotsOfAsync(person.Rsvp, ct);
        var contact = person.Rsvp is null ? null : await db.PrivateContacts.FindAsync([mobilization.Id, person.Id], ct);
        return ReceiptState.Of(mobilization, person, roles, contact);
    }
}
