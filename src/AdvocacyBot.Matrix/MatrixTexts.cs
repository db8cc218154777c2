using AdvocacyBot.Core.Languages;

namespace AdvocacyBot.Matrix;

/// <summary>Texts that appear only on Matrix.</summary>
internal sealed class MatrixTexts
{
    public static readonly Texts All = new(typeof(MatrixTexts));
}
