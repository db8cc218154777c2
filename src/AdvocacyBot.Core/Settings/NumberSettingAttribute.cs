using System.Globalization;

namespace AdvocacyBot.Core.Settings;

/// <summary>A whole number within a range.</summary>
public sealed class NumberSettingAttribute(long min, long max, string example)
    : SettingAttribute(string.Create(CultureInfo.InvariantCulture, $"a whole number from {min} to {max}"), example)
{
    public long Min { get; } = min;

    public long Max { get; } = max;

    protected override string? Check(object value) =>
        Convert.ToInt64(value, CultureInfo.InvariantCulture) is var number && number >= Min && number <= Max ? null : Expected;
}
