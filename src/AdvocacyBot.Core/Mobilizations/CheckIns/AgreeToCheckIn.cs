using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Commands;
using AdvocacyBot.Core.Inbox;
using AdvocacyBot.Core.Mobilizations.Answering;
using AdvocacyBot.Core.Mobilizations.Privacy;
using AdvocacyBot.Core.Mobilizations.Private;
using AdvocacyBot.Core.Store;

namespace AdvocacyBot.Core.Mobilizations.CheckIns;

/// <summary>Takes and withdraws the consent to be asked whether one is home safe.</summary>
internal sealed class AgreeToCheckIn(BotDb db, EventInbox inbox, People people, Contacts contacts, Receipts receipts, TimeProvider clock)
{
    /// <param name="id">The mobilization; 0 if the person may not know of one.</param>
    /// <param name="name">By what organizers may know them if they do not answer; null to keep what they have said.</param>
    public Task<Reply> RunAsync(Request request, long id, bool isOn, string? name, CancellationToken ct) => inbox.OnceAsync(
        request.Intent,
        Mobilization.SubjectOf(id),
        inner => SetAsync(request, id, isOn, name, inner),
        inner => receipts.ShowAsync(request, id, inner),
        ct);

    private async Task<Reply> SetAsync(Request request, long id, bool isOn, string? name, CancellationToken ct)
    {
        if (await db.Mobilizations.FindAsync([id], ct) is not { State: MobilizationState.Open } mobilization
            || await people.FindAsync(mobilization, request.Intent.Member, ct) is not { } person)
        {
            return Receipt.Problem(request.Language, "rsvp.unknown");
        }

        if (!isOn)
        {
            await WithdrawAsync(mobilization, person, ct);
            return await receipts.ShowAsync(mobilization, person, request.Language, ct);
        }

        if (mobilization.CheckInMinutes is null || clock.UtcNow >= mobilization.EndsAt)
            return await receipts.ShowAsync(mobilization, person, request.Language, ct, "checkin.none");
        if (person.Rsvp is not { Answer: Answer.Going } rsvp)
            return await receipts.ShowAsync(mobilization, person, request.Language, ct, "checkin.going");

        rsvp.CheckIn = CheckIn.Wanted;
        if (name is not null)
            rsvp.CheckInName = CheckInNames.Seal(mobilization, person.Key, person.Id, SafeText.Shorten(name, Lengths.Line));
        (await contacts.KeepAsync(mobilization, person, request.Intent.Member, request.Language, ct)).WantsCheckIn = true;
        return await receipts.ShowAsync(mobilization, person, request.Language, ct);
    }

    private async Task WithdrawAsync(Mobilization mobilization, Person person, CancellationToken ct)
    {
        if (person.Rsvp is { } rsvp)
            (rsvp.CheckIn, rsvp.CheckInName) = (null, null);
        if (await db.PrivateContacts.FindAsync([mobilization.Id, person.Id], ct) is not { WantsCheckIn: true } contact)
            return;
        contact.WantsCheckIn = false;
        if (!contact.IsWanted)
            await contacts.ForgetAsync(mobilization.Id, person.Id, ct);
    }
}

/// <summary>The buttons below a receipt: <c>checkin:7:on</c>, <c>checkin:7:off</c>.</summary>
internal sealed class CheckInChoices(MobilizationNumbers numbers, AgreeToCheckIn agree) : IChoiceHandler
{
    public static string Prefix => "checkin";

    public async Task<Reply> ChooseAsync(Request request, IReadOnlyList<string> parts, CancellationToken ct) =>
        parts is [var text, "on" or "off"] && RsvpChoices.Number(text) is { } number
            ? await agree.RunAsync(request, await numbers.IdOfAsync(request, number, ct), parts[1] == "on", null, ct)
            : Receipt.Problem(request.Language, "rsvp.unknown");
}
