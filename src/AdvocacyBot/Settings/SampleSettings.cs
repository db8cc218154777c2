using AdvocacyBot.Core.Settings;

namespace AdvocacyBot.Settings;

/// <summary>The section <c>Sample</c>.</summary>
internal sealed record SampleSettings : ISettingsSection
{
    public static string Section => "Sample";

    /// <summary>Whether there are a sample feed and sample facts; if null, until a platform or a feed is configured.</summary>
    public bool? Enabled { get; set; }
}
