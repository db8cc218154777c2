using AdvocacyBot.Core.Settings;
using Microsoft.Extensions.Options;

namespace AdvocacyBot.Core.Communities;

/// <summary>The section <c>Communities</c>.</summary>
public sealed record CommunitySettings : ISettingsSection
{
    public static string Section => "Communities";

    /// <summary>Whether any group may create a community of its own here.</summary>
    public bool Open { get; set; }

    /// <summary>How many feeds each community other than the first may follow.</summary>
    [NumberSetting(1, 1_000_000, "100")]
    public int MaxFeeds { get; set; } = 100;

    /// <summary>How many facts each community other than the first may store.</summary>
    [NumberSetting(1, 10_000_000, "10000")]
    public int MaxFacts { get; set; } = 10_000;

    /// <summary>How many announced actions each community other than the first may have at a time, until their answers are destroyed.</summary>
    [NumberSetting(1, 1_000_000, "100")]
    public int MaxActions { get; set; } = 100;
}

/// <summary>Validates <see cref="CommunitySettings"/>.</summary>
[OptionsValidator]
public sealed partial class CommunitySettingsValidator : IValidateOptions<CommunitySettings>;
