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
/// Looks for a buddy or a ride: <c>match 7 buddy "Signal: sun.12"</c>, <c>match 7 ride-offer 3 "…"</c> with three seats,
/// <c>match 7 ride-seek "…"</c>, <c>match 7 off</c>. Whoever searches already can leave the contact out, so that
/// <c>match 7 ride-offer 2</c> changes the seats. <c>match 7</c> shows how one's searches stand.
/// </summary>
internal sealed class MatchCommand(BotDb db, MobilizationNumbers numbers, EventInbox inbox, People people, PersonRows rows, Matches matches, Contacts contacts, MatchReplies replies, TimeProvider clock) : ICommand
{
    private static readonly IReadOnlyDictionary<string, (MatchKind Kind, MatchSide Side)> Kinds = Vocabulary.Of(
        ((MatchKind.Buddy, MatchSide.Equal), "buddy binôme compañía"),
        ((MatchKind.Ride, MatchSide.Offers), "ride-offer offre-trajet ofrezco-viaje"),
        ((MatchKind.Ride, MatchSide.Seeks), "ride-seek cherche-trajet busco-viaje"));

    private static readonly IReadOnlyDictionary<string, bool> SeatWords = Vocabulary.Of((true, "seat seats place places plaza plazas asiento asientos"));
    private const int MaxSeatDigits = 2;

    public static CommandSpec Spec { get; } = new("match", MobilizationTexts.All)
    {
        IsPrivate = true,
        Options =
        [
            new OptionSpec("number", OptionKind.Number),
            new OptionSpec("what", Required: false) { Values = ["buddy", "ride-offer", "ride-seek", "off"], IsOpen = true },
            new OptionSpec("seats", OptionKind.Number, Required: false),
            new OptionSpec("contact", OptionKind.Rest, Required: false),
        ],
    };

    public async Task<Reply> RunAsync(Request request, CancellationToken ct)
    {
        var id = await numbers.IdOfAsync(request, request.Number("number")!.Value, ct);
        if (request["what"] is not { } written)
            return await replies.ShowAsync(request, id, ct);
        (MatchKind Kind, MatchSide Side)? what = null;
        if (Kinds.TryGetValue(Folding.Fold(written), out var wanted))
            what = wanted;
        else if (!SettingWords.IsOff(written))
            return Receipt.Problem(request.Language, "match.how");
        var (seats, contact) = Read(request, what?.Side == MatchSide.Offers);
        if (seats is < 1 or > Matches.MaxSeats)
            return Reply.Tell(request.Language, MobilizationTexts.All.Format(request.Language, "match.seats.wrong", Matches.MaxSeats));

        return await inbox.OnceAsync(
            request.Intent,
            Mobilization.SubjectOf(id),
            inner => LookAsync(request, id, what, seats, contact, inner),
            inner => replies.ShowAsync(request, id, inner),
            ct);
    }

    private async Task<Reply> LookAsync(Request request, long id, (MatchKind Kind, MatchSide Side)? what, int? seats, string? contact, CancellationToken ct)
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
                if (await db.PrivateContacts.FindAsync([id, one], ct) is not { WantsMatch: true } address)
                    continue;
                address.WantsMatch = false;
                if (!address.IsWanted)
                    db.PrivateContacts.Remove(address);
            }

            return Receipt.Problem(request.Language, "match.off");
        }

        if (!Matches.AreOf(mobilization, clock.UtcNow))
            return Receipt.Problem(request.Language, "rsvp.over");
        if (mobilization.IsMatchingOff)
            return Receipt.Problem(request.Language, "match.isoff");
        var seeker = await db.Seekers.FindAsync([id, kind, person.Id], ct);
        if (contact is null && seeker is null)
            return Receipt.Problem(request.Language, "match.contact");

        var box = contact is null ? seeker!.Contact : MatchReplies.Seal(mobilization, person, SafeText.Shorten(contact, Lengths.Line));
        if (seeker is null)
        {
            db.Seekers.Add(seeker = new Seeker { MobilizationId = id, Person = person.Id, Kind = kind, Side = side, Contact = box, Seats = seats });
        }
        else if (seeker.Side != side)
        {
            var pairs = await matches.PairsAsync(seeker, ct);
            foreach (var pair in pairs)
                pair.Part();
            (seeker.Side, seeker.Seats) = (side, seats);
            await matches.LeaveAsync(mobilization, pairs, ct);
        }
        else if (seats is { } number)
        {
            await matches.SetSeatsAsync(mobilization, seeker, number, ct);
        }

        seeker.Contact = box;
        (await contacts.KeepAsync(mobilization, person, request.Intent.Member, request.Language, ct)).WantsMatch = true;
        await matches.PairAsync(mobilization, seeker, isPresent: true, ct);
        return await replies.ShowAsync(mobilization, person, request.Language, ct);
    }

    /// <summary>
    /// The seats that a driver gives and how to reach them. What is too long for a number of seats, such as a telephone number, begins the
    /// contact.
    /// </summary>
    private static (int? Seats, string? Contact) Read(Request request, bool isDriver)
    {
        var (seats, contact) = (request["seats"], request["contact"]);
        if (seats is not null && (!isDriver || seats.Length > MaxSeatDigits))
            return (null, contact is null ? seats : $"{seats} {contact}");
        if (seats is not null && contact is not null && Words.Split(contact) is { Count: > 0 } words && !words[0].Quoted && SeatWords.ContainsKey(Folding.Fold(words[0].Value)))
            contact = words.Count == 1 ? null : words is [_, { Quoted: true } only] ? only.Value : contact[words[1].Start..];
        return (request.Number("seats"), contact);
    }
}
