using System.Globalization;

namespace AdvocacyBot.Core.Processes;

/// <summary>What a process says about itself in its row, by the database's clock.</summary>
/// <param name="Seen">When it was last alive, UTC.</param>
/// <param name="Since">Since when it has been alive without a gap, UTC.</param>
public sealed record ProcessRow(DateTime Seen, DateTime Since)
{
    /// <summary>The keys of the rows begin with it; the process follows.</summary>
    public const string Prefix = "process/";

    /// <summary>The key of a process's row, under which it also holds its lock.</summary>
    public static string KeyOf(string process) => Prefix + process;

    /// <summary>How long a process may be silent before others take over what it holds.</summary>
    public static readonly TimeSpan MaxSilence = TimeSpan.FromSeconds(9);

    /// <summary>Whether others may take over what it holds.</summary>
    public bool IsSilent(DateTime now) => now - Seen > MaxSilence;

    /// <summary>
    /// Whether it may judge others: after an outage of the database all rows are old, and whoever is back first must wait for the rest.
    /// </summary>
    public bool MayJudge(DateTime now) => now - Since > MaxSilence;

    /// <summary>Null for the row of an older version, which says nothing about when it was last alive.</summary>
    public static ProcessRow? Read(string? value) =>
        value?.Split(' ') is [var seen, var since]
        && DateTime.TryParse(seen, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var last)
        && DateTime.TryParse(since, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var first)
            ? new ProcessRow(last, first)
            : null;

    /// <summary>The row of this process a moment later.</summary>
    /// <param name="before">Its row until now; null if it has none.</param>
    public static ProcessRow Next(ProcessRow? before, DateTime now) => new(now, before is null || before.IsSilent(now) ? now : before.Since);

    public string Write() => string.Create(CultureInfo.InvariantCulture, $"{Seen:O} {Since:O}");
}
