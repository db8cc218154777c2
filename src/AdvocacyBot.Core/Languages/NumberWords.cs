using System.Globalization;

namespace AdvocacyBot.Core.Languages;

/// <summary>Small numbers and ordinals in words. Numbers in digits are read too.</summary>
internal static class NumberWords
{
    public static readonly WordTable<int> Cardinals = new(
        (0, "zero", "zéro", "cero"),
        (1, "one", "un|une", "uno|una|un"),
        (2, "two", "deux", "dos"),
        (3, "three", "trois", "tres"),
        (4, "four", "quatre", "cuatro"),
        (5, "five", "cinq", "cinco"),
        (6, "six", "six", "seis"),
        (7, "seven", "sept", "siete"),
        (8, "eight", "huit", "ocho"),
        (9, "nine", "neuf", "nueve"),
        (10, "ten", "dix", "diez"),
        (11, "eleven", "onze", "once"),
        (12, "twelve", "douze", "doce"),
        (13, "thirteen", "treize", "trece"),
        (14, "fourteen", "quatorze", "catorce"),
        (15, "fifteen", "quinze", "quince"),
        (16, "sixteen", "seize", "dieciséis"),
        (17, "seventeen", "dix-sept", "diecisiete"),
        (18, "eighteen", "dix-huit", "dieciocho"),
        (19, "nineteen", "dix-neuf", "diecinueve"),
        (20, "twenty", "vingt", "veinte"),
        (21, "twenty-one", "vingt et un|vingt et une", "veintiuno|veintiuna|veintiún"),
        (22, "twenty-two", "vingt-deux", "veintidós"),
        (23, "twenty-three", "vingt-trois", "veintitrés"),
        (24, "twenty-four", "vingt-quatre", "veinticuatro"),
        (25, "twenty-five", "vingt-cinq", "veinticinco"),
        (26, "twenty-six", "vingt-six", "veintiséis"),
        (27, "twenty-seven", "vingt-sept", "veintisiete"),
        (28, "twenty-eight", "vingt-huit", "veintiocho"),
        (29, "twenty-nine", "vingt-neuf", "veintinueve"),
        (30, "thirty", "trente", "treinta"),
        (31, "thirty-one", "trente et un", "treinta y uno"),
        (40, "forty", "quarante", "cuarenta"),
        (45, "forty-five", "quarante-cinq", "cuarenta y cinco"),
        (50, "fifty", "cinquante", "cincuenta"),
        (60, "sixty", "soixante", "sesenta"),
        (90, "ninety", "quatre-vingt-dix", "noventa"));

    /// <summary>The value of "last" in <see cref="Ordinals"/>.</summary>
    public const int Last = -1;

    public static readonly WordTable<int> Ordinals = new(
        (Last, "last", "dernier|dernière|derniers|dernières", "último|última|últimos"),
        (1, "first", "premier|première|premiers|premières", "primer|primero|primera|primeros"),
        (2, "second", "deuxième|second|seconde|deuxièmes", "segundo|segunda|segundos"),
        (3, "third", "troisième|troisièmes", "tercer|tercero|tercera|terceros"),
        (4, "fourth", "quatrième|quatrièmes", "cuarto|cuarta|cuartos"),
        (5, "fifth", "cinquième", "quinto|quinta"),
        (6, "sixth", "sixième", "sexto|sexta"),
        (7, "seventh", "septième", "séptimo|séptima"),
        (8, "eighth", "huitième", "octavo|octava"),
        (9, "ninth", "neuvième", "noveno|novena"),
        (10, "tenth", "dixième", "décimo|décima"),
        (11, "eleventh", "onzième", ""),
        (12, "twelfth", "douzième", ""),
        (13, "thirteenth", "treizième", ""),
        (14, "fourteenth", "quatorzième", ""),
        (15, "fifteenth", "quinzième", ""),
        (16, "sixteenth", "seizième", ""),
        (17, "seventeenth", "dix-septième", ""),
        (18, "eighteenth", "dix-huitième", ""),
        (19, "nineteenth", "dix-neuvième", ""),
        (20, "twentieth", "vingtième", ""),
        (21, "twenty-first", "vingt et unième", ""),
        (22, "twenty-second", "vingt-deuxième", ""),
        (23, "twenty-third", "vingt-troisième", ""),
        (24, "twenty-fourth", "vingt-quatrième", ""),
        (25, "twenty-fifth", "vingt-cinquième", ""),
        (26, "twenty-sixth", "vingt-sixième", ""),
        (27, "twenty-seventh", "vingt-septième", ""),
        (28, "twenty-eighth", "vingt-huitième", ""),
        (29, "twenty-ninth", "vingt-neuvième", ""),
        (30, "thirtieth", "trentième", ""),
        (31, "thirty-first", "trente et unième", ""));

    /// <summary>Endings after the digits of an ordinal: 1st, 1er, 2e, 3.ª.</summary>
    public static readonly WordTable<Unit> OrdinalSuffixes = new(
        (default, "st|nd|rd|th", "er|re|ère|e|ème|nd|nde", "o|a|er|ro|ra|do|da|to|ta"));

    /// <summary>A whole number from 0, in digits without sign or separator or in words; null if it is not one or exceeds the limit.</summary>
    public static int? Read(string text, int max = int.MaxValue)
    {
        var number = int.TryParse(text.AsSpan().Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var digits) ? digits : Cardinals.Find(text);
        return number <= max ? number : null;
    }

    /// <summary>A number in digits or words at a token; several if a longer phrase begins with a shorter number.</summary>
    public static IEnumerable<WordMatch<int>> At(TokenList tokens, int at) => tokens.At(at) switch
    {
        { Kind: TokenKind.Number, Value: >= 0 and var value } => [new WordMatch<int>(value, LanguageSet.All, at + 1)],
        { Kind: TokenKind.Word } => Cardinals.At(tokens, at),
        _ => [],
    };

    /// <summary>An ordinal at a token: "3rd", "1er", "third". "1" alone is not one.</summary>
    public static IEnumerable<WordMatch<int>> OrdinalAt(TokenList tokens, int at)
    {
        if (tokens.At(at) is { Kind: TokenKind.Number, Value: >= 0 and var value })
        {
            return tokens.IsGlued(at + 1) || tokens.At(at + 1) is { Kind: TokenKind.Word, Text: "o" or "a" or "er" or "e" }
                ? OrdinalSuffixes.At(tokens, at + 1).Select(suffix => new WordMatch<int>(value, suffix.Languages, suffix.Next))
                : [];
        }

        return Ordinals.At(tokens, at);
    }
}

/// <summary>The meaning of a word that only has to be there.</summary>
internal readonly record struct Unit;
