using System.Globalization;

namespace AdvocacyBot.Discord.Wire;

/// <summary>The timestamps in Discord's ids. https://docs.discord.com/developers/reference#snowflakes</summary>
internal static class Snowflake
{
    private const int TimestampShift = 22;
    private static readonly DateTimeOffset Epoch = new(2015, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>The lowest id that can be assigned at an instant.</summary>
    public static string IdAt(DateTime at) =>
        ((ulong)Math.Max(0, (at - Epoch.UtcDateTime).TotalMilliseconds) << TimestampShift).ToString(CultureInfo.InvariantCulture);

    /// <summary>Whether a text has the form of an id.</summary>
    public static bool IsId(string text) => text.Length is >= 15 and <= 20 && text.All(char.IsAsciiDigit);

    /// <summary>When an id was assigned, or null if it is not a Discord id.</summary>
    public static DateTimeOffset? TimeOf(string id) =>
        ulong.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? Epoch.AddMilliseconds(number >> TimestampShift) : null;
}
