using AdvocacyBot.Core.Settings;
using Microsoft.Extensions.Options;

namespace AdvocacyBot.Core.Backups;

/// <summary>The section <c>Backups</c>.</summary>
public sealed record BackupSettings : ISettingsSection
{
    public static string Section => "Backups";

    /// <summary>The folder into which a backup is written each day; empty for no backups.</summary>
    [TextSetting(4_096, "/var/backups/advocacybot")]
    public string Folder { get; set; } = "";

    /// <summary>How many daily backups are kept.</summary>
    [NumberSetting(1, 1_000, "14")]
    public int Keep { get; set; } = 14;
}

/// <summary>Validates <see cref="BackupSettings"/>.</summary>
[OptionsValidator]
public sealed partial class BackupSettingsValidator : IValidateOptions<BackupSettings>;
