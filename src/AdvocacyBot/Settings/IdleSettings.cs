namespace AdvocacyBot.Settings;

/// <summary>Warns about settings of a platform that is off because the setting that turns it on is missing.</summary>
internal static class IdleSettings
{
    private static readonly (string Section, string Switch)[] Platforms = [("Discord", "Discord:Token"), ("Matrix", "Matrix:Homeserver")];

    public static IEnumerable<string> Warnings(SettingsDraft draft)
    {
        foreach (var (section, turnsOn) in Platforms)
        {
            if (!draft.Values.ContainsKey(turnsOn) && draft.KeysBelow(section).FirstOrDefault() is { } idle)
                yield return $"{idle} has no effect, because {section} is off until {turnsOn} is set.";
        }
    }
}
