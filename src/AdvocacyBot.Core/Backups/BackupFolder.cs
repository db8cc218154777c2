using System.Globalization;

namespace AdvocacyBot.Core.Backups;

/// <summary>The names of daily backups, <c>advocacybot-2026-11-27.db</c>, and which of them are too old. Pure.</summary>
internal static class BackupFolder
{
    private const string Prefix = "advocacybot-";
    private const string Suffix = ".db";
    private const string Format = "yyyy-MM-dd";

    /// <summary>The ending of an unfinished backup's name.</summary>
    public const string Unfinished = ".part";

    public static string NameOf(DateOnly day) => Prefix + day.ToString(Format, CultureInfo.InvariantCulture) + Suffix;

    /// <summary>The day of a backup; null if the file is something else, which is never touched.</summary>
    public static DateOnly? DayOf(string name) =>
        name.StartsWith(Prefix, StringComparison.Ordinal) && name.EndsWith(Suffix, StringComparison.Ordinal)
        && DateOnly.TryParseExact(name[Prefix.Length..^Suffix.Length], Format, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day
            : null;

    /// <summary>The day of the latest backup up to a day; null if there is none.</summary>
    public static DateOnly? Latest(IEnumerable<string> names, DateOnly today) => names.Select(DayOf).Where(day => day <= today).Max();

    /// <summary>The backups beyond the newest so many. One of a day that has not come, as after a wrong clock, counts as old.</summary>
    public static IReadOnlyList<string> TooOld(IEnumerable<string> names, DateOnly today, int keep) =>
        [.. names.Where(n => DayOf(n) is not null).OrderByDescending(n => DayOf(n) <= today).ThenByDescending(DayOf).Skip(keep)];
}
