using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Settings;

namespace AdvocacyBot.Settings;

/// <summary>Warns about keys that look like settings of the bot but are not: a typing mistake, a wrong section, a wrong separator.</summary>
internal static class MisspelledSettings
{
    public static void Warn(SettingsDraft draft)
    {
        foreach (var key in draft.Values.Keys.Order(StringComparer.OrdinalIgnoreCase))
        {
            if (key.Split(':') is [var name, var setting, ..])
                Warn(draft, key, name, setting);
            else if (SettingsSection.All.Any(s => key.StartsWith(s.Name, StringComparison.OrdinalIgnoreCase)) && WithoutSeparators(key) is { } meant)
                draft.Warnings.Add($"{key} is not a setting; did you mean {SettingKey.InEnvironment(meant)}?");
        }
    }

    private static void Warn(SettingsDraft draft, string key, string name, string setting)
    {
        if (SettingsSection.Find(name) is { } section)
        {
            if (section.Property(setting) is not null || (section.Type == typeof(ConnectionStringSettings) && !IsNear(setting, nameof(ConnectionStringSettings.BotDb))))
                return;
            draft.Warnings.Add((Nearest(section, setting) ?? Elsewhere(setting)) is { } meant
                ? $"{key} is not a setting; did you mean {meant}?"
                : $"{key} is not a setting and has no effect.");
        }
        else if (SettingsSection.All.FirstOrDefault(s => IsNear(s.Name, name) && Nearest(s, setting) is not null) is { } near)
        {
            draft.Warnings.Add($"{key} is not a setting; did you mean {Nearest(near, setting)}?");
        }
    }

    private static string? Nearest(SettingsSection section, string setting) =>
        Names(section).FirstOrDefault(n => string.Equals(n, setting, StringComparison.OrdinalIgnoreCase)) is { } same
            ? $"{section.Name}:{same}"
            : Names(section).FirstOrDefault(n => IsNear(n, setting)) is { } near ? $"{section.Name}:{near}" : null;

    private static string? Elsewhere(string setting) =>
        SettingsSection.All.FirstOrDefault(s => s.Property(setting) is not null) is { } section ? section.Key(section.Property(setting)!) : null;

    /// <summary>The setting that a key such as <c>DISCORD_TOKEN</c> means.</summary>
    private static string? WithoutSeparators(string key)
    {
        var plain = Plain(key);
        return SettingsSection.All.SelectMany(s => Names(s).Select(n => $"{s.Name}:{n}")).FirstOrDefault(k => Plain(k) == plain);

        static string Plain(string text) => string.Concat(text.Where(char.IsLetterOrDigit)).ToUpperInvariant();
    }

    private static IEnumerable<string> Names(SettingsSection section) =>
        section.Properties.SelectMany(p => SecretFiles.IsSecret(p) ? [p.Name, p.Name + SettingKey.FileSuffix] : new[] { p.Name });

    private static bool IsNear(string a, string b)
    {
        var allowed = Typos.Allowed(Math.Max(a.Length, b.Length));
        return Typos.Distance(a.ToUpperInvariant(), b.ToUpperInvariant(), allowed) <= allowed;
    }
}
