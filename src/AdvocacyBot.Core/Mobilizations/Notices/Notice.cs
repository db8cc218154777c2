using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Mobilizations.Announcing;
using AdvocacyBot.Core.Mobilizations.Times;

namespace AdvocacyBot.Core.Mobilizations.Notices;

/// <summary>What every message about a mobilization repeats: when, where, and whom to call. Pure.</summary>
internal static class Notice
{
    public static Fields Facts(Mobilization mobilization, Language language)
    {
        var fields = new List<Field>
        {
            new(MobilizationTexts.All[language, "field.when"], WhenSpans.Of(mobilization)),
            new(MobilizationTexts.All[language, "field.where"], PlaceMaps.Write(mobilization, language)),
        };
        if (mobilization.Hotline is { } hotline)
            fields.Add(new Field(MobilizationTexts.All[language, "field.hotline"], hotline));
        return new Fields(fields);
    }

    /// <summary>The notice of a change: what was, what is, and the answers.</summary>
    /// <param name="key">The text that says what changed.</param>
    public static Reply Change(Mobilization mobilization, [TextKey(typeof(MobilizationTexts))] string key, Language language, DateTime now)
    {
        var blocks = new List<Block> { new Paragraph(MobilizationTexts.All[language, key]) };
        if (mobilization is { State: MobilizationState.Cancelled, CancelReason: { } reason })
            blocks.Add(new Paragraph(reason));
        blocks.Add(new Fields([.. Facts(mobilization, language).Items, .. Former(mobilization, language)]));
        return new Reply(blocks)
        {
            Title = mobilization.TitleIn(language),
            Language = language,
            Choices = Announcement.Choices(mobilization, language, now),
            Urgency = Urgency.Urgent,
            Continues = Announcement.SubjectOf(mobilization),
        };
    }

    /// <summary>When and where it was to be before it was last changed.</summary>
    public static IEnumerable<Field> Former(Mobilization mobilization, Language language)
    {
        if (mobilization.State == MobilizationState.Cancelled)
            yield break;
        if (mobilization.FormerStartsAt is { } start)
            yield return new Field(MobilizationTexts.All[language, "field.formerly"], [new Moment(start, mobilization.Zone)]);
        if (mobilization.FormerPlace is { } place)
            yield return new Field(MobilizationTexts.All[language, "field.formerplace"], place);
    }

    /// <summary>What was said in a message that <see cref="Write"/> made.</summary>
    public static string TextOf(Reply said) => PlainText.Write(((Paragraph)said.Blocks[0]).Spans, said.Language);

    /// <summary>A message to a channel about the day itself.</summary>
    public static Reply Write(Mobilization mobilization, string text, Language language) =>
        new([new Paragraph(text), Facts(mobilization, language)]) { Title = mobilization.TitleIn(language), Language = language, Urgency = Urgency.Urgent, Continues = Announcement.SubjectOf(mobilization) };
}
