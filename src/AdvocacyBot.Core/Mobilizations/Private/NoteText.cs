using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Mobilizations.Answering;
using AdvocacyBot.Core.Mobilizations.CheckIns;
using AdvocacyBot.Core.Mobilizations.Notices;
using AdvocacyBot.Core.Mobilizations.Shifts;

namespace AdvocacyBot.Core.Mobilizations.Private;

/// <summary>What is written to one person. Pure.</summary>
internal static class NoteText
{
    /// <param name="message">What organizers say to those going; null unless the note is about that.</param>
    public static Reply Write(PrivateNote note, Mobilization mobilization, Rsvp? rsvp, IReadOnlyList<RoleSlot> shifts, Language language, DateTime now, string? message = null)
    {
        if (note.Kind == PrivateNoteKind.Reminder)
        {
            var reminder = Reminders.Write(mobilization, [], language, now);
            return reminder with
            {
                Visibility = Visibility.Private,
                Blocks = rsvp is { Answer: Answer.Waiting } ? [new Paragraph(MobilizationTexts.All[language, "note.waiting"]), .. reminder.Blocks] : [.. reminder.Blocks, .. Own(rsvp, shifts, language)],
                Choices = [.. reminder.Choices, .. Meet(mobilization, rsvp, language)],
            };
        }

        var blocks = new List<Block> { new Paragraph(MobilizationTexts.All[language, $"note.{note.Kind}"]) };
        if (message is not null)
            blocks.Add(new Paragraph(message));
        blocks.Add(Notice.Facts(mobilization, language));
        if (note.Kind is PrivateNoteKind.ShiftReminder or PrivateNoteKind.Swapped or PrivateNoteKind.Moved)
            blocks.AddRange(Own(rsvp, shifts, language));
        if (note.Kind == PrivateNoteKind.Moved)
            blocks.Add(new Fields([.. Notice.Former(mobilization, language)]));
        if (note is { Kind: PrivateNoteKind.Cancelled } && mobilization.CancelReason is { } reason)
            blocks.Add(new Paragraph(reason));
        if (note.Kind == PrivateNoteKind.Offer && rsvp?.OfferUntil is { } until)
            blocks.Add(new Fields([new Field(MobilizationTexts.All[language, "field.offer"], [new Moment(until, mobilization.Zone)])]));
        return new Reply(blocks)
        {
            Title = mobilization.TitleIn(language),
            Language = language,
            Visibility = Visibility.Private,
            Urgency = note.Kind is PrivateNoteKind.Cancelled or PrivateNoteKind.Moved or PrivateNoteKind.Message ? Urgency.Urgent : Urgency.Notify,
            Choices = [.. Choices(note.Kind, mobilization, language), .. Meet(mobilization, rsvp, language)],
        };
    }

    private static IReadOnlyList<Block> Own(Rsvp? rsvp, IReadOnlyList<RoleSlot> shifts, Language language) =>
        rsvp is { Answer: Answer.Going } && shifts.Count > 0 ? [new Fields([ShiftReplies.Own(shifts, language)])] : [];

    /// <summary>Asks for the meeting point, for those going, whenever it is revealed.</summary>
    private static IReadOnlyList<Choice> Meet(Mobilization mobilization, Rsvp? rsvp, Language language) =>
        mobilization is { State: MobilizationState.Open, MeetingPoint: not null } && rsvp is { Answer: Answer.Going }
            ? [new Choice($"meet:{RsvpChoices.Write(mobilization.Number)}", MobilizationTexts.All[language, "choice.meet"])]
            : [];

    private static IReadOnlyList<Choice> Choices(PrivateNoteKind kind, Mobilization mobilization, Language language) => kind switch
    {
        PrivateNoteKind.Cancelled or PrivateNoteKind.Reveal or PrivateNoteKind.MatchOff or PrivateNoteKind.Message => [],
        PrivateNoteKind.CheckIn => [SafeChoices.Of(mobilization.Number, language)],
        PrivateNoteKind.ShiftReminder or PrivateNoteKind.Swapped =>
            [new Choice($"{ShiftChoices.Prefix}:{RsvpChoices.Write(mobilization.Number)}:show", MobilizationTexts.All[language, "choice.shift.show"])],
        PrivateNoteKind.Consent => [new Choice($"remind:{RsvpChoices.Write(mobilization.Number)}:off", MobilizationTexts.All[language, "choice.remind.off"])],
        PrivateNoteKind.MatchLost or PrivateNoteKind.MatchFound or PrivateNoteKind.MatchMade or PrivateNoteKind.SeatsChanged =>
            [new Choice($"match:{RsvpChoices.Write(mobilization.Number)}:show", MobilizationTexts.All[language, "choice.match.show"], Style: ChoiceStyle.Primary)],
        _ => RsvpChoices.Of(mobilization.Number, language),
    };
}
