namespace AdvocacyBot.Core.Settings;

/// <summary>An IANA time zone.</summary>
public sealed class TimeZoneSettingAttribute() : SettingAttribute("an IANA time zone", "America/Toronto")
{
    protected override string? Check(object value) =>
        TimeZoneInfo.TryFindSystemTimeZoneById((string)value, out var zone) && zone.HasIanaId ? null : Expected;
}
