using AdvocacyBot.Core.Languages;

namespace AdvocacyBot.Core.Alerts;

/// <summary>
/// The texts of alerts. <c>alert.KIND</c> says what is wrong and what to do, <c>over.KIND</c> that it is over.
/// </summary>
internal sealed class AlertTexts
{
    public static readonly Texts All = new(typeof(AlertTexts));
}
