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

/// <summary>Shows a person how their search stands; the other's contact only where both have accepted.</summary>
internal sealed class MatchReplies(BotDb db, People people, Matches matches)
{
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
            var partner = await matches.PartnerAsync(seeker, ct);
            var isMade = seeker.HasAccepted && partner is { HasAccepted: true };
            var state = partner is null ? "looking" : isMade ? "made" : seeker.HasAccepted ? "waiting" : "found";
            blocks.Add(new Paragraph(MobilizationTexts.All.Format(
                language, $"match.{state}", MobilizationTexts.All[language, $"match.{seeker.Kind}"])));
            if (partner is not null)
                blocks.Add(new Fields([new Field(MobilizationTexts.All[language, "match.them"], await DescribeAsync(mobilization, person.Key, partner, language, ct))]));
            if (isMade)
                blocks.Add(new Fields([new Field(MobilizationTexts.All[language, "match.reach"], Open(mobilization, person.Key, partner!))]));
            if (partner is not null)
                choices.AddRange(Choices(mobilization, seeker, isMade, language));
        }

        if (seekers.Count == 0)
            blocks.Add(new Paragraph(MobilizationTexts.All[language, "match.none"]));
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
        return await db.PrivateContacts.FindAsync([mobilization.Id, partner.Person], ct) is { } contact && Contacts.Open(contact, key) is var (_, spoken)
            ? $"{text} · {spoken.OwnName}"
            : text;
    }

    private static IEnumerable<Choice> Choices(Mobilization mobilization, Seeker seeker, bool isMade, Language language)
    {
        var prefix = $"match:{RsvpChoices.Write(mobilization.Number)}";
        if (!seeker.HasAccepted)
            yield return new Choice($"{prefix}:accept:{seeker.Kind}", MobilizationTexts.All[language, "choice.match.accept"], Style: ChoiceStyle.Primary);
        yield return new Choice($"{prefix}:decline:{seeker.Kind}", MobilizationTexts.All[language, "choice.match.decline"]);
        if (isMade)
            yield return new Choice($"{prefix}:report:{seeker.Kind}", MobilizationTexts.All[language, "choice.match.report"], Style: ChoiceStyle.Danger);
    }
}

/// <summary>
/// Accepts, declines or reports a match, or shows it: <c>match:7:accept:Ride</c>, <c>match:7:decline:Buddy</c>, <c>match:7:report:Buddy</c>,
/// <c>match:7:show</c>.
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
            [_, "accept" or "decline" or "report", var kind] when KindOf(kind) is { } which => await inbox.OnceAsync(
                request.Intent,
                Mobilization.SubjectOf(id),
                inner => SettleAsync(request, id, which, parts[1], inner),
                inner => replies.ShowAsync(request, id, inner),
                ct),
            _ => Receipt.Problem(request.Language, "rsvp.unknown"),
        };
    }

    private async Task<Reply> SettleAsync(Request request, long id, MatchKind kind, string what, CancellationToken ct)
    {
        if (await db.Mobilizations.FindAsync([id], ct) is not { State: MobilizationState.Open } mobilization
            || await people.FindAsync(mobilization, request.Intent.Member, ct) is not { } person)
        {
            return Receipt.Problem(request.Language, "rsvp.unknown");
        }

        if (await db.Seekers.FindAsync([id, kind, person.Id], ct) is not { } seeker)
            return await replies.ShowAsync(mobilization, person, request.Language, ct);
        if (what == "accept")
        {
            await matches.AcceptAsync(mobilization, seeker, ct);
            return await replies.ShowAsync(mobilization, person, request.Language, ct);
        }

        var isReport = what == "report" && seeker.HasAccepted && await matches.PartnerAsync(seeker, ct) is { HasAccepted: true };
        await matches.DeclineAsync(mobilization, seeker, ct);
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
