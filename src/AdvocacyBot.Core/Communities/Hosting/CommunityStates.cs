using System.Globalization;
using AdvocacyBot.Core.Store;

namespace AdvocacyBot.Core.Communities.Hosting;

/// <summary>The keys of <see cref="PlatformState"/> under which values of single communities are stored.</summary>
internal static class CommunityStates
{
    /// <summary>The channels for alerts and the open alerts.</summary>
    public const string Alerts = "alerts/";

    /// <summary>When organizers last confirmed the time.</summary>
    public const string ClockConfirmed = "clock/confirmed/";

    /// <summary>Communities that the operator has deleted and whose rows are still to be deleted.</summary>
    public const string Deleted = "communities/deleted/";

    /// <summary>The hash, type and size of a community's logo.</summary>
    public const string Logo = "communities/logo/";

    /// <summary>Communities whose organizers have chosen a name; the first one is otherwise called as the settings say.</summary>
    public const string Named = "communities/named/";

    public static string KeyOf(string prefix, long community) => string.Create(CultureInfo.InvariantCulture, $"{prefix}{community}");

    /// <summary>All keys of a community.</summary>
    public static IReadOnlyList<string> KeysOf(long community) =>
        [KeyOf(Alerts, community), KeyOf(ClockConfirmed, community), KeyOf(Deleted, community), KeyOf(Logo, community), KeyOf(Named, community)];
}
