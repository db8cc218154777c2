namespace AdvocacyBot.Core.Settings;

/// <summary>A record that one section of the configuration is bound to.</summary>
public interface ISettingsSection
{
    /// <summary>The section's name in the configuration, such as <c>Feeds</c>.</summary>
    static abstract string Section { get; }
}
