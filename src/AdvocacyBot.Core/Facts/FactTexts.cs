using AdvocacyBot.Core.Languages;

namespace AdvocacyBot.Core.Facts;

/// <summary>The texts of questions, answers, editing and fact files.</summary>
internal sealed class FactTexts
{
    public static readonly Texts All = new(typeof(FactTexts));
}
