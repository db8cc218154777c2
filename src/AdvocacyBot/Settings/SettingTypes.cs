using System.Globalization;
using System.Reflection;
using AdvocacyBot.Core.Settings;

namespace AdvocacyBot.Settings;

/// <summary>
/// Reports values that are not of their setting's type, all of them at once and as sentences, where binding would throw at the first
/// one. They are left out, so that the other settings can still be validated.
/// </summary>
internal static class SettingTypes
{
    public static void Check(SettingsDraft draft)
    {
        foreach (var section in SettingsSection.All)
        {
            foreach (var property in section.Properties)
            {
                var key = section.Key(property);
                if (!draft.Values.TryGetValue(key, out var value) || Expectation(property, value) is not { } wrong)
                    continue;

                draft.Values.Remove(key);
                draft.Errors.Add(SettingSentences.Wrong(key, value, wrong.Expected, wrong.Example));
            }
        }
    }

    /// <summary>What the value must be, with an example; null if it can be bound.</summary>
    private static (string Expected, string Example)? Expectation(PropertyInfo property, string value)
    {
        var type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        if (CanBind(type, value))
            return null;
        if (type == typeof(bool))
            return ("true or false", "true");
        if (type.IsEnum)
            return (string.Join(" or ", Enum.GetNames(type)), Enum.GetNames(type)[0]);
        var setting = property.GetCustomAttribute<SettingAttribute>()!;
        return (setting.Expected, setting.Example);
    }

    private static bool CanBind(Type type, string value) => type switch
    {
        _ when type == typeof(bool) => bool.TryParse(value, out _),
        _ when type == typeof(int) => int.TryParse(value, NumberStyles.Integer, CultureInfo.InvariantCulture, out _),
        _ when type == typeof(long) => long.TryParse(value, NumberStyles.Integer, CultureInfo.InvariantCulture, out _),
        // A bare number would be read as days.
        _ when type == typeof(TimeSpan) => value.Contains(':', StringComparison.Ordinal) && TimeSpan.TryParse(value, CultureInfo.InvariantCulture, out _),
        _ when type == typeof(Uri) => Uri.TryCreate(value, UriKind.Absolute, out _),
        { IsEnum: true } => Enum.TryParse(type, value, ignoreCase: true, out var named) && Enum.IsDefined(type, named) && !char.IsAsciiDigit(value[0]),
        _ => true,
    };
}
