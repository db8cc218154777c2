using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Languages;

namespace AdvocacyBot.Core.Mobilizations.Notices;

/// <summary>What every message about a mobilization repeats: when, where, and whom to call. Pure.</summary>
internal static class Notice
{
    public static Fields Facts(Mobilization mobilization, Language language)
    {
        var fields = new List<Field>
        {
            new(MobilizationTexts.All[language, "field.when"], [new Moment(mobilization.StartsAt, mobilization.Zone)]),
            new(MobilizationTexts.All[language, "field.where"], mobilization.Place),
        };
        if (mobilization.Hotline is { } hotline)
            fields.Add(new Field(MobilizationTexts.All[language, "field.hotline"], hotline));
        return new Fields(fields);
    }

    /// <summary>A message to a channel.</summary>
    public static Reply Write(Mobilization mobilization, string text, Language language) =>
        new([new Paragraph(text), Facts(mobilization, language)]) { Title = mobilization.Title, Language = language };
}
