using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Commands;
using AdvocacyBot.Core.Inbox;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Mobilizations.Answering;
using AdvocacyBot.Core.Mobilizations.Privacy;
using AdvocacyBot.Core.Mobilizations.Private;
using AdvocacyBot.Core.Store;

namespace AdvocacyBot.Core.Mobilizations.Matching;

/// <summary>
/// Looks for a buddy or a ride: <c>match 7 buddy "Signal: sun.12"</c>, <c>match 7 ride-offer "…"</c>, <c>match 7 ride-seek "…"</c>,
/// <c>match 7 off</c>.
/// </summary>
internal sealed class MatchCommand(BotDb db, MobilizationNumbers numbers, EventInbox inbox, People people, PersonRows rows, Matches matches, Contacts contacts, MatchReplies replies) : ICommand
{
    private static readonly IReadOnlyDictionary<string, (MatchKind Kind, MatchSide Side)> Words = Vocabulary.Of(
        ((MatchKind.Buddy, MatchSide.Equal), "buddy binôme compañía"),
        ((MatchKind.Ride, MatchSide.Offers), "ride-offer offre-trajet ofrezco-viaje"),
        ((MatchKind.Ride, MatchSide.Seeks), "ride-seek cherche-trajet busco-viaje"));

    public static CommandSpec Spec { get; } = new("match", MobilizationTexts.All)
    {
        IsPrivate = true,
        Options =
        [
            new OptionSpec("number", OptionKind.Number),
            new OptionSpec("what") { Values = ["buddy", "ride-offer", "ride-seek", "off"], IsOpen = true },
            new OptionSpec("contact", OptionKind.Rest, Required: false),
        ],
    };

    public async Task<Reply> RunAsync(Request request, CancellationToken ct)
    {
        var id = await numbers.IdOfAsync(request, request.Number("number")!.Value, ct);
        (MatchKind Kind, MatchSide Side)? what = null;
        if (Words.TryGetValue(Folding.Fold(request.Required("what")), out var wanted))
            what = wanted;
        else if (!SettingWords.IsOff(request.Required("what")))
            return Receipt.Problem(request.Language, "match.how");
        if (what is not null && request["contact"] is null)
            return Receipt.Problem(request.Language, "match.contact");

        return await inbox.OnceAsync(
            request.Intent,
            Mobilization.SubjectOf(id),
            inner => LookAsync(request, id, what, inner),
            inner => replies.ShowAsync(request, id, inner),
            ct);
    }

    private async Task<Reply> LookAsync(Request request, long id, (MatchKind Kind, MatchSide Side)? what, CancellationToken ct)
    {
        if (await db.Mobilizations.FindAsync([id], ct) is not { State: MobilizationState.Open } mobilization
            || await people.FindAsync(mobilization, request.Intent.Member, ct) is not { } person)
        {
            return Receipt.Problem(request.Language, "rsvp.unknown");
        }

        if (what is not var (kind, side))
        {
            foreach (var one in await rows.PseudonymsAsync(id, person, ct))
            {
                await matches.StopAsync(mobilization, one, null, ct);
                if (await db.PrivateContacts.FindAsync([id, one], ct) is not { WantsMatch: true } contact)
                    continue;
                contact.WantsMatch = false;
                if (!contact.IsWanted)
                    db.PrivateContacts.Remove(contact);
            }

            return Receipt.Problem(request.Language, "match.off");
        }

        var seeker = await db.Seekers.FindAsync([id, kind, person.Id], ct);
        var box = MatchReplies.Seal(mobilization, person, SafeText.Shorten(request["contact"]!, Lengths.Line));
        if (seeker is null)
            db.Seekers.Add(seeker = new Seeker { MobilizationId = id, Person = person.Id, Kind = kind, Side = side, Contact = box });
        else if (seeker.Side != side && seeker.Partner is not null)
            await matches.DeclineAsync(mobilization, seeker, ct);
        (seeker.Contact, seeker.Side) = (box, side);
        (await contacts.KeepAsync(mobilization, person, request.Intent.Member, request.Language, ct)).WantsMatch = true;
        if (seeker.Partner is null)
            await matches.PairAsync(mobilization, seeker, isPresent: true, ct);
        return await replies.ShowAsync(mobilization, person, request.Language, ct);
    }
}
