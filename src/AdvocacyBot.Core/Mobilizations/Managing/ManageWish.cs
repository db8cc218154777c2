using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Chat.Pictures;
using AdvocacyBot.Core.Commands;
using AdvocacyBot.Core.Languages;

namespace AdvocacyBot.Core.Mobilizations.Managing;

/// <summary>What an organizer wants of a mobilization that is still open or planned.</summary>
/// <param name="Written">What follows the verb, with its quotation marks.</param>
internal sealed record ManageWish(Request Request, Mobilization Mobilization, ManageVerb Verb, string Written)
{
    /// <summary>What follows the verb, without quotation marks around the whole of it.</summary>
    public string Value { get; } = Words.Split(Written) is [{ Quoted: true } only] ? only.Value.Trim() : Written.Trim();

    public Language Language => Request.Language;

    /// <summary>An uploaded picture, which is not stored yet.</summary>
    public PictureFile? File { get; init; }

    /// <summary>Says what a setting is now.</summary>
    public Reply Set(SettingField field) => new([new Paragraph([new Text(MobilizationTexts.All[Language, "manage.set"] + " "), new Strong(field.Label), new Text(ChatTexts.All[Language, "colon"]), .. field.Value])])
    {
        Language = Language,
        Visibility = Visibility.Private,
    };

    /// <summary>One sentence for the organizer who wrote something that cannot be used; nothing has changed.</summary>
    public Reply Refuse([TextKey(typeof(MobilizationTexts))] string key, params ReadOnlySpan<object?> values) => Tell(key, values) with { Understood = false };

    /// <summary>One sentence for the organizer.</summary>
    public Reply Tell([TextKey(typeof(MobilizationTexts))] string key, params ReadOnlySpan<object?> values) =>
        Reply.Tell(Language, MobilizationTexts.All.Format(Language, key, values));
}
