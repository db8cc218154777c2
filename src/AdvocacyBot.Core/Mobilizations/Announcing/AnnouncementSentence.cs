using System.Globalization;
using AdvocacyBot.Core.Chat.Pictures;
using AdvocacyBot.Core.Mobilizations.Managing;

namespace AdvocacyBot.Core.Mobilizations.Announcing;

/// <summary>Writes an action as the English sentence that announces it, as <see cref="AnnounceSentence"/> reads it. Pure.</summary>
internal static class AnnouncementSentence
{
    private static readonly string[] Parts =
    [
        AnnounceOptions.Capacity, AnnounceOptions.Details, AnnounceOptions.Access, AnnounceOptions.Hotline, AnnounceOptions.Picture,
        AnnounceOptions.Discussion,
    ];

    public static string Write(Mobilization action, IEnumerable<RoleSlot> roles)
    {
        var options = TemplateOptions.Announced(action, roles);
        // An uploaded picture exists only in the store of this bot.
        if (action.Picture is { } picture && StoredPicture.IsStored(new Uri(picture)))
            options.Remove(AnnounceOptions.Picture);

        var words = new List<string> { "announce", Quote(action.Title), action.LocalStart, action.Zone };
        if (action.HasEnd)
            words.Add(string.Create(CultureInfo.InvariantCulture, $"for {(action.EndsAt - action.StartsAt).TotalMinutes:0} minutes"));
        words.AddRange(["at", Quote(action.Place)]);
        foreach (var part in Parts.Where(options.ContainsKey))
            words.AddRange([WordOf(part), Quote(options[part])]);
        if (options.TryGetValue(AnnounceOptions.Roles, out var needed))
            words.AddRange(["role", Quote(needed)]);
        foreach (var language in action.Translated)
        {
            words.AddRange([language.ToString().ToLowerInvariant(), Quote(action.TitleIn(language))]);
            if (action.TextsIn(language)?.Details is { } details)
                words.Add(Quote(details));
        }

        if (options.ContainsKey(AnnounceOptions.Open))
            words.Add("open");
        return string.Join(' ', words);
    }

    private static string WordOf(string part) => part == AnnounceOptions.Details ? "text" : part;

    /// <summary>Guillemets hold a text with straight or English quotation marks together; one with both kinds gets apostrophes.</summary>
    private static string Quote(string text)
    {
        if (text.IndexOfAny(['"', '”']) < 0)
            return $"\"{text}\"";
        return text.Contains('»', StringComparison.Ordinal) ? $"\"{text.Replace('"', '\'').Replace('”', '’')}\"" : $"«{text}»";
    }
}
