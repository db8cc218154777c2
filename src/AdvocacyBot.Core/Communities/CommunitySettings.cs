using AdvocacyBot.Core.Settings;

namespace AdvocacyBot.Core.Communities;

/// <summary>The section <c>Communities</c>.</summary>
public sealed record CommunitySettings : ISettingsSection
{
    public static string Section => "Communities";

    /// <summary>Whether organizers of a place that has not joined may create a community of their own.</summary>
    public bool Open { get; set; }
}
