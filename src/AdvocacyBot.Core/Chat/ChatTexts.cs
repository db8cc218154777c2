using AdvocacyBot.Core.Languages;

namespace AdvocacyBot.Core.Chat;

/// <summary>The texts of the chat itself: help, refusals, problems.</summary>
internal sealed class ChatTexts
{
    public static readonly Texts All = new(typeof(ChatTexts));
}
