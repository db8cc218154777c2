using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Commands;
using AdvocacyBot.Core.Languages;

namespace AdvocacyBot.Core.Mobilizations.Announcing;

/// <summary>
/// Reads <c>"TITLE" DATE TIME [ZONE] at "PLACE" [capacity N] [role NAME:N [FROM-UNTIL]] [text "…"] [access "…"] [hotline "…"]
/// [in CHANNEL]</c> in English, French and Spanish. Pure.
/// </summary>
internal static class AnnounceSentence
{
    private static readonly HashSet<string> At = Set("at a en @ chez");

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

        var when = new List<string>();
        for (; at < words.Count && !IsPlace(words, at) && !IsPart(words[at]); at++)
            when.Add(words[at].Value);
        if (when.Count == 0)
            return Wrong(language, "announce.problem.when");
        options[Draft.When] = string.Join(' ', when);

        if (at < words.Count && IsPlace(words, at))
        {
            options[Draft.Place] = words[at + 1].Value;
            at += 2;
        }
        else if (!options.ContainsKey(Draft.Template))
        {
            return Wrong(language, "announce.problem.place");
        }

        while (at < words.Count)
        {
            if (!IsPart(words[at]) || at + 1 >= words.Count)
                return OptionsRead.Failed(MobilizationTexts.All.Format(language, "announce.problem.part", words[at].Value));

            var part = Parts[Folding.Fold(words[at].Value)];
            var value = words[at + 1].Value;
            at += 2;
            if (part == Draft.Roles)
            {
                for (; at < words.Count && !IsPart(words[at]); at++)
                    value += " " + words[at].Value;
            }

            options[part] = options.TryGetValue(part, out var before) ? $"{before}; {value}" : value;
        }

        return new OptionsRead(options);
    }

    private static bool IsPlace(IReadOnlyList<Word> words, int at) =>
        at + 1 < words.Count && words[at + 1].Quoted && !words[at].Quoted && At.Contains(Folding.Fold(words[at].Value));

    private static bool IsPart(Word word) => !word.Quoted && Parts.ContainsKey(Folding.Fold(word.Value));

    private static OptionsRead Wrong(Language language, string key) =>
        OptionsRead.Failed(MobilizationTexts.All.Format(language, key, MobilizationTexts.All[language, "announce.example"]));

    private static HashSet<string> Set(string words) => new(words.Split(' '), StringComparer.Ordinal);
}
