using System.Globalization;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Commands;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Mobilizations.Answering;
using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Core.Mobilizations.Calendars;

/// <summary>Gives the calendar file of a mobilization, and links that add it to calendars which tell their company so.</summary>
internal sealed class CalendarCommand(BotDb db, MobilizationNumbers numbers, MobilizationCalendar calendar) : ICommand
{
    public static CommandSpec Spec { get; } = new("calendar", MobilizationTexts.All)
    {
        IsPrivate = true,
        Options = [new OptionSpec("number", OptionKind.Number)],
    };

    public async Task<Reply> RunAsync(Request request, CancellationToken ct)
    {
        var language = request.Language;
        var id = await numbers.IdOfAsync(request, request.Number("number")!.Value, ct);
        var mobilization = await MobilizationCalendar.Announced(db.Mobilizations).SingleOrDefaultAsync(m => m.Id == id, ct);
        if (mobilization is null)
            return Receipt.Problem(language, "rsvp.unknown");

        return new Reply(
        [
            new Paragraph(MobilizationTexts.All[language, "calendar.file"]),
            new Paragraph([new Text(MobilizationTexts.All[language, "calendar.links"]), new Link("Google", Google(mobilization, language)), new Text(" · "), new Link("Outlook", Outlook(mobilization, language))]),
        ])
        {
            Title = mobilization.TitleIn(language),
            Language = language,
            Visibility = Visibility.Private,
            Attachment = new Attachment(MobilizationCalendar.FileName(mobilization.Number), MobilizationCalendar.MediaType, await calendar.WriteAsync(mobilization, language, ct)),
        };
    }

    private static Uri Google(Mobilization m, Language language) => new(
        "https://calendar.google.com/calendar/render?action=TEMPLATE"
        + $"&text={Uri.EscapeDataString(m.TitleIn(language))}&dates={Compact(m.StartsAt)}/{Compact(m.EndsAt)}&location={Uri.EscapeDataString(m.Place)}");

    private static Uri Outlook(Mobilization m, Language language) => new(
        "https://outlook.live.com/calendar/0/deeplink/compose?rru=addevent"
        + $"&subject={Uri.EscapeDataString(m.TitleIn(language))}&startdt={Iso(m.StartsAt)}&enddt={Iso(m.EndsAt)}&location={Uri.EscapeDataString(m.Place)}");

    private static string Compact(DateTime utc) => utc.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);

    private static string Iso(DateTime utc) => Uri.EscapeDataString(utc.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
}
