using AdvocacyBot.Core.Languages;

namespace AdvocacyBot.Web.Room.Moderation;

/// <summary>The texts of moderation: its commands, its notices to all, and its sentences to members.</summary>
internal sealed class ModerationTexts
{
    public static readonly Texts All = new(typeof(ModerationTexts));
}
