using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Commands;
using AdvocacyBot.Core.Languages;

namespace AdvocacyBot.Core.Mobilizations.Announcing;

/// <summary>
/// Reads <c>"TITLE" DATE TIME [ZONE] at "PLACE" [capacity N] [role NAME:N [FROM-UNTIL]] [text "…"] [access "…"] [hotline "…"]
/// [picture ADDRESS] [discussion yes] [ping ROLE] [in CHANNEL] [open] [french "TITLE" ["TEXT"]]</c> in English, French and Spanish. The place may also come before the date. Pure.
/// </summary>
internal static class AnnounceSentence
{
    private static readonly HashSet<string> At = Set("at a en in dans @ chez");

    private static readonly IReadOnlyDictionary<string, string> Parts = Vocabulary.Of(
        (AnnounceOptions.Capacity, "capacity seats capacité places capacidad cupo plazas"),
        (AnnounceOptions.Roles, "role rôle rol"),
        (AnnounceOptions.Details, "text texte texto"),
        (AnnounceOptions.Access, "access accès acceso"),
        (AnnounceOptions.Hotline, "hotline urgence emergencia teléfono"),
        (AnnounceOptions.Picture, "picture image photo imagen foto"),
        (AnnounceOptions.Discussion, "discussion thread fil discusión hilo"),
        (AnnounceOptions.Ping, "ping notify notifier avisar"),
        (AnnounceOptions.Channels, "in also dans también"),
        (AnnounceOptions.Open, "open ouverte ouvert abierta abierto"),
        (AnnounceOptions.TitleIn(Language.English), "english anglais inglés"),
        (AnnounceOptions.TitleIn(Language.French), "french français francés"),
        (AnnounceOptions.TitleIn(Language.Spanish), "spanish espagnol español"));

    private static readonly HashSet<string> FromTemplate = Set("template modele plantilla");

    public static OptionsRead Read(string rest, Language language)
    {
        var words = Words.Split(rest);
        var options = new Dictionary<string, string>(StringComparer.Ordinal);
        var at = 0;
        if (words.Count > 1 && FromTemplate.Contains(Folding.Fold(words[0].Value)))
            (options[AnnounceOptions.Template], at) = (words[1].Value, 2);
        else if (words.Count > 0 && words[0].Quoted && words[0].Value.Length > 0)
            (options[AnnounceOptions.Title], at) = (words[0].Value, 1);
        else
            return Wrong(language, "announce.problem.title");

        at = ReadDateAndPlace(words, at, options);
        if (!options.ContainsKey(AnnounceOptions.When))
            return Wrong(language, "announce.problem.when");
        if (!options.ContainsKey(AnnounceOptions.Place) && !options.ContainsKey(AnnounceOptions.Template))
            return Wrong(language, "announce.problem.place");
        return ReadParts(words, at, options) is { } unknown
            ? OptionsRead.Failed(MobilizationTexts.All.Format(language, "announce.problem.part", unknown))
            : new OptionsRead(options);
    }

    /// <returns>Index of the first word after them.</returns>
    private static int ReadDateAndPlace(IReadOnlyList<Word> words, int at, Dictionary<string, string> options)
    {
        var when = new List<string>();
        while (at < words.Count && !IsPart(words, at))
        {
            if (IsPlace(words, at) && !options.ContainsKey(AnnounceOptions.Place))
            {
                options[AnnounceOptions.Place] = words[at + 1].Value;
                at += 2;
            }
            else if (words[at].Quoted)
            {
                break;
            }
            else
            {
                when.Add(words[at++].Value);
            }
        }

        if (when.Count > 0)
            options[AnnounceOptions.When] = string.Join(' ', when);
        return at;
    }

    /// <returns>The first word that cannot be read; null if all can.</returns>
    private static string? ReadParts(IReadOnlyList<Word> words, int at, Dictionary<string, string> options)
    {
        while (at < words.Count)
        {
            if (IsPart(words, at) && Parts[Folding.Fold(words[at].Value)] == AnnounceOptions.Open)
            {
                (options[AnnounceOptions.Open], at) = (AnnounceOptions.Yes, at + 1);
                continue;
            }

            if (!IsPart(words, at) || at + 1 >= words.Count)
                return words[at].Value;

            var part = Parts[Folding.Fold(words[at].Value)];
            var value = words[at + 1].Value;
            at += 2;
            if (TranslatedTexts.Find(words[at - 2].Value) is { } language && part == AnnounceOptions.TitleIn(language) && at < words.Count && words[at].Quoted)
                options[AnnounceOptions.TextIn(language)] = words[at++].Value;
            if (part == AnnounceOptions.Roles)
            {
                for (; at < words.Count && !IsPart(words, at); at++)
                    value += " " + words[at].Value;
            }

            options[part] = options.TryGetValue(part, out var before) ? $"{before}; {value}" : value;
        }

        return null;
    }

    private static bool IsPlace(IReadOnlyList<Word> words, int at) =>
        at + 1 < words.Count && words[at + 1].Quoted && !words[at].Quoted && At.Contains(Folding.Fold(words[at].Value)) && !IsPart(words, at);

    /// <summary>"In" begins a channel only before something that looks like one: "in 2 hours" is a time.</summary>
    private static bool IsPart(IReadOnlyList<Word> words, int at) =>
        !words[at].Quoted
        && Parts.TryGetValue(Folding.Fold(words[at].Value), out var part)
        && (part != AnnounceOptions.Channels || (at + 1 < words.Count && LooksLikeChannel(words[at + 1])));

    /// <summary>"discord/123", "#general", or several in quotation marks.</summary>
    private static bool LooksLikeChannel(Word word) => word.Value.Split([' ', ',', ';'], StringSplitOptions.RemoveEmptyEntries) is { Length: > 0 } parts
        && parts.All(part => part[0] is '#' or '<' || part.IndexOf('/', StringComparison.Ordinal) > 0);

    private static OptionsRead Wrong(Language language, [TextKey(typeof(MobilizationTexts))] string key) =>
        OptionsRead.Failed(MobilizationTexts.All.Format(language, key, MobilizationTexts.All[language, "announce.example"]));

    private static HashSet<string> Set(string words) => new(words.Split(' '), StringComparer.Ordinal);
}
