using System.Globalization;
using AdvocacyBot.Core.Chat;

namespace AdvocacyBot.TestSupport;

/// <summary>Test data that need not be anything in particular.</summary>
public static class Some
{
    private static int count;

    public static ChannelRef Channel { get; } = new("fake", "general");

    public static MemberRef Member => new("fake", $"member-{Next()}");

    public static string EventId => $"event-{Next()}";

    private static string Next() => Interlocked.Increment(ref count).ToString(CultureInfo.InvariantCulture);
}
