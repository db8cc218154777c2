namespace AdvocacyBot.Core.Languages;

/// <summary>The effect of a word on a setting.</summary>
internal enum SettingWord
{
    On,

    /// <summary>Also "no" and "none": whatever was set no longer is.</summary>
    Off,

    All,
}

/// <summary>On, off, none and all, as people type them for a setting. What one command unsets, every command unsets with the same word.</summary>
public static class SettingWords
{
    internal static readonly WordTable<SettingWord> All = new(
        (SettingWord.On, "on|yes|enable|enabled", "oui|activer|activé", "sí|activar|activado"),
        (SettingWord.Off,
            "off|no|none|stop|disable|disabled|unlimited|no limit",
            "non|aucun|aucune|fin|désactiver|désactivé|illimité|sans limite",
            "no|ninguno|ninguna|ningún|nada|sin|fin|desactivar|desactivado|ilimitado|sin límite"),
        (SettingWord.All, "all|every|everything", "tout|tous|toute|toutes", "todo|todos|toda|todas"));

    /// <summary>The words of <see cref="SettingWord.Off"/> that lift a limit, where none and no limit are not the same.</summary>
    private static readonly WordTable<bool> Unlimited = new((true, "unlimited|no limit", "illimité|sans limite", "ilimitado|sin límite"));

    /// <summary>Whether a whole text says that there is no limit.</summary>
    public static bool IsUnlimited(string text) => Unlimited.Find(text) is true;

    /// <summary>Whether a whole text says that something is unset.</summary>
    public static bool IsOff(string text) => All.Find(text) == SettingWord.Off;

    public static bool IsOn(string text) => All.Find(text) == SettingWord.On;

    public static bool IsAll(string text) => All.Find(text) == SettingWord.All;
}
