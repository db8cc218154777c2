using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Commands;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Mobilizations.Managing;
using AdvocacyBot.Core.Mobilizations.Privacy;
using AdvocacyBot.Core.Mobilizations.Private;

namespace AdvocacyBot.Core.Mobilizations.Answering;

/// <summary>What a receipt tells of.</summary>
internal sealed record ReceiptState(Mobilization Mobilization, Rsvp? Rsvp, IReadOnlyList<RoleSlot> Roles)
{
    public bool HasReminders { get; init; }

    /// <summary>Whether the platform refused a private message to this person.</summary>
    public bool IsRefused { get; init; }

    /// <summary>What organizers say to those going; null for nothing or for others.</summary>
    public string? Message { get; init; }

    public static ReceiptState Of(Mobilization mobilization, Person person, IReadOnlyList<RoleSlot> roles, PrivateContact? contact) => new(mobilization, person.Rsvp, roles)
    {
        Message = person.Rsvp is { Answer: Answer.Going } ? MessageToGoing.Open(mobilization, person.Key) : null,
        HasReminders = contact is { WantsReminders: true, Box: not null },
        IsRefused = contact is { Box: null },
    };
}

/// <summary>The answer to an answer, for the person alone. Pure.</summary>
internal static class Receipt
{
    public static Reply Write(ReceiptState state, Language language, string? note = null)
    {
        var (mobilization, rsvp) = (state.Mobilization, state.Rsvp);
        var blocks = new List<Block>();
        if (note is not null)
            blocks.Add(new Paragraph(note));
        blocks.Add(new Paragraph([new Strong(mobilization.TitleIn(language)), new Text(" · "), new Moment(mobilization.StartsAt, mobilization.Zone)]));
        if (Details(state, language) is { Count: > 0 } details)
            blocks.Add(new Fields(details));
        foreach (var key in Notes(state))
            blocks.Add(new Paragraph(MobilizationTexts.All[language, key]));

        return new Reply(blocks)
        {
            Title = TitleOf(rsvp, language),
            Language = language,
            Visibility = Visibility.Private,
            Choices = Choices(state, language),
        };
    }

    /// <summary>How whoever asks stands now.</summary>
    public static Reply Show(Roll roll, Request request) => roll.Mobilization switch
    {
        null or { IsAnnounced: false } => Problem(request.Language, "rsvp.unknown"),
        _ => roll.Find(request.Intent.Member) is { } person
            ? Write(roll.StateOf(person), request.Language)
            : Problem(request.Language, "rsvp.over"),
    };

    /// <summary>The role is full: nothing changed, and whoever has no seat yet can come without a role.</summary>
    public static Reply RoleFull(ReceiptState state, RoleSlot role, Language language) =>
        Write(state, language, MobilizationTexts.All.Format(language, state.Rsvp?.Seats > 0 ? "receipt.role.kept" : "receipt.role.full", role.Name));

    /// <summary>One sentence for the person alone.</summary>
    public static Reply Problem(Language language, [TextKey(typeof(MobilizationTexts))] string key) => Reply.Tell(language, MobilizationTexts.All[language, key]);

    public static Reply NoSuchRole(Language language, string role, IReadOnlyList<SlotCover> slots) =>
        Reply.Tell(language, slots.Count == 0
            ? MobilizationTexts.All[language, "rsvp.noroles"]
            : MobilizationTexts.All.Format(language, "rsvp.norole", role, ListText.And(slots.Select(s => s.Name), language)));

    /// <summary>How the person stands, in a sentence: "You're going".</summary>
    public static string TitleOf(Rsvp? rsvp, Language language) => MobilizationTexts.All[language, $"receipt.{TitleKey(rsvp)}"];

    private static string TitleKey(Rsvp? rsvp) => rsvp?.Answer switch
    {
        null => "none",
        Answer.Going => "going",
        Answer.Maybe => "maybe",
        Answer.Waiting => "waiting",
        Answer.Offered => "offered",
        _ => "no",
    };

    private static List<Field> Details(ReceiptState state, Language language)
    {
        var fields = new List<Field>();
        if (state.Rsvp is null or { Answer: Answer.No })
            return fields;
        if (state.Rsvp.Party > 1)
            fields.Add(new Field(MobilizationTexts.All[language, "field.guests"], (state.Rsvp.Party - 1).ToString(language.Culture)));
        if (state.Roles.Count > 0 && state.Rsvp.Answer != Answer.Maybe)
            fields.Add(Shifts.ShiftReplies.Own(state.Roles, language));
        if (state.Rsvp is { Answer: Answer.Offered, OfferUntil: { } until })
            fields.Add(new Field(MobilizationTexts.All[language, "field.offer"], [new Moment(until, state.Mobilization.Zone)]));
        if (state.Message is { } message)
            fields.Add(new Field(MobilizationTexts.All[language, "field.message"], message));
        if (state.Mobilization.Hotline is { } hotline)
            fields.Add(new Field(MobilizationTexts.All[language, "field.hotline"], hotline));
        return fields;
    }

    /// <summary>What has to be said before the person changes anything.</summary>
    private static IEnumerable<string> Notes(ReceiptState state)
    {
        if (state.Rsvp is { Answer: Answer.Going } && state.Mobilization.Capacity is not null)
            yield return "receipt.note.seat";
        if (state is { IsRefused: true, Rsvp.Answer: not Answer.Waiting })
            yield return "receipt.note.noprivate";
        if (state.Rsvp is { Answer: Answer.Waiting })
            yield return state.IsRefused ? "receipt.note.refused" : "receipt.note.waiting";
        if (state is { HasReminders: true })
            yield return "receipt.note.reminders";
        if (state.Rsvp is { CheckIn: CheckIn.Wanted })
            yield return state.Rsvp.CheckInName is null ? "receipt.note.checkin" : "receipt.note.checkin.name";
    }

    private static List<Choice> Choices(ReceiptState state, Language language)
    {
        var mobilization = state.Mobilization;
        if (mobilization.State != MobilizationState.Open)
            return [];

        var present = state.Rsvp?.Answer;
        var choices = RsvpChoices.Of(mobilization.Number, language)
            .Select((choice, i) => choice with { Selected = present is { } answer && i == Index(answer) })
            .ToList();
        if (present is Answer.Going or Answer.Maybe or Answer.Waiting)
        {
            choices.Add(state.HasReminders ? Further("remind", "off") : Further("remind", "on"));
            if (present == Answer.Going && mobilization.MeetingPoint is not null)
                choices.Add(Further("meet"));
            if (present == Answer.Going && mobilization.CheckInMinutes is not null && state.Rsvp!.CheckIn != CheckIn.Asked)
                choices.Add(Further("checkin", state.Rsvp.CheckIn is null ? "on" : "off"));
            if (present == Answer.Going && state.Roles.Any(role => role.From is not null))
                choices.Add(Further("shift", "show"));
        }

        choices.Add(Further("mydata"));
        return choices;

        Choice Further(string what, string? how = null)
        {
            var id = $"{what}:{RsvpChoices.Write(mobilization.Number)}";
            return how is null
                ? new Choice(id, MobilizationTexts.All[language, $"choice.{what}"])
                : new Choice($"{id}:{how}", MobilizationTexts.All[language, $"choice.{what}.{how}"]);
        }
    }

    private static int Index(Answer answer) => answer switch { Answer.Maybe => 1, Answer.No => 2, Answer.Offered => -1, _ => 0 };
}
