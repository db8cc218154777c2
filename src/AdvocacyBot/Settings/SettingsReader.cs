namespace AdvocacyBot.Settings;

/// <summary>
/// Prepares the raw configuration for the sections: former names, secrets from files, lists with commas, empty values, values of the
/// wrong type, misspelled keys. Reads no file except those that secrets are in.
/// </summary>
internal static class SettingsReader
{
    public static SettingsDraft Read(IConfiguration configuration)
    {
        var draft = new SettingsDraft(configuration);
        FormerSettings.Apply(draft);
        SecretFiles.Apply(draft);
        ListSettings.Split(draft);
        SettingTypes.Check(draft);
        KestrelEndpoints.Check(draft);
        MisspelledSettings.Warn(draft);
        return draft;
    }
}
