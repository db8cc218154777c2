using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Commands;
using AdvocacyBot.Core.Inbox;
using AdvocacyBot.Core.Mobilizations.Answering;
using AdvocacyBot.Core.Mobilizations.Privacy;
using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Core.Mobilizations.Managing;

/// <summary>Gives a code by which the asker's account on another platform is taken for the same person, in one mobilization.</summary>
internal sealed class LinkCommand(BotDb db, MobilizationNumbers numbers, EventInbox inbox, People people, Codes codes) : ICommand
{
    public static CommandSpec Spec { get; } = new("link", MobilizationTexts.All)
    {
        IsPrivate = true,
        Options = [new OptionSpec("number", OptionKind.Number)],
    };

    public async Task<Reply> RunAsync(Request request, CancellationToken ct)
    {
        var id = await numbers.IdOfAsync(request, request.Number("number")!.Value, ct);
        return await inbox.OnceAsync(
            request.Intent,
            Subject.Of("mobilization", id),
            async inner =>
                await db.Mobilizations.FindAsync([id], inner) is { State: MobilizationState.Open } mobilization
                && await people.FindAsync(mobilization, request.Intent.Member, inner) is { } person
                    ? Reply.Tell(request.Language, MobilizationTexts.All.Format(
                        request.Language, "code.link", RsvpChoices.Write(mobilization.Number), codes.ForLink(mobilization, person)))
                    : Receipt.Problem(request.Language, "rsvp.unknown"),
            _ => Task.FromResult(Receipt.Problem(request.Language, "code.again")),
            ct);
    }
}

/// <summary>Uses a code: it links two accounts, or makes a co-organizer.</summary>
internal sealed class CodeCommand(BotDb db, MobilizationNumbers numbers, EventInbox inbox, ActionVisibility visibility, People people, LinkAccounts link, Receipts receipts, TimeProvider clock) : ICommand
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
            Subject.Of("mobilization", id),
            inner => UseAsync(request, id, inner),
            inner => receipts.ShowAsync(request, id, inner),
            ct);
    }

    private async Task<Reply> UseAsync(Request request, long id, CancellationToken ct)
    {
        if (await db.Mobilizations.FindAsync([id], ct) is not { State: MobilizationState.Open or MobilizationState.Planned } mobilization)
            return Receipt.Problem(request.Language, "rsvp.unknown");
        if (await people.FindAsync(mobilization, request.Intent.Member, ct) is not { } person)
            return Receipt.Problem(request.Language, await visibility.IncludesAsync(request, id, ct) ? "rsvp.over" : "rsvp.unknown");

        var (mac, now) = (Pseudonym.OfCode(person.Key, request.Required("code").Trim().ToUpperInvariant()), clock.UtcNow);
        var code = await db.OneTimeCodes.SingleOrDefaultAsync(c => c.MobilizationId == id && c.Mac == mac && c.ExpiresAt > now, ct);
        if (code is null)
            return Receipt.Problem(request.Language, await visibility.IncludesAsync(request, id, ct) ? "code.wrong" : "rsvp.unknown");

        db.OneTimeCodes.Remove(code);
        if (code.Purpose == CodePurpose.CoOrganize)
        {
            if (await db.CoOrganizers.FindAsync([id, person.Id], ct) is null)
                db.CoOrganizers.Add(new CoOrganizer { MobilizationId = id, Person = person.Id });
            return Reply.Tell(request.Language, MobilizationTexts.All.Format(
                request.Language, "code.isorganizer", mobilization.Title, RsvpChoices.Write(mobilization.Number)));
        }

        return await link.RunAsync(mobilization, code.Person!, request, ct);
    }
}
