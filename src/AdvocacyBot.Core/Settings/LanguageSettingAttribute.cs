using AdvocacyBot.Core.Languages;

namespace AdvocacyBot.Core.Settings;

/// <summary>One of the bot's languages.</summary>
public sealed class LanguageSettingAttribute() : SettingAttribute("en, fr or es", "fr")
{
    protected override string? Check(object value) => LanguageNames.FromLocale((string)value) is null ? Expected : null;
}
