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
            return wish.Tell("manage.value");

        var isOff = SettingWords.IsOff(wish.Written);
        if (isOff && wish.Verb == ManageVerb.Title)
            return wish.Tell("manage.title");

        var text = isOff ? null : SafeText.Shorten(wish.Value, wish.Verb is ManageVerb.Title or ManageVerb.Hotline ? Lengths.Line : Lengths.Text);
        Set(wish.Mobilization, wish.Verb, text);
        wish.Mobilization.TextVersion++;
        wish.Mobilization.ChangedAt = clock.UtcNow;
        wish.Mobilization.RefreshNow(clock.UtcNow);
        await reminders.RewriteAsync(wish.Mobilization, ct);
        return wish.Set(SettingFields.Text(wish.Verb, text, wish.Language));
    }

    /// <summary><c>open</c> lets everybody know of it; <c>open off</c> only those in its channels and those who answered.</summary>
    public Reply Open(ManageWish wish)
    {
        wish.Mobilization.IsPublic = !SettingWords.IsOff(wish.Written);
        wish.Mobilization.ChangedAt = clock.UtcNow;
        // The message stays the same, but a platform may show an open action elsewhere, too.
        wish.Mobilization.RefreshNow(clock.UtcNow);
        return wish.Set(SettingFields.Visible(wish.Mobilization, wish.Language));
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
