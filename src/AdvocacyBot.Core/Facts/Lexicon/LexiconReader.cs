using AdvocacyBot.Core.Facts.Files;
using AdvocacyBot.Core.Facts.Questions;
using AdvocacyBot.Core.Languages;

namespace AdvocacyBot.Core.Facts.Lexicon;

/// <summary>Reads a lexicon file: lists by the names of <see cref="WordClass"/> and <see cref="TimeWord"/>, synonyms and verb endings.</summary>
internal static class LexiconReader
{
    /// <summary>The file that the bot comes with.</summary>
    public static LanguageLexicon Read(Language language)
    {
        var name = $"{language.Code}.yaml";
        using var stream = typeof(LexiconReader).Assembly.GetManifestResourceStream($"AdvocacyBot.Core.Facts.Lexicon.{name}")
            ?? throw new InvalidOperationException($"{name} is not in the assembly.");
        using var text = new StreamReader(stream);
        return Read(language, text, name);
    }

    /// <exception cref="InvalidDataException">The text is not a lexicon; the message has the line.</exception>
    public static LanguageLexicon Read(Language language, TextReader text, string name)
    {
        var problems = new FactProblems();
        if (FileNode.Read(text, problems) is not FileMap file || problems.Count > 0)
            throw new InvalidDataException($"{name}: {string.Join(' ', problems.Select(p => p.Write(name, Language.English)))}");

        var entries = new Dictionary<string, LexiconEntry>(StringComparer.Ordinal);
        var synonyms = new List<IReadOnlyList<string>>();
        var currencies = new Dictionary<string, string>(StringComparer.Ordinal);
        IReadOnlyList<string> verbEndings = [];
        foreach (var (key, value) in file.Entries)
        {
            switch (key.Value)
            {
                case "synonyms":
                    synonyms.AddRange(Lists(value).Select(Phrases));
                    break;
                case "verb-endings":
                    verbEndings = [.. Scalars(value).Select(scalar => scalar.Value)];
                    break;
                case "currencies" when value is FileMap map:
                    foreach (var (code, currencyNames) in map.Entries)
                    {
                        foreach (var phrase in Phrases(currencyNames))
                            currencies[phrase] = code.Value;
                    }

                    break;
                case "times" when value is FileMap times:
                    foreach (var (time, phrases) in times.Entries)
                        Add(phrases, new LexiconEntry(WordClass.None, Named<TimeWord>(time)));
                    break;
                default:
                    Add(value, new LexiconEntry(Named<WordClass>(key), TimeWord.None));
                    break;
            }
        }

        return new LanguageLexicon(language, entries, synonyms, currencies, verbEndings);

        void Add(FileNode phrases, LexiconEntry entry)
        {
            foreach (var phrase in Phrases(phrases))
            {
                var known = entries.GetValueOrDefault(phrase);
                entries[phrase] = new LexiconEntry(known.Words | entry.Words, known.Times | entry.Times);
            }
        }

        T Named<T>(FileScalar key)
            where T : struct, Enum =>
            Enum.TryParse<T>(key.Value.Replace("-", "", StringComparison.Ordinal), ignoreCase: true, out var value)
                ? value
                : throw new InvalidDataException($"{name}, line {key.Line}: unknown list \"{key.Value}\".");

        IEnumerable<FileNode> Lists(FileNode node) => node is FileList list ? list.Items : throw Wrong(node);

        IReadOnlyList<string> Phrases(FileNode node) =>
            [.. Scalars(node).Select(scalar => QuestionTokens.Join(scalar.Value)).Where(phrase => phrase.Length > 0)];

        IEnumerable<FileScalar> Scalars(FileNode node) => Lists(node).Select(item => item as FileScalar ?? throw Wrong(item));

        InvalidDataException Wrong(FileNode node) => new($"{name}, line {node.Line}: a list in brackets is expected.");
    }
}
