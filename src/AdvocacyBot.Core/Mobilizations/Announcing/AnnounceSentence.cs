using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Commands;
using AdvocacyBot.Core.Languages;

namespace AdvocacyBot.Core.Mobilizations.Announcing;

/// <summary>
/// Reads <c>"TITLE" DATE TIME [ZONE] at "PLACE" [capacity N] [role NAME:N [FROM-UNTIL]] [text "…"] [access "…"] [hotline "…"]
/// [in CHANNEL]</c> in English, French and Spanish. The place may also come before the date. Pure.
/// </summary>
internal static class AnnounceSentence
{
    private static readonly HashSet<string> At = Set("at a en in dans @ chez");

    private static readonly IReadOnlyDictionary<string, string> Parts = Vocabulary.Of(
        (Draft.Capacity, "capacity seats capacité places capacidad cupo plazas"),
        (Draft.Roles, "role rôle rol"),
        (Draft.Details, "text texte texto"),
        (Draft.Access, "access accès acceso"),
        (Draft.Hotline, "hotline urgence emergencia teléfono"),
        (Draft.Channels, "in also dans también"));

    private static readonly HashSet<string> FromTemplate = Set("template modele plantilla");

    public static OptionsRead Read(string rest, Language language)
    {
        var words = Words.Split(rest);
        var options = new Dictionary<string, string>(StringComparer.Ordinal);
        var at = 0;
        if (words.Count > 1 && FromTemplate.Contains(Folding.Fold(words[0].Value)))
            (options[Draft.Template], at) = (words[1].Value, 2);
        else if (words.Count > 0 && words[0].Quoted && words[0].Value.Length > 0)
            (options[Draft.Title], at) = (words[0].Value, 1);
        else
            return Wrong(language, "announce.problem.title");

        at = ReadDateAndPlace(words, at, options);
        if (!options.ContainsKey(Draft.When))
            return Wrong(language, "announce.problem.when");
        if (!options.ContainsKey(Draft.Place) && !options.ContainsKey(Draft.Template))
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
            if (IsPlace(words, at) && !options.ContainsKey(Draft.Place))
            {
                options[Draft.Place] = words[at + 1].Value;
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
            options[Draft.When] = string.Join(' ', when);
        return at;
    }

    /// <returns>The first word that cannot be read; null if all can.</returns>
    private static string? ReadParts(IReadOnlyList<Word> words, int at, Dictionary<string, string> options)
    {
        while (at < words.Count)
        {
            if (!IsPart(words, at) || at + 1 >= words.Count)
                return words[at].Value;

            var part = Parts[Folding.Fold(words[at].Value)];
            var value = words[at + 1].Value;
            at += 2;
            if (part == Draft.Roles)
            {
                for (; at < words.Count && !IsPart(words, at); at++)
                    value += " " + words[at].Value;
            }

            options[part] = options.TryGetValue(part, out var before) ? $"{before}; {value}" : value;
        }

        return null;
    }

    private static bool IsPlace(IReadOnlyList<Word> words, int at) =>
        at + 1 < words.Count && words[at + 1].Quoted && !words[at].Quoted && At.Contains(Folding.Fold(words[at].Value));

    /// <summary>"In" begins a channel only before something that looks like one: "in 2 hours" is a time.</summary>
    private static bool IsPart(IReadOnlyList<Word> words, int at) =>
        !words[at].Quoted
        && Parts.TryGetValue(Folding.Fold(words[at].Value), out var part)
        && (part != Draft.Channels || (at + 1 < words.Count && LooksLikeChannel(words[at + 1])));

    private static bool LooksLikeChannel(Word word) => !word.Quoted && (word.Value.Contains('/', StringComparison.Ordinal) || word.Value[0] is '#' or '<');

    private static OptionsRead Wrong(Language language, string key) =>
        OptionsRead.Failed(MobilizationTexts.All.Format(language, key, MobilizationTexts.All[language, "announce.example"]));

    private static HashSet<string> Set(string words) => new(words.Split(' '), StringComparer.Ordinal);
}
