using AdvocacyBot.Core.Secrets;
using AdvocacyBot.Core.Settings;
using Microsoft.Extensions.Options;

namespace AdvocacyBot.Core.Mobilizations.Privacy;

/// <summary>The section <c>Privacy</c>.</summary>
public sealed record PrivacySettings : ISettingsSection
{
    public static string Section => "Privacy";

    /// <summary>32 bytes in base64 that encrypt the keys of mobilizations; if empty, a file next to the keys, created on first use.</summary>
    [MasterKeySetting]
    public string MasterKey { get; set; } = "";

    /// <summary>Without the key.</summary>
    public override string ToString() => "Privacy";
}

/// <summary>Validates <see cref="PrivacySettings"/>.</summary>
[OptionsValidator]
public sealed partial class PrivacySettingsValidator : IValidateOptions<PrivacySettings>;

/// <summary>A master key that <see cref="MasterKey.TryRead"/> can read.</summary>
public sealed class MasterKeySettingAttribute()
    : SettingAttribute("32 bytes in base64, as \"openssl rand -base64 32\" prints them", "/run/secrets/master-key")
{
    public override bool IsSecret => true;

    protected override string? Check(object value) => MasterKey.TryRead((string)value) is null ? Expected : null;
}
