using AdvocacyBot.Core.Settings;

namespace AdvocacyBot.Core.Mobilizations;

/// <summary>The section <c>Mobilizations</c>.</summary>
public sealed record MobilizationSettings : ISettingsSection
{
    public static string Section => "Mobilizations";

    /// <summary>Whether members who leave the group keep their seats; otherwise their data is deleted and the seats are freed.</summary>
    public bool KeepSeatsOfDeparted { get; set; }
}
