using AdvocacyBot.Core.Languages;

namespace AdvocacyBot.Discord;

/// <summary>The few sentences that Discord alone needs: forms, pages, topics.</summary>
internal sealed class DiscordTexts
{
    public static readonly Texts All = new(typeof(DiscordTexts));
}
