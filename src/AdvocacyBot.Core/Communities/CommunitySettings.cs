using AdvocacyBot.Core.Settings;

namespace AdvocacyBot.Core.Communities;

/// <summary>The section <c>Communities</c>.</summary>
public sealed record CommunitySettings : ISettingsSection
{
    public static string Section => "Communities";

    /// <summary>Whether any group may create a community of its own here.</summary>
    public bool Open { get; set; }
}
