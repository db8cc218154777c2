using System.Globalization;

namespace AdvocacyBot.FakeDiscord;

/// <summary>https://docs.discord.com/developers/reference#snowflakes</summary>
public sealed class Snowflakes
{
    private static readonly DateTimeOffset Epoch = new(2015, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private long last;

    /// <summary>A new id, greater than all earlier ones.</summary>
    public string Next()
    {
        var fresh = (long)(DateTimeOffset.UtcNow - Epoch).TotalMilliseconds << 22;
        long before, next;
        do
        {
            before = Interlocked.Read(ref last);
            next = Math.Max(fresh, before + 1);
        }
        while (Interlocked.CompareExchange(ref last, next, before) != before);
        return next.ToString(CultureInfo.InvariantCulture);
    }
}
