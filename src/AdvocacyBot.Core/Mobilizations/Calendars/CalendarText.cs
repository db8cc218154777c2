using System.Globalization;
using System.Text;

namespace AdvocacyBot.Core.Mobilizations.Calendars;

/// <summary>An event as a calendar shows it. Nothing in it says who comes.</summary>
/// <param name="Uid">The same for all versions of the event.</param>
/// <param name="Sequence">Counts its versions.</param>
/// <param name="StartsAt">UTC.</param>
internal sealed record CalendarEvent(string Uid, int Sequence, DateTime StartsAt, DateTime EndsAt, string Title, string Place)
{
    public string? Text { get; init; }

    public bool IsCancelled { get; init; }

    /// <summary>Its page; null if it has none.</summary>
    public Uri? Page { get; init; }

    /// <summary>When this version was made, UTC.</summary>
    public required DateTime ChangedAt { get; init; }

    /// <summary>Minutes before the start at which calendars remind.</summary>
    public IReadOnlyList<int> Alarms { get; init; } = [];
}

/// <summary>
/// Writes iCalendar (RFC 5545): lines of at most 75 octets, folded between characters and never within one, and text whose
/// line breaks and separators are escaped, so that no title can add a line of its own. Pure.
/// </summary>
internal static class CalendarText
{
    private const int MaxLineOctets = 75;

    /// <summary>A move on the day has to reach subscribers in time.</summary>
    private const string RefreshInterval = "PT1H";

    /// <summary>
    /// The same events give the same text, byte for byte, so that it can be cached. There is no METHOD: that would make it an
    /// invitation (RFC 5546), which needs an organizer.
    /// </summary>
    public static string Write(IEnumerable<CalendarEvent> events, string name)
    {
        var text = new StringBuilder();
        Line(text, "BEGIN:VCALENDAR");
        Line(text, "VERSION:2.0");
        Line(text, "PRODID:-//AdvocacyBot//Mobilizations//EN");
        Line(text, "CALSCALE:GREGORIAN");
        Line(text, $"REFRESH-INTERVAL;VALUE=DURATION:{RefreshInterval}");
        Line(text, $"X-PUBLISHED-TTL:{RefreshInterval}");
        Line(text, $"X-WR-CALNAME:{Escape(name)}");
        foreach (var one in events)
            Write(text, one);
        Line(text, "END:VCALENDAR");
        return text.ToString();
    }

    private static void Write(StringBuilder text, CalendarEvent one)
    {
        Line(text, "BEGIN:VEVENT");
        Line(text, $"UID:{Escape(one.Uid)}");
        Line(text, $"DTSTAMP:{Instant(one.ChangedAt)}");
        Line(text, $"LAST-MODIFIED:{Instant(one.ChangedAt)}");
        Line(text, $"DTSTART:{Instant(one.StartsAt)}");
        Line(text, $"DTEND:{Instant(one.EndsAt)}");
        Line(text, string.Create(CultureInfo.InvariantCulture, $"SEQUENCE:{one.Sequence}"));
        Line(text, $"STATUS:{(one.IsCancelled ? "CANCELLED" : "CONFIRMED")}");
        Line(text, $"SUMMARY:{Escape(one.Title)}");
        Line(text, $"LOCATION:{Escape(one.Place)}");
        if (one.Text is { Length: > 0 } description)
            Line(text, $"DESCRIPTION:{Escape(description)}");
        if (one.Page is { } page)
            Line(text, $"URL:{page.AbsoluteUri}");
        Line(text, "CLASS:PUBLIC");
        foreach (var minutes in one.IsCancelled ? [] : one.Alarms)
        {
            Line(text, "BEGIN:VALARM");
            Line(text, "ACTION:DISPLAY");
            Line(text, string.Create(CultureInfo.InvariantCulture, $"TRIGGER:-PT{minutes}M"));
            Line(text, $"DESCRIPTION:{Escape(one.Title)}");
            Line(text, "END:VALARM");
        }

        Line(text, "END:VEVENT");
    }

    /// <summary>UTC, which no reader can take for another zone's time.</summary>
    private static string Instant(DateTime utc) => utc.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);

    /// <summary>https://www.rfc-editor.org/rfc/rfc5545#section-3.3.11</summary>
    private static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (var rune in text.ReplaceLineEndings("\n").EnumerateRunes())
        {
            switch (rune.Value)
            {
                case '\n':
                    escaped.Append("\\n");
                    break;
                case '\\' or ';' or ',':
                    escaped.Append('\\').Append(rune);
                    break;
                default:
                    if (!Rune.IsControl(rune))
                        escaped.Append(rune);
                    break;
            }
        }

        return escaped.ToString();
    }

    /// <summary>https://www.rfc-editor.org/rfc/rfc5545#section-3.1</summary>
    private static void Line(StringBuilder text, string line)
    {
        var octets = 0;
        foreach (var rune in line.EnumerateRunes())
        {
            if (octets + rune.Utf8SequenceLength > MaxLineOctets)
            {
                text.Append("\r\n ");
                octets = 1;
            }

            text.Append(rune);
            octets += rune.Utf8SequenceLength;
        }

        text.Append("\r\n");
    }
}
