using System.Globalization;

namespace AdvocacyBot.Core.Settings;

/// <summary>A duration within a range, as <c>[days.]hours:minutes:seconds</c>.</summary>
public sealed class DurationSettingAttribute(string min, string max, string example)
    : SettingAttribute($"a duration from {min} to {max} ([days.]hours:minutes:seconds)", example)
{
    public string Min { get; } = min;

    public string Max { get; } = max;

    protected override string? Check(object value) => (TimeSpan)value >= Parse(Min) && (TimeSpan)value <= Parse(Max) ? null : Expected;

    private static TimeSpan Parse(string text) => TimeSpan.Parse(text, CultureInfo.InvariantCulture);
}
