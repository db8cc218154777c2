using System.Reflection;
using AdvocacyBot.Core.Settings;

namespace AdvocacyBot.Settings;

/// <summary>Reads secrets from the files that settings such as <c>Discord:TokenFile</c> name.</summary>
internal static class SecretFiles
{
    private const int MaxBytes = 64 * 1024;

    /// <summary>Where systemd puts credentials (https://systemd.io/CREDENTIALS/).</summary>
    private const string Credentials = "CREDENTIALS_DIRECTORY";

    public static void Apply(SettingsDraft draft)
    {
        ApplyCredentials(draft);
        foreach (var key in draft.Values.Keys.Where(k => k.EndsWith(SettingKey.FileSuffix, StringComparison.OrdinalIgnoreCase)).ToList())
        {
            if (SecretFor(key) is not { } secret)
                continue;

            draft.Values.Remove(key, out var path);
            if (draft.Values.ContainsKey(secret))
                draft.Errors.Add($"{secret} and {secret}{SettingKey.FileSuffix} are both set; remove one of them, for example keep {Example(secret)}.");
            else if (Read(path!) is { } value)
                draft.Values[secret] = value;
            else
                draft.Errors.Add($"{secret}{SettingKey.FileSuffix} is \"{path}\", but it must be a file that this user can read and that is not empty, for example {Example(secret)}.");
        }
    }

    /// <summary>
    /// Takes secrets from the credentials of the systemd unit, such as <c>LoadCredentialEncrypted=Privacy.MasterKey</c>. A secret that
    /// is set in another way stays.
    /// </summary>
    private static void ApplyCredentials(SettingsDraft draft)
    {
        if (!draft.Values.TryGetValue(Credentials, out var folder) || !Directory.Exists(folder))
            return;

        foreach (var file in Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal))
        {
            var key = Path.GetFileName(file).Replace('.', ':');
            if (SecretFor(key + SettingKey.FileSuffix) is { } secret && !draft.Values.ContainsKey(secret) && !draft.Values.ContainsKey(secret + SettingKey.FileSuffix))
                draft.Values[secret + SettingKey.FileSuffix] = file;
        }
    }

    /// <summary>The secret that the key names a file for; null if it is not such a key.</summary>
    private static string? SecretFor(string key) =>
        key.Split(':') is [var name, var setting] && SettingsSection.Find(name) is { } section
        && section.Property(setting[..^SettingKey.FileSuffix.Length]) is { } property && IsSecret(property)
            ? section.Key(property)
            : null;

    public static bool IsSecret(PropertyInfo property) => property.GetCustomAttribute<SettingAttribute>() is { IsSecret: true };

    /// <returns>The content without the line break at its end; null if it is empty or cannot be read.</returns>
    private static string? Read(string path)
    {
        try
        {
            if (new FileInfo(path).Length > MaxBytes)
                return null;
            var text = File.ReadAllText(path).TrimEnd('\r', '\n');
            return string.IsNullOrWhiteSpace(text) ? null : text;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return null;
        }
    }

    private static string Example(string secret)
    {
        var parts = secret.Split(':');
        var example = SettingsSection.Find(parts[0])!.Property(parts[1])!.GetCustomAttribute<SettingAttribute>()!.Example;
        return SettingSentences.Example(secret + SettingKey.FileSuffix, example);
    }
}
