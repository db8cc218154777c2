using System.Text.RegularExpressions;
using AdvocacyBot.Core.Languages;

namespace AdvocacyBot.Core.Facts.Files;

/// <summary>Finds words such as "last year", which mean another time when they are read later.</summary>
internal static partial class RelativeDates
{
    public static string? FindIn(string text) => Pattern().Match(Folding.Fold(text)) is { Success: true } match ? match.Value : null;

    [GeneratedRegex(
        @"\b(?:today|yesterday|tomorrow|last (?:week|month|year)|next (?:week|month|year)|this (?:week|month|year)|(?:week|month|year)s? ago|aujourd'hui|demain|la semaine derniere|le mois dernier|l'annee derniere|cette annee|hoy|ayer|la semana pasada|el mes pasado|el ano pasado|este ano)\b",
        RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Pattern();
}
