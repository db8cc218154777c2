using System.Globalization;
using System.Text;

namespace AdvocacyBot.Core.Settings;

/// <summary>Explains a wrong setting in one sentence that names it and gives an example. Never prints a secret.</summary>
public static class SettingSentences
{
    private const int MaxShownLength = 80;

    /// <summary>A value that the setting does not accept.</summary>
    /// <param name="key">Such as <c>Feeds:MinInterval</c>.</param>
    /// <param name="value">The value, which is printed unless the setting is secret.</param>
    /// <param name="expected">Completes "it must be …".</param>
    /// <param name="setting">For the example, and whether the value is secret.</param>
    public static string Wrong(string key, object value, string expected, SettingAttribute setting) => setting.IsSecret
        ? $"{key} must be {expected}, for example in a file: {Example(key + SettingKey.FileSuffix, setting.Example)}."
        : Wrong(key, value, expected, setting.Example);

    /// <summary>An item that the setting does not accept in its list.</summary>
    public static string WrongItem(string key, string item, string expected, string example) =>
        $"{key} contains \"{Shown(item)}\", but each item must be {expected}, for example {Example(key, example)}.";

    /// <summary>A value that the setting does not accept; for settings that are not secret.</summary>
    public static string Wrong(string key, object value, string expected, string example) =>
        $"{key} is \"{Shown(value)}\", but it must be {expected}, for example {Example(key, example)}.";

    /// <summary>An assignment for the environment, such as <c>Feeds__MinInterval=00:05:00</c>.</summary>
    public static string Example(string key, string value) => $"{SettingKey.InEnvironment(key)}={value}";

    /// <summary>A value on one line, shortened, without a password that an address may contain.</summary>
    private static string Shown(object value)
    {
        var text = Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
        if (text.IndexOf("://", StringComparison.Ordinal) is var scheme and >= 0 && text.LastIndexOf('@') is var at && at > scheme)
            text = $"{text[..(scheme + 3)]}***{text[at..]}";

        var line = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
            line.Append(rune.Value == '\n' ? "\\n" : rune.Value == '\r' ? "\\r" : Rune.IsControl(rune) ? "?" : rune.ToString());
        return line.Length > MaxShownLength ? $"{line.ToString(0, MaxShownLength)}…" : line.ToString();
    }
}
