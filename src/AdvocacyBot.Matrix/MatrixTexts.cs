using AdvocacyBot.Core.Languages;

namespace AdvocacyBot.Matrix;

/// <summary>What the bot says on Matrix alone.</summary>
internal sealed class MatrixTexts
{
    public static readonly Texts All = new(typeof(MatrixTexts));
}
