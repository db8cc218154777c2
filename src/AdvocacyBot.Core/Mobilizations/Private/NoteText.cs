using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Mobilizations.Answering;
using AdvocacyBot.Core.Mobilizations.Notices;

namespace AdvocacyBot.Core.Mobilizations.Private;

/// <summary>What is written to one person. Pure.</summary>
internal static class NoteText
{
    public static Reply Write(PrivateNote note, Mobilization mobilization, DateTime? offerUntil, Language language, DateTime now)
    {
        if (note.Kind == PrivateNoteKind.Reminder)
            return Reminders.Write(mobilization, language, now) with { Visibility = Visibility.Private };

        var blocks = new List<Block> { new Paragraph(MobilizationTexts.All[language, $"note.{note.Kind}"]), Notice.Facts(mobilization, language) };
        if (note.Kind == PrivateNoteKind.Offer && offerUntil is { } until)
            blocks.Add(new Fields([new Field(MobilizationTexts.All[language, "field.offer"], [new Moment(until, mobilization.Zone)])]));
        return new Reply(blocks)
        {
            Title = mobilization.Title,
            Language = language,
            Visibility = Visibility.Private,
            Choices = Choices(note.Kind, mobilization, language),
        };
    }

    private static IReadOnlyList<Choice> Choices(PrivateNoteKind kind, Mobilization mobilization, Language language) => kind switch
    {
        PrivateNoteKind.Cancelled => [],
        PrivateNoteKind.MatchFound or PrivateNoteKind.MatchMade =>
            [new Choice($"match:{RsvpChoices.Write(mobilization.Number)}:show", MobilizationTexts.All[language, "choice.match.show"], Style: ChoiceStyle.Primary)],
        _ => RsvpChoices.Of(mobilization.Number, language),
    };
}
