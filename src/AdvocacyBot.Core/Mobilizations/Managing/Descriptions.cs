using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Mobilizations.Notices;

namespace AdvocacyBot.Core.Mobilizations.Managing;

/// <summary>Changes or removes what is said of a mobilization, without moving it: title, text, access, hotline.</summary>
internal sealed class Descriptions(Reminders reminders, TimeProvider clock)
{
    public async Task<Reply> RunAsync(ManageWish wish, CancellationToken ct)
    {
        if (wish.Value.Length == 0)
            return wish.Refuse("manage.value");

        var isOff = SettingWords.IsOff(wish.Written);
        if (isOff && wish.Verb == ManageVerb.Title)
            return wish.Refuse("manage.title");

        var text = isOff ? null : SafeText.Shorten(wish.Value, wish.Verb is ManageVerb.Title or ManageVerb.Hotline ? Lengths.Line : Lengths.Text);
        Set(wish.Mobilization, wish.Verb, text);
        wish.Mobilization.TextVersion++;
        Touch(wish.Mobilization);
        await reminders.RewriteAsync(wish.Mobilization, ct);
        return wish.Set(SettingFields.Text(wish.Verb, text, wish.Language));
    }

    /// <summary><c>open</c> lets everybody know of it; <c>open off</c> only those in its channels and those who answered.</summary>
    public Reply Open(ManageWish wish)
    {
        wish.Mobilization.IsPublic = !SettingWords.IsOff(wish.Written);
        // The message stays the same, but a platform may show an open action elsewhere, too.
        Touch(wish.Mobilization);
        return wish.Set(SettingFields.Visible(wish.Mobilization, wish.Language));
    }

    /// <summary>A planned action has been announced to nobody: calendars do not show it yet.</summary>
    private void Touch(Mobilization mobilization)
    {
        if (mobilization.State == MobilizationState.Open)
            mobilization.ChangedAt = clock.UtcNow;
        mobilization.RefreshNow(clock.UtcNow);
    }

    private static void Set(Mobilization mobilization, ManageVerb verb, string? text)
    {
        switch (verb)
        {
            case ManageVerb.Title:
                mobilization.Title = text!;
                break;
            case ManageVerb.Details:
                mobilization.Details = text;
                break;
            case ManageVerb.Access:
                mobilization.Access = text;
                break;
            default:
                mobilization.Hotline = text;
                break;
        }
    }
}
