using System.Globalization;
using NodaTime;

namespace AdvocacyBot.Core.Articles.Dates;

/// <summary>How to read dates that leave something open.</summary>
/// <param name="DayFirst">Whether 05/11/2026 is 5 November.</param>
/// <param name="Zone">The zone of dates that name none; null for UTC.</param>
internal readonly record struct DateReading(bool DayFirst = false, DateTimeZone? Zone = null);

/// <summary>
/// Reads the dates of feeds: RFC 822, RFC 3339 and the forms that publishers make of them: two-digit years, AM and PM, zone names,
/// months in other languages. A text that cannot be read is not a date, and never today's. Pure.
/// </summary>
internal static class FeedDates
{
    private const int MaxLength = 100;

    /// <returns>UTC, or null if the text is not a date.</returns>
    public static DateTime? Read(string? text, DateReading reading = default)
    {
        if (string.IsNullOrWhiteSpace(text) || text.Length > MaxLength)
            return null;

        var trimmed = text.AsSpan().Trim();
        return Rfc822(trimmed) ?? Iso(trimmed, reading.Zone) ?? Epoch(trimmed) ?? LooseDate.Read(trimmed.ToString(), reading);
    }

    /// <summary>Whether a text is a date of which only the publisher knows the order of day and month, such as 05/11/2026.</summary>
    public static bool IsAmbiguous(string? text) => DayFirstEvidence(text) is null && HasSlashes(text);

    /// <summary>True if a text can only be day/month/year, false if only month/day/year, null if it says neither.</summary>
    public static bool? DayFirstEvidence(string? text)
    {
        if (!HasSlashes(text))
            return null;
        var numbers = LooseDate.Numbers(text!);
        if (numbers.Count < 3 || numbers[0].Length > 2)
            return null;
        return (int.Parse(numbers[0], CultureInfo.InvariantCulture) > 12, int.Parse(numbers[1], CultureInfo.InvariantCulture) > 12) switch
        {
            (true, false) => true,
            (false, true) => false,
            _ => null,
        };
    }

    /// <summary>UTC from parts, or null if they are not a date. Seconds above 59 are leap seconds.</summary>
    internal static DateTime? Make(int year, int month, int day, int hour, int minute, int second, TimeSpan? offset, DateTimeZone? zone)
    {
        if (year is < 1900 or > 9000 || month is < 1 or > 12 || day < 1 || hour is < 0 or > 24 || minute > 59 || second > 61
            || day > DateTime.DaysInMonth(year, month))
            return null;

        var local = new DateTime(year, month, day, 0, 0, 0, DateTimeKind.Unspecified).AddHours(hour).AddMinutes(minute).AddSeconds(Math.Min(second, 59));
        if (offset is null && zone is not null)
            return zone.AtLeniently(LocalDateTime.FromDateTime(local)).ToDateTimeUtc();
        return DateTime.SpecifyKind(local - (offset ?? TimeSpan.Zero), DateTimeKind.Utc);
    }

    internal static int FullYear(int year, int digits) => digits > 2 ? year : year < 70 ? 2000 + year : 1900 + year;

    private static bool HasSlashes(string? text) => text is { Length: <= MaxLength } && text.AsSpan().Count('/') == 2;

    /// <summary>The common form, without a search: "Thu, 05 Nov 2026 15:45:05 GMT".</summary>
    private static DateTime? Rfc822(ReadOnlySpan<char> text)
    {
        if (text.Length < 28 || text[3] != ',' || text[4] != ' ' || text[7] != ' ' || text[11] != ' ' || text[16] != ' ' || text[19] != ':' || text[22] != ':'
            || text[25] != ' ')
            return null;

        // Three letters each; an index that is not a multiple of three is in the middle of two names.
        var name = "JanFebMarAprMayJunJulAugSepOctNovDec".AsSpan().IndexOf(text.Slice(8, 3));
        var month = name % 3 == 0 ? (name / 3) + 1 : 0;
        var zone = text[26..];
        TimeSpan? offset = zone is "GMT" or "UTC" or "+0000" or "-0000" ? TimeSpan.Zero : zone.Length == 5 ? ZoneNames.Offset(zone) : null;
        return name >= 0 && month > 0 && offset is not null && Number(text.Slice(5, 2), out var day) && Number(text.Slice(12, 4), out var year)
            && Number(text.Slice(17, 2), out var hour) && Number(text.Slice(20, 2), out var minute) && Number(text.Slice(23, 2), out var second)
            ? Make(year, month, day, hour, minute, second, offset, null)
            : null;
    }

    /// <summary>The common forms of RFC 3339, without a search: "2026-11-05T15:45:05.123Z", "2026-11-05T15:45:05-05:00", "2026-11-05".</summary>
    private static DateTime? Iso(ReadOnlySpan<char> text, DateTimeZone? zone)
    {
        if (text.Length < 10 || text[4] != '-' || text[7] != '-'
            || !Number(text[..4], out var year) || !Number(text.Slice(5, 2), out var month) || !Number(text.Slice(8, 2), out var day))
            return null;
        if (text.Length == 10)
            return Make(year, month, day, 0, 0, 0, null, zone);
        if (text.Length < 19 || text[10] is not ('T' or 't' or ' ') || text[13] != ':' || text[16] != ':'
            || !Number(text.Slice(11, 2), out var hour) || !Number(text.Slice(14, 2), out var minute) || !Number(text.Slice(17, 2), out var second))
            return null;

        var rest = text[19..];
        if (rest.Length > 1 && rest[0] is '.' or ',')
        {
            var digits = rest[1..].IndexOfAnyExceptInRange('0', '9');
            rest = digits < 0 ? default : rest[(digits + 1)..];
        }

        if (rest.IsEmpty)
            return Make(year, month, day, hour, minute, second, null, zone);
        if (rest is "Z" or "z")
            return Make(year, month, day, hour, minute, second, TimeSpan.Zero, null);
        return ZoneNames.Offset(rest) is { } offset ? Make(year, month, day, hour, minute, second, offset, null) : null;
    }

    /// <summary>Seconds or milliseconds since 1970, of this century.</summary>
    private static DateTime? Epoch(ReadOnlySpan<char> text)
    {
        if (text.Length is not (10 or 13) || text[0] != '1' || text.IndexOfAnyExceptInRange('0', '9') >= 0)
            return null;
        var number = long.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);
        return DateTime.UnixEpoch.AddMilliseconds(text.Length == 10 ? number * 1000 : number);
    }

    private static bool Number(ReadOnlySpan<char> digits, out int number) => int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
