using System.Globalization;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Languages;

namespace AdvocacyBot.Core.Commands;

/// <summary>Reads text into a command with its options. Pure: the same text gives the same reading.</summary>
public sealed class Grammar
{
    private readonly Dictionary<string, CommandSpec> names = new(StringComparer.Ordinal);
    private readonly int longest;

    public Grammar(IReadOnlyList<CommandSpec> specs)
    {
        foreach (var spec in specs)
        {
            string[] all = [spec.Name, .. LanguageNames.All.Select(spec.NameIn), .. spec.Aliases];
            foreach (var name in all)
                names.TryAdd(Folding.Fold(name), spec);
        }

        longest = names.Keys.Max(name => name.Count(c => c == ' ') + 1);
    }

    /// <summary>The reading of a text.</summary>
    /// <param name="text">Without prefix or mention.</param>
    /// <param name="language">In which problems are told.</param>
    public Reading Read(string text, Language language)
    {
        var words = Words.Split(text);
        for (var count = Math.Min(longest, words.Count); count > 0; count--)
        {
            if (names.TryGetValue(Folding.Fold(string.Join(' ', words.Take(count).Select(w => w.Value))), out var spec))
                return ReadOptions(spec, text[words[count - 1].End..].Trim(), language);
        }

        return new Reading(null, Reading.None, Nearest(words));
    }

    /// <summary>Checks options that a form gave, as text would be checked.</summary>
    public static Reading Check(CommandSpec spec, IReadOnlyDictionary<string, string> options, Language language)
    {
        foreach (var option in spec.Options)
        {
            if (options.TryGetValue(option.Name, out var value))
            {
                if (Problem(spec, option, value, language) is { } problem)
                    return Wrong(spec, problem);
            }
            else if (option.IsMissing(options))
            {
                return Wrong(spec, Missing(spec, option, language));
            }
        }

        return new Reading(spec, options);
    }

    private static Reading ReadOptions(CommandSpec spec, string rest, Language language)
    {
        if (spec.Sentence is { } sentence)
        {
            var read = sentence(rest, language);
            return read.Problem is { } problem ? Wrong(spec, problem) : new Reading(spec, read.Options);
        }

        var options = new Dictionary<string, string>(StringComparer.Ordinal);
        var words = Words.Split(rest);
        var at = 0;
        foreach (var option in spec.Options)
        {
            if (at >= words.Count)
                break;
            if (option.Kind == OptionKind.File)
                continue;
            if (option.Kind is OptionKind.Rest or OptionKind.Role)
            {
                options[option.Name] = at == words.Count - 1 ? words[at].Value : rest[words[at].Start..];
                at = words.Count;
                break;
            }

            // An optional option that the word does not fit leaves the word to the next one.
            if (!option.Required && Problem(spec, option, words[at].Value, language) is not null && option != spec.Options[^1])
                continue;
            options[option.Name] = words[at++].Value;
        }

        return at < words.Count
            ? new Reading(spec, options, Problem: ChatTexts.All.Format(language, "problem.toomuch", spec.NameIn(language), words[at].Value)) { HasSurplus = true }
            : Check(spec, options, language);
    }

    private static string? Problem(CommandSpec spec, OptionSpec option, string value, Language language)
    {
        if (option.Kind == OptionKind.Number && !int.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _))
            return ChatTexts.All.Format(language, "problem.number", spec.NameOf(option, language), value);
        if (!option.IsOpen && option.Values.Count > 0 && !option.Values.Contains(value, StringComparer.OrdinalIgnoreCase))
            return ChatTexts.All.Format(language, "problem.value", spec.NameOf(option, language), value, ListText.Or(option.Values, language));
        return null;
    }

    private static string Missing(CommandSpec spec, OptionSpec option, Language language)
    {
        var sentence = spec.ExampleIn(language) is { } example
            ? ChatTexts.All.Format(language, "problem.missing.example", spec.NameOf(option, language), example)
            : ChatTexts.All.Format(language, "problem.missing", spec.NameOf(option, language));
        return char.ToUpper(sentence[0], language.Culture) + sentence[1..];
    }

    private static Reading Wrong(CommandSpec spec, string problem) => new(spec, Reading.None, Problem: problem);

    /// <summary>The command whose whole name is one or two mistakes away from the first words.</summary>
    private string? Nearest(IReadOnlyList<Word> words)
    {
        if (words.Count == 0)
            return null;

        var near = names.Keys
            .Select(name => (Name: name, Typed: Beginning(words, name.Count(c => c == ' ') + 1)))
            .Where(n => n.Typed is not null)
            .Select(n => (n.Name, Limit: Math.Max(1, Typos.Allowed(n.Typed!.Length)), n.Typed))
            .Select(n => (n.Name, n.Limit, n.Typed!.Length, Distance: Typos.Distance(n.Typed, n.Name, n.Limit)))
            .Where(n => n.Distance > 0 && n.Distance <= n.Limit && n.Distance < n.Length / 2.0)
            .OrderBy(n => n.Distance).ThenBy(n => n.Name, StringComparer.Ordinal)
            .ToList();
        return near.Count == 0 ? null : names[near[0].Name].Name;
    }

    /// <summary>The first words, folded; null if there are fewer.</summary>
    private static string? Beginning(IReadOnlyList<Word> words, int count) =>
        words.Count < count ? null : Folding.Fold(string.Join(' ', words.Take(count).Select(w => w.Value)));
}

/// <summary>What a text was read as.</summary>
/// <param name="Spec">The command; null if the text names none.</param>
/// <param name="Options">By code name.</param>
/// <param name="Nearest">The name of a command that may have been meant, where none was named.</param>
/// <param name="Problem">Why the options cannot be used, in the reader's language.</param>
public sealed record Reading(CommandSpec? Spec, IReadOnlyDictionary<string, string> Options, string? Nearest = null, string? Problem = null)
{
    /// <summary>No options.</summary>
    public static IReadOnlyDictionary<string, string> None { get; } = new Dictionary<string, string>();

    /// <summary>Whether the problem is that words are left over, so that the text may be a question that happens to begin like the command.</summary>
    public bool HasSurplus { get; init; }
}
