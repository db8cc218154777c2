using AdvocacyBot.Core.Languages;
using NodaTime;

namespace AdvocacyBot.Core.Mobilizations.Times;

/// <summary>Reads a time zone at a token: "America/Lima", "UTC-3", "PT", "Toronto time", "heure de Paris", "hora local". Pure.</summary>
internal static class ZoneGrammar
{
    private const int MaxOffsetHours = 14;

    public static IEnumerable<WordMatch<Clue>> At(TokenList tokens, int at, IDateTimeZoneProvider zones)
    {
        if (tokens.At(at) is not { Kind: TokenKind.Word } word)
            return [];

        return Iana(tokens, at, zones)
            .Concat(Utc(tokens, at, zones))
            .Concat(Abbreviation(tokens, at, word))
            .Concat(Named(tokens, at, zones));
    }

    /// <summary>The "Z", "+02:00" or "-05:00" that follows the time in ISO 8601 without a space.</summary>
    public static IEnumerable<WordMatch<Clue>> AfterIsoTime(TokenList tokens, int at)
    {
        if (!tokens.IsGlued(at))
            yield break;
        if (tokens[at].IsWord("z"))
            yield return new WordMatch<Clue>(new ZoneClue("UTC"), LanguageSet.All, at + 1);
        else if (OffsetAt(tokens, at) is var (offset, next) && IdOf(offset) is { } id)
            yield return new WordMatch<Clue>(new ZoneClue(id, Abbreviation: null, offset), LanguageSet.All, next);
    }

    /// <summary>An IANA zone by its name in any case; null if there is none.</summary>
    public static DateTimeZone? Find(string name, IDateTimeZoneProvider zones) =>
        name.Contains('/', StringComparison.Ordinal)
            && zones.Ids.FirstOrDefault(id => id.Equals(name, StringComparison.OrdinalIgnoreCase)) is { } id
                ? zones[id]
                : null;

    private static IEnumerable<WordMatch<Clue>> Iana(TokenList tokens, int at, IDateTimeZoneProvider zones)
    {
        var end = at + 1;
        while (tokens.IsGlued(end) && (tokens[end].Kind != TokenKind.Sign || tokens[end].Text is "/" or "-" or "+"))
            end++;
        if (end > at + 1 && Find(tokens.Text[tokens[at].Start..tokens[end - 1].End], zones) is { } zone)
            yield return new WordMatch<Clue>(new ZoneClue(zone.Id), LanguageSet.All, end);
    }

    /// <summary>"UTC", "UTC-3", "GMT+5:30".</summary>
    private static IEnumerable<WordMatch<Clue>> Utc(TokenList tokens, int at, IDateTimeZoneProvider zones)
    {
        if (tokens[at].Text is "utc" or "gmt" && OffsetAt(tokens, at + 1) is var (offset, next) && IdOf(offset) is { } id && zones.GetZoneOrNull(id) is not null)
            yield return new WordMatch<Clue>(new ZoneClue(id, Abbreviation: null, offset), LanguageSet.All, next);
    }

    private static IEnumerable<WordMatch<Clue>> Abbreviation(TokenList tokens, int at, Token word)
    {
        if (ZoneWords.Abbreviations.LongestAt(tokens, at) is not { } found)
            yield break;

        var isFollowedByOffset = OffsetAt(tokens, at + 1) is not null && tokens.IsGlued(at + 1);
        var isWritten = word.Text.Length > 2 || tokens.Text[word.Start..word.End].All(char.IsUpper);
        if (isWritten && !isFollowedByOffset)
            yield return new WordMatch<Clue>(found.Meaning, LanguageSet.All, found.Next);
    }

    private static IEnumerable<WordMatch<Clue>> Named(TokenList tokens, int at, IDateTimeZoneProvider zones)
    {
        foreach (var local in ZoneWords.Local.At(tokens, at))
            yield return new WordMatch<Clue>(new ZoneClue(Id: null), local.Languages, local.Next);
        foreach (var city in ZoneWords.Cities.At(tokens, at))
            yield return new WordMatch<Clue>(city.Meaning, LanguageSet.All, city.Next);

        foreach (var before in ZoneWords.TimeBefore.At(tokens, at))
        {
            foreach (var name in Names(tokens, before.Next, zones))
                yield return new WordMatch<Clue>(name.Meaning, before.Languages & name.Languages, name.Next);
        }

        foreach (var name in Names(tokens, at, zones))
        {
            foreach (var after in ZoneWords.TimeAfter.At(tokens, name.Next))
                yield return new WordMatch<Clue>(name.Meaning, after.Languages & name.Languages, after.Next);
        }
    }

    private static IEnumerable<WordMatch<ZoneClue>> Names(TokenList tokens, int at, IDateTimeZoneProvider zones)
    {
        foreach (var name in ZoneWords.Cities.At(tokens, at))
            yield return name with { Languages = LanguageSet.All };
        foreach (var name in ZoneWords.Regions.At(tokens, at))
            yield return name;
        for (var words = 3; words > 0; words--)
        {
            if (CityOfZone(tokens, at, words, zones) is { } id)
                yield return new WordMatch<ZoneClue>(new ZoneClue(id), LanguageSet.All, at + words);
        }
    }

    /// <summary>A zone whose name ends in these words, such as Europe/Berlin.</summary>
    private static string? CityOfZone(TokenList tokens, int at, int words, IDateTimeZoneProvider zones)
    {
        if (tokens.At(at + words - 1) is null || Enumerable.Range(at, words).Any(i => tokens[i].Kind != TokenKind.Word))
            return null;

        var ending = "/" + string.Join('_', Enumerable.Range(at, words).Select(i => tokens[i].Text));
        return zones.Ids.FirstOrDefault(id => id.EndsWith(ending, StringComparison.OrdinalIgnoreCase) && !id.StartsWith("Etc/", StringComparison.Ordinal));
    }

    /// <summary>"-3", "+05:30", "+0530".</summary>
    private static (Offset Offset, int Next)? OffsetAt(TokenList tokens, int at)
    {
        if (tokens.At(at) is not { Text: "+" or "-" } sign || tokens.At(at + 1) is not { Kind: TokenKind.Number } number || !tokens.IsGlued(at + 1))
            return null;

        var (hours, minutes, next) = (number.Value, 0, at + 2);
        if (number.Text.Length == 4)
            (hours, minutes) = (number.Value / 100, number.Value % 100);
        else if (number.Text.Length > 2)
            return null;
        else if (tokens.At(next) is { } colon && colon.IsSign(':') && tokens.At(next + 1) is { Kind: TokenKind.Number, Text.Length: 2 } half)
            (minutes, next) = (half.Value, next + 2);

        if (hours > MaxOffsetHours || minutes > 59)
            return null;
        var total = ((hours * 60) + minutes) * 60;
        return (Offset.FromSeconds(sign.Text == "-" ? -total : total), next);
    }

    /// <summary>
    /// The IANA zone of an offset: one of whole hours, whose name has the opposite sign, or a place that keeps the offset all year.
    /// Null if there is none.
    /// </summary>
    public static string? IdOf(Offset offset)
    {
        if (offset.Seconds % 3600 != 0)
            return ZoneWords.Fractions.GetValueOrDefault(offset);

        var hours = offset.Seconds / 3600;
        return hours == 0 ? "UTC" : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"Etc/GMT{-hours:+0;-0}");
    }
}
