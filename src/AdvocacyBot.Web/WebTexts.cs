using AdvocacyBot.Core.Languages;

namespace AdvocacyBot.Web;

/// <summary>The texts of the public pages and of what all pages share.</summary>
internal sealed class WebTexts
{
    public static readonly Texts All = new(typeof(WebTexts));
}
