using System.Globalization;

namespace AdvocacyBot.Discord.Wire;

/// <summary>The instants in Discord's ids. https://docs.discord.com/developers/reference#snowflakes</summary>
internal static class Snowflake
{
    private const int Instant = 22;
    private static readonly DateTimeOffset Epoch = new(2015, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>The lowest id that something made at an instant can have.</summary>
    public static string IdAt(DateTime at) =>
        ((ulong)Math.Max(0, (at - Epoch.UtcDateTime).TotalMilliseconds) << Instant).ToString(CultureInfo.InvariantCulture);

    /// <summary>When the thing with an id was made; null where it is no id of Discord's.</summary>
    public static DateTimeOffset? TimeOf(string id) =>
        ulong.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? Epoch.AddMilliseconds(number >> Instant) : null;
}
