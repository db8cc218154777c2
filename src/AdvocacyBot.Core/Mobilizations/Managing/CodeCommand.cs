using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Commands;
using AdvocacyBot.Core.Inbox;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Mobilizations.Answering;
using AdvocacyBot.Core.Mobilizations.Privacy;
using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Core.Mobilizations.Managing;

/// <summary>Uses a code: it makes a co-organizer at once, or asks whether two accounts are to be linked.</summary>
internal sealed class CodeCommand(MobilizationNumbers numbers, EventInbox inbox, UseCode use, Receipts receipts) : ICommand
{
    public static CommandSpec Spec { get; } = new("code", MobilizationTexts.All)
    {
        IsPrivate = true,
        Options = [new OptionSpec("number", OptionKind.Number), new OptionSpec("code")],
    };

    public async Task<Reply> RunAsync(Request request, CancellationToken ct)
    {
        var id = await numbers.FindAsync(request.Number("number")!.Value, ct);
        return await inbox.OnceAsync(
            request.Intent,
            Mobilization.SubjectOf(id),
            inner => use.RunAsync(request, id, request.Required("code"), isConfirmed: false, inner),
            inner => receipts.ShowAsync(request, id, inner),
            ct);
    }
}

/// <summary>Links two accounts for good, below the question whether they are to be: <c>link:7:CODE</c>.</summary>
internal sealed class LinkChoices(MobilizationNumbers numbers, EventInbox inbox, UseCode use, Receipts receipts) : IChoiceHandler
{
    public static string Prefix => "link";

    public async Task<Reply> ChooseAsync(Request request, IReadOnlyList<string> parts, CancellationToken ct)
    {
        if (parts is not [var text, var code] || RsvpChoices.Number(text) is not { } number)
            return Receipt.Problem(request.Language, "rsvp.unknown");

        var id = await numbers.FindAsync(number, ct);
        return await inbox.OnceAsync(
            request.Intent,
            Mobilization.SubjectOf(id),
            inner => use.RunAsync(request, id, code, isConfirmed: true, inner),
            inner => receipts.ShowAsync(request, id, inner),
            ct);
    }
}

/// <summary>
/// Checks a code and does what it is good for, within the present transaction. To whoever may not know of the action, a wrong
/// code is like a number that no action has.
/// </summary>
internal sealed class UseCode(BotDb db, ActionVisibility visibility, People people, LinkAccounts link, TimeProvider clock)
{
    /// <param name="isConfirmed">Whether the person has been asked whether their accounts are to be linked.</param>
    public async Task<Reply> RunAsync(Request request, long id, string written, bool isConfirmed, CancellationToken ct)
    {
        if (await db.Mobilizations.FindAsync([id], ct) is not { State: MobilizationState.Open or MobilizationState.Planned } mobilization)
            return Receipt.Problem(request.Language, "rsvp.unknown");
        if (await people.FindAsync(mobilization, request.Intent.Member, ct) is not { } person)
            return await RefuseAsync(request, id, "rsvp.over", ct);

        var text = written.Trim().ToUpperInvariant();
        var (mac, now) = (Pseudonym.OfCode(person.Key, text), clock.UtcNow);
        var code = await db.OneTimeCodes.SingleOrDefaultAsync(c => c.MobilizationId == id && c.Mac == mac && c.ExpiresAt > now, ct);
        if (code is null)
            return await RefuseAsync(request, id, "code.wrong", ct);
        if (code.Purpose == CodePurpose.Link && !isConfirmed)
            return Ask(mobilization, text, request.Language);

        db.OneTimeCodes.Remove(code);
        if (code.Purpose == CodePurpose.Link)
            return await link.RunAsync(mobilization, code.Person!, request, ct);
        if (await db.CoOrganizers.FindAsync([id, person.Id], ct) is null)
            db.CoOrganizers.Add(new CoOrganizer { MobilizationId = id, Person = person.Id });
        return Reply.Tell(request.Language, MobilizationTexts.All.Format(
            request.Language, "code.isorganizer", mobilization.TitleIn(request.Language), RsvpChoices.Write(mobilization.Number)));
    }

    private async Task<Reply> RefuseAsync(Request request, long id, string key, CancellationToken ct) =>
        Receipt.Problem(request.Language, await visibility.IncludesAsync(request, id, ct) ? key : "rsvp.unknown");

    private static Reply Ask(Mobilization mobilization, string code, Language language) =>
        Reply.Tell(language, MobilizationTexts.All.Format(language, "code.confirm", mobilization.TitleIn(language))) with
        {
            Choices =
            [
                new Choice($"{LinkChoices.Prefix}:{RsvpChoices.Write(mobilization.Number)}:{code}", MobilizationTexts.All[language, "choice.link"], Style: ChoiceStyle.Primary),
            ],
        };
}
