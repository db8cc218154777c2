using AdvocacyBot.Core.Languages;

namespace AdvocacyBot.Core;

/// <summary>What concerns the whole bot; the section <c>Bot</c> of the settings.</summary>
public sealed class BotSettings
{
    public string Name { get; set; } = "AdvocacyBot";

    /// <summary>The language where neither the member nor the channel says another: en, fr or es.</summary>
    public string Language { get; set; } = "en";

    /// <summary>The IANA zone where a channel or a command names no other.</summary>
    public string TimeZone { get; set; } = "America/Toronto";

    public Language DefaultLanguage => LanguageNames.FromLocale(Language) ?? Languages.Language.English;
}
