using AdvocacyBot.Core.Languages;

namespace AdvocacyBot.Core.Mobilizations;

/// <summary>The texts of mobilizations.</summary>
internal sealed class MobilizationTexts
{
    public static readonly Texts All = new(typeof(MobilizationTexts));
}
