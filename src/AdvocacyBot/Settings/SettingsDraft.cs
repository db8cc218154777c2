namespace AdvocacyBot.Settings;

/// <summary>Configuration values on their way to the sections, with what was noticed about them. Not thread-safe.</summary>
internal sealed class SettingsDraft
{
    /// <summary>By key, whatever its case. Empty values count as unset and are left out.</summary>
    public Dictionary<string, string> Values { get; }

    /// <summary>One sentence for each mistake that keeps the bot from starting.</summary>
    public List<string> Errors { get; } = [];

    /// <summary>One sentence for each setting that has no effect or an outdated name.</summary>
    public List<string> Warnings { get; } = [];

    public SettingsDraft(IConfiguration configuration) =>
        Values = configuration.AsEnumerable()
            .Where(v => !string.IsNullOrWhiteSpace(v.Value))
            .ToDictionary(v => v.Key, v => v.Value!, StringComparer.OrdinalIgnoreCase);

    /// <summary>The keys below a section or list, in the order of a list's items.</summary>
    public IEnumerable<string> KeysBelow(string key) =>
        Values.Keys.Where(k => k.StartsWith(key + ":", StringComparison.OrdinalIgnoreCase)).Order(ConfigurationKeyComparer.Instance);
}
