using System.Globalization;

namespace AdvocacyBot.Tests.Discord;

/// <summary>Reminders keep out of the night, and tests that use the real clock run at any hour.</summary>
internal static class ZoneAtNoon
{
    /// <summary>A zone in which it is about noon. These zones' names have the sign of what is added to get UTC.</summary>
    public static string Now() => string.Create(CultureInfo.InvariantCulture, $"Etc/GMT{DateTime.UtcNow.Hour - 12:+0;-0;+0}");
}
