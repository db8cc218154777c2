using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Settings;
using Microsoft.Extensions.Options;

namespace AdvocacyBot.Core;

/// <summary>The section <c>Bot</c>: settings of the bot as a whole.</summary>
public sealed record BotSettings : ISettingsSection
{
    /// <summary>The name of a bot that has not been given one.</summary>
    public const string DefaultName = "AdvocacyBot";

    public static string Section => "Bot";

    /// <summary>The bot's name, and that of the first community.</summary>
    [TextSetting(80, "Peace Assembly")]
    public string Name { get; set; } = DefaultName;

    /// <summary>The language if neither the member nor the channel has chosen one: en, fr or es.</summary>
    [LanguageSetting]
    public string Language { get; set; } = "en";

    /// <summary>The IANA time zone if a channel or a command names no other.</summary>
    [TimeZoneSetting]
    public string TimeZone { get; set; } = "America/Toronto";

    /// <summary><see cref="Language"/> as a value.</summary>
    public Language DefaultLanguage => LanguageNames.FromLocale(Language) ?? Languages.Language.English;
}

/// <summary>Validates <see cref="BotSettings"/>.</summary>
[OptionsValidator]
public sealed partial class BotSettingsValidator : IValidateOptions<BotSettings>;
