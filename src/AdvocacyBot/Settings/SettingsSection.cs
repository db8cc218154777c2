using System.Reflection;
using AdvocacyBot.Core;
using AdvocacyBot.Core.Articles;
using AdvocacyBot.Core.Backups;
using AdvocacyBot.Core.Communities;
using AdvocacyBot.Core.Mobilizations;
using AdvocacyBot.Core.Mobilizations.Privacy;
using AdvocacyBot.Core.Settings;
using AdvocacyBot.Discord;
using AdvocacyBot.Matrix;
using AdvocacyBot.Web;

namespace AdvocacyBot.Settings;

/// <summary>A section of the configuration and the record that it is bound to.</summary>
/// <param name="Name">Such as <c>Feeds</c>.</param>
/// <param name="Type">Its public writable properties are the settings.</param>
internal sealed record SettingsSection(string Name, Type Type)
{
    /// <summary>Every section, in the order in which mistakes are reported.</summary>
    public static IReadOnlyList<SettingsSection> All { get; } =
    [
        Of<BotSettings>(), Of<DataSettings>(), Of<StorageSettings>(), Of<ConnectionStringSettings>(), Of<BackupSettings>(), Of<WebSettings>(),
        Of<SampleSettings>(), Of<FeedSettings>(), Of<PrivacySettings>(), Of<MobilizationSettings>(), Of<CommunitySettings>(),
        Of<DiscordSettings>(), Of<MatrixSettings>(), Of<TelemetrySettings>(),
    ];

    public static SettingsSection? Find(string name) => All.FirstOrDefault(s => string.Equals(s.Name, name, StringComparison.OrdinalIgnoreCase));

    /// <summary>The settings of the section.</summary>
    public IEnumerable<PropertyInfo> Properties => Type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.CanWrite);

    /// <summary>The setting of a name, whatever its case; null if there is none.</summary>
    public PropertyInfo? Property(string name) =>
        Type.GetProperty(name, BindingFlags.Public | BindingFlags.Instance | BindingFlags.IgnoreCase) is { CanWrite: true } property ? property : null;

    /// <summary>Such as <c>Feeds:MinInterval</c>.</summary>
    public string Key(PropertyInfo property) => $"{Name}:{property.Name}";

    private static SettingsSection Of<T>()
        where T : ISettingsSection => new(T.Section, typeof(T));
}
