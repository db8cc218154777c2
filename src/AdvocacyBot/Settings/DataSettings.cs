using AdvocacyBot.Core.Settings;
using Microsoft.Extensions.Options;

namespace AdvocacyBot.Settings;

/// <summary>The section <c>Data</c>.</summary>
internal sealed record DataSettings : ISettingsSection
{
    public static string Section => "Data";

    /// <summary>The folder of the database, the keys and the web room's history.</summary>
    [TextSetting(4_096, "/var/lib/advocacybot")]
    public string Folder { get; set; } = "data";

    /// <summary>The folder of the keys, which all processes on one PostgreSQL share; empty for <c>keys</c> in <see cref="Folder"/>.</summary>
    [TextSetting(4_096, "/srv/advocacybot/keys")]
    public string KeysFolder { get; set; } = "";

    /// <summary>Below how many megabytes of free space organizers are alerted; on the disk of the folder and on that of the backups.</summary>
    [NumberSetting(1, 1_000_000, "500")]
    public int MinFreeMegabytes { get; set; } = 500;
}

/// <summary>Validates <see cref="DataSettings"/>.</summary>
[OptionsValidator]
internal sealed partial class DataSettingsValidator : IValidateOptions<DataSettings>;
