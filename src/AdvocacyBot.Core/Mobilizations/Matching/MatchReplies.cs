using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Commands;
using AdvocacyBot.Core.Inbox;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Mobilizations.Answering;
using AdvocacyBot.Core.Mobilizations.Privacy;
using AdvocacyBot.Core.Mobilizations.Private;
using AdvocacyBot.Core.Secrets;
using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Core.Mobilizations.Matching;

/// <summary>Shows a person how their search stands, and a driver each rider; the other's contact only where both have accepted.</summary>
internal sealed class MatchReplies(BotDb db, People people, Matches matches)
{
    private const int TokenLength = 10;

    public async Task<Reply> ShowAsync(Request request, long id, CancellationToken ct) =>
        await db.Mobilizations.FindAsync([id], ct) is { State: MobilizationState.Open } mobilization
        && await people.FindAsync(mobilization, request.Intent.Member, ct) is { } person
            ? await ShowAsync(mobilization, person, request.Language, ct)
            : Receipt.Problem(request.Language, "rsvp.unknown");

    /// <param name="note">Said before everything else.</param>
    public async Task<Reply> ShowAsync(Mobilization mobilization, Person person, Language language, CancellationToken ct, string? note = null)
    {
        await db.SaveChangesAsync(ct);
        var blocks = new List<Block>();
        if (note is not null)
            blocks.Add(new Paragraph(note));
        var choices = new List<Choice>();
        var seekers = await db.Seekers.Where(s => s.MobilizationId == mobilization.Id && s.Person == person.Id).OrderBy(s => s.Kind).ToListAsync(ct);
        foreach (var seeker in seekers)
        {
            var pairs = await matches.PairsAsync(seeker, ct);
            if (seeker.Side == MatchSide.Offers)
                blocks.Add(new Paragraph(MobilizationTexts.All.FormatCount(language, "match.seats", seeker.Seats ?? 1, seeker.Seats ?? 1, pairs.Count(p => p.IsMade))));
            if (pairs.Count == 0)
                blocks.Add(State("looking", seeker, language));
            foreach (var (index, pair) in pairs.Index())
            {
                blocks.Add(State(pair.IsMade ? "made" : pair.HasAccepted ? "waiting" : "found", seeker, language, pairs.Count > 1 ? index + 1 : null));
                blocks.Add(new Fields([new Field(MobilizationTexts.All[language, "match.them"], await DescribeAsync(mobilization, person.Key, pair.Other, language, ct))]));
                if (pair.IsMade)
                    blocks.Add(new Fields([new Field(MobilizationTexts.All[language, "match.reach"], Open(mobilization, person.Key, pair.Other))]));
                choices.AddRange(Choices(mobilization, person.Key, pair, pairs.Count > 1 ? index + 1 : null, language));
            }
        }

        if (seekers.Count == 0)
            blocks.Add(new Paragraph(MobilizationTexts.All[language, mobilization.IsMatchingOff ? "match.isoff" : "match.none"]));
        return new Reply(blocks)
        {
            Title = mobilization.TitleIn(language),
            Language = language,
            Visibility = Visibility.Private,
            Choices = choices,
        };
    }

    public static byte[] Seal(Mobilization mobilization, Person person, string contact) =>
        Sealing.Seal(person.Key, contact, $"{mobilization.Subject}/match/{person.Id}");

    /// <summary>The same contact, sealed for another pseudonym of the person.</summary>
    public static byte[] Reseal(Mobilization mobilization, Person from, string to, byte[] contact) => Sealing.Seal(
        from.Key, Sealing.OpenText(from.Key, contact, $"{mobilization.Subject}/match/{from.Id}"), $"{mobilization.Subject}/match/{to}");

    private static string Open(Mobilization mobilization, byte[] key, Seeker seeker) =>
        Sealing.OpenText(key, seeker.Contact, $"{mobilization.Subject}/match/{seeker.Person}");

    /// <summary>What helps to decide before a contact is shown: whether the other person is going, and their language.</summary>
    private async Task<string> DescribeAsync(Mobilization mobilization, byte[] key, Seeker partner, Language language, CancellationToken ct)
    {
        var answer = (await db.Rsvps.FindAsync([mobilization.Id, partner.Person], ct))?.Answer;
        var text = MobilizationTexts.All[language, answer switch { Answer.Going => "match.them.going", Answer.Maybe => "match.them.maybe", _ => "match.them.none" }];
        if (await db.PrivateContacts.FindAsync([mobilization.Id, partner.Person], ct) is { } contact && Contacts.Open(contact, key) is var (_, spoken))
            text = $"{text} · {spoken.OwnName}";
        return partner is { Side: MatchSide.Offers, Seats: { } seats }
            ? $"{text} · {MobilizationTexts.All.FormatCount(language, "match.them.seats", seats, seats)}"
            : text;
    }

