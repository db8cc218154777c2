using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Mobilizations.Answering;
using AdvocacyBot.Core.Mobilizations.Notices;

namespace AdvocacyBot.Core.Mobilizations.Managing;

/// <summary>Changes or removes what is said of a mobilization in all languages or in one, without moving it: title, text, access, hotline.</summary>
internal sealed class Descriptions(Reminders reminders, TimeProvider clock)
{
    public async Task<Reply> RunAsync(ManageWish wish, CancellationToken ct)
    {
        if (wish.Value.Length == 0)
            return wish.Refuse("manage.value");

        var (language, value, isOff) = LanguageOf(wish);
        if (isOff && language is null && wish.Verb == ManageVerb.Title)
            return wish.Refuse("manage.title");
        if (value.Length == 0)
            return wish.Refuse("manage.value");

        var text = isOff ? null : SafeText.Shorten(value, wish.Verb is ManageVerb.Title or ManageVerb.Hotline ? Lengths.Line : Lengths.Text);
        if (language is { } further)
            Translate(wish.Mobilization, wish.Verb, further, text);
        else
            Set(wish.Mobilization, wish.Verb, text);
        wish.Mobilization.TextVersion++;
        wish.Mobilization.Touch(clock.UtcNow);
        await reminders.RewriteAsync(wish.Mobilization, ct);
        return wish.Set(SettingFields.Text(wish.Verb, language, text, wish.Language));
    }

    /// <summary>The language that a value begins with, as in <c>fr: "Marche pour l'eau"</c>; null if it is for all languages.</summary>
    private static (Language? Language, string Value, bool IsOff) LanguageOf(ManageWish wish)
    {
        if (wish.Verb == ManageVerb.Hotline || wish.Value.Split(':', 2, StringSplitOptions.TrimEntries) is not [var word, var rest] || TranslatedTexts.Find(word) is not { } language)
            return (null, wish.Value, SettingWords.IsOff(wish.Written));
        return (language, Words.Split(rest) is [{ Quoted: true } only] ? only.Value.Trim() : rest, SettingWords.IsOff(rest));
    }

    private static void Translate(Mobilization mobilization, ManageVerb verb, Language language, string? text)
    {
        var texts = mobilization.TextsIn(language) ?? new TranslatedText();
        mobilization.Translate(language, verb switch
        {
            ManageVerb.Title => texts with { Title = text },
            ManageVerb.Details => texts with { Details = text },
            _ => texts with { Access = text },
        });
    }

    /// <summary><c>open</c> lets everybody know of it; <c>open off</c> only those in its channels and those who answered.</summary>
    public Reply Open(ManageWish wish)
    {
        var isOff = SettingWords.IsOff(wish.Written);
        if (!isOff && wish.Value.Length > 0 && !SettingWords.IsOn(wish.Written) && !SettingWords.IsAll(wish.Written))
            return wish.Refuse("manage.open", RsvpChoices.Write(wish.Mobilization.Number));
        wish.Mobilization.IsPublic = !isOff;
        // The message stays the same, but a platform may show an open action elsewhere, too.
        wish.Mobilization.Touch(clock.UtcNow);
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
