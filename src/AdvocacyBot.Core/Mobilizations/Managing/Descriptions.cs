using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Mobilizations.Notices;

namespace AdvocacyBot.Core.Mobilizations.Managing;

/// <summary>Changes what is said of a mobilization, without moving it: title, text, access, hotline.</summary>
internal sealed class Descriptions(TimeProvider clock)
{
    public Reply Run(ManageWish wish)
    {
        var text = wish.Value.Trim();
        if (text.Length == 0)
            return wish.Tell("manage.value");

        var mobilization = wish.Mobilization;
        switch (wish.Verb)
        {
            case ManageVerb.Title:
                mobilization.Title = SafeText.Shorten(text, Lengths.Line);
                break;
            case ManageVerb.Details:
                mobilization.Details = SafeText.Shorten(text, Lengths.Text);
                break;
            case ManageVerb.Access:
                mobilization.Access = SafeText.Shorten(text, Lengths.Text);
                break;
            default:
                mobilization.Hotline = SafeText.Shorten(text, Lengths.Line);
                break;
        }

        mobilization.RefreshNow(clock.UtcNow);
        return wish.Tell("manage.done");
    }
}
