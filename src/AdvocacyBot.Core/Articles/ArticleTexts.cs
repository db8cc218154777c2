using AdvocacyBot.Core.Languages;

namespace AdvocacyBot.Core.Articles;

/// <summary>The texts of feeds and articles.</summary>
internal sealed class ArticleTexts
{
    public static readonly Texts All = new(typeof(ArticleTexts));
}
