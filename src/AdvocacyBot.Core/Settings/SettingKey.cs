namespace AdvocacyBot.Core.Settings;

/// <summary>The names of settings in files and in the environment.</summary>
public static class SettingKey
{
    /// <summary>What follows the key of a secret to name the file that contains it.</summary>
    public const string FileSuffix = "File";

    /// <summary>The key of a property, such as <c>Feeds:MinInterval</c>.</summary>
    /// <param name="section">The type of the section, an <see cref="ISettingsSection"/>.</param>
    /// <param name="property">The property's name.</param>
    public static string Of(Type section, string property) =>
        $"{section.GetProperty(nameof(ISettingsSection.Section))!.GetValue(null)}:{property}";

    /// <summary>The same key as an environment variable, such as <c>Feeds__MinInterval</c>.</summary>
    public static string InEnvironment(string key) => key.Replace(":", "__", StringComparison.Ordinal);
}
