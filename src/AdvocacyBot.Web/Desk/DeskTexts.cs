using AdvocacyBot.Core.Languages;

namespace AdvocacyBot.Web.Desk;

/// <summary>The texts of the desk.</summary>
internal sealed class DeskTexts
{
    public static readonly Texts All = new(typeof(DeskTexts));
}