    /// <summary>By what a driver's choices name a rider. Says nothing of who it is, and is another one for another driver.</summary>
    public static string TokenOf(byte[] key, Pair pair) => Pseudonym.For(key, $"rider\0{pair.Own.Person}", new Pseudonym(pair.Other.Person))[..TokenLength];

    private static Paragraph State(string state, Seeker seeker, Language language, int? number = null) => new(
        MobilizationTexts.All.Format(language, $"match.{state}", Numbered(MobilizationTexts.All[language, $"match.{seeker.Kind}"], number, language)));

    private static string Numbered(string text, int? number, Language language) => number is { } one ? $"{text} {one.ToString(language.Culture)}" : text;

    /// <param name="number">Tells the choices of a driver's riders apart; null if there is one.</param>
    private static IEnumerable<Choice> Choices(Mobilization mobilization, byte[] key, Pair pair, int? number, Language language)
    {
        var rider = pair.Own.Side == MatchSide.Offers ? $":{TokenOf(key, pair)}" : "";
        if (!pair.HasAccepted)
            yield return Of("accept", ChoiceStyle.Primary);
        yield return Of("decline", ChoiceStyle.Plain);
        if (pair.IsMade)
            yield return Of("report", ChoiceStyle.Danger);

        Choice Of(string what, ChoiceStyle style) => new(
            $"match:{RsvpChoices.Write(mobilization.Number)}:{what}:{pair.Own.Kind}{rider}",
            Numbered(MobilizationTexts.All[language, $"choice.match.{what}"], number, language),
            Style: style);
    }
}

/// <summary>
/// Accepts, declines or reports a match, or shows it: <c>match:7:accept:Ride</c>, <c>match:7:decline:Buddy</c>, <c>match:7:report:Buddy</c>,
/// <c>match:7:show</c>. A driver's choices name the rider, too: <c>match:7:accept:Ride:xSx3kQ1bZa</c>; without a name, the only one is meant.
/// </summary>
internal sealed class MatchChoices(
    BotDb db, MobilizationNumbers numbers, EventInbox inbox, People people, Matches matches, MatchReplies replies, ReportMatch report) : IChoiceHandler
{
    public static string Prefix => "match";

    public async Task<Reply> ChooseAsync(Request request, IReadOnlyList<string> parts, CancellationToken ct)
    {
        if (parts is not [var text, ..] || RsvpChoices.Number(text) is not { } number)
            return Receipt.Problem(request.Language, "rsvp.unknown");

        var id = await numbers.IdOfAsync(request, number, ct);
        return parts switch
        {
            [_, "show"] => await replies.ShowAsync(request, id, ct),
            [_, "accept" or "decline" or "report", var kind, ..] when parts.Count <= 4 && KindOf(kind) is { } which => await inbox.OnceAsync(
                request.Intent,
                Mobilization.SubjectOf(id),
                inner => SettleAsync(request, id, which, parts[1], parts.ElementAtOrDefault(3), inner),
                inner => replies.ShowAsync(request, id, inner),
                ct),
            _ => Receipt.Problem(request.Language, "rsvp.unknown"),
        };
    }

    private async Task<Reply> SettleAsync(Request request, long id, MatchKind kind, string what, string? rider, CancellationToken ct)
    {
        if (await db.Mobilizations.FindAsync([id], ct) is not { State: MobilizationState.Open } mobilization
            || await people.FindAsync(mobilization, request.Intent.Member, ct) is not { } person)
        {
            return Receipt.Problem(request.Language, "rsvp.unknown");
        }

        if (await db.Seekers.FindAsync([id, kind, person.Id], ct) is not { } seeker)
            return await replies.ShowAsync(mobilization, person, request.Language, ct);
        var pairs = await matches.PairsAsync(seeker, ct);
        var pair = rider is null && pairs.Count == 1 ? pairs[0] : pairs.FirstOrDefault(p => MatchReplies.TokenOf(person.Key, p) == rider);
        if (pair is null)
            return await replies.ShowAsync(mobilization, person, request.Language, ct);
        if (what == "accept")
        {
            matches.Accept(mobilization, pair);
            return await replies.ShowAsync(mobilization, person, request.Language, ct);
        }

        var isReport = what == "report" && pair.IsMade;
        await matches.DeclineAsync(mobilization, pair, ct);
        var note = isReport ? MobilizationTexts.All[request.Language, await report.RunAsync(mobilization, ct) ? "match.reported" : "match.reported.nowhere"] : null;
        return await replies.ShowAsync(mobilization, person, request.Language, ct, note);
    }

    private static MatchKind? KindOf(string text) => text switch
    {
        nameof(MatchKind.Buddy) => MatchKind.Buddy,
        nameof(MatchKind.Ride) => MatchKind.Ride,
        _ => null,
    };
}
