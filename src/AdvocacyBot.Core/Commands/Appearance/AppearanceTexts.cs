using AdvocacyBot.Core.Languages;

namespace AdvocacyBot.Core.Commands.Appearance;

/// <summary>The texts on a group's appearance.</summary>
public sealed class AppearanceTexts
{
    public static readonly Texts All = new(typeof(AppearanceTexts));
}
