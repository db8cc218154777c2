using AdvocacyBot.Core.Languages;

namespace AdvocacyBot.Discord;

/// <summary>User-facing texts specific to Discord.</summary>
internal sealed class DiscordTexts
{
    public static readonly Texts All = new(typeof(DiscordTexts));
}
