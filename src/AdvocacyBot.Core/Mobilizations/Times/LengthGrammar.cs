using AdvocacyBot.Core.Languages;
using NodaTime;

namespace AdvocacyBot.Core.Mobilizations.Times;

/// <summary>Reads lengths of time at a token: "in 2 weeks", "3 days from now", "for an hour and a half", "pendant 2h30". Pure.</summary>
internal static class LengthGrammar
{
    /// <summary>A number of units after which something happens.</summary>
    public static IEnumerable<WordMatch<(int Count, TimeUnit Unit)>> After(TokenList tokens, int at)
    {
        foreach (var prefix in DateWords.In.At(tokens, at))
        {
            foreach (var span in Count(tokens, prefix.Next))
                yield return span with { Languages = span.Languages & prefix.Languages };
        }

        foreach (var span in Count(tokens, at))
        {
            foreach (var suffix in DateWords.FromNow.At(tokens, span.Next))
                yield return span with { Languages = span.Languages & suffix.Languages, Next = suffix.Next };
        }
    }

    /// <summary>Minutes and hours after which something happens.</summary>
    public static IEnumerable<WordMatch<Duration>> Elapsed(TokenList tokens, int at)
    {
        foreach (var prefix in DateWords.In.At(tokens, at))
        {
            foreach (var span in Short(tokens, prefix.Next))
                yield return span with { Languages = span.Languages & prefix.Languages };
        }

        foreach (var span in Short(tokens, at))
        {
            foreach (var suffix in DateWords.FromNow.At(tokens, span.Next))
                yield return span with { Languages = span.Languages & suffix.Languages, Next = suffix.Next };
        }
    }

    /// <summary>Minutes and hours that something lasts.</summary>
    public static IEnumerable<WordMatch<Duration>> Lasting(TokenList tokens, int at)
    {
        foreach (var prefix in DateWords.Lasting.At(tokens, at))
        {
            var colon = tokens.At(prefix.Next) is { } sign && sign.IsSign(':') ? 1 : 0;
            foreach (var span in Short(tokens, prefix.Next + colon))
                yield return span with { Languages = span.Languages & prefix.Languages };
        }
    }

    /// <summary>A number, in digits, in words or as an article, with a unit.</summary>
    public static IEnumerable<WordMatch<(int Count, TimeUnit Unit)>> Count(TokenList tokens, int at)
    {
        foreach (var weeks in DateWords.SpokenWeeks.At(tokens, at))
            yield return new WordMatch<(int, TimeUnit)>((weeks.Meaning, TimeUnit.Week), weeks.Languages, weeks.Next);
        foreach (var number in NumberWords.At(tokens, at).Concat(DateWords.One.At(tokens, at)))
        {
            foreach (var unit in SpanText.Units.At(tokens, number.Next))
                yield return new WordMatch<(int, TimeUnit)>((number.Meaning, unit.Meaning), number.Languages & unit.Languages, unit.Next);
        }
    }

    /// <summary>The minutes after hours: "30m", "and 30 minutes".</summary>
    private static IEnumerable<WordMatch<Duration>> Minutes(TokenList tokens, int at) =>
        from and in DateWords.AndMinutes.At(tokens, at).Append(new WordMatch<Unit>(default, LanguageSet.All, at))
        from minutes in Count(tokens, and.Next)
        where minutes.Meaning is { Unit: TimeUnit.Minute, Count: > 0 and < 60 }
        select new WordMatch<Duration>(Duration.FromMinutes(minutes.Meaning.Count), and.Languages & minutes.Languages, minutes.Next);

    /// <summary>"90 minutes", "2h30", "2h 30m", "an hour and a half", "1.5 hours", "half an hour".</summary>
    private static IEnumerable<WordMatch<Duration>> Short(TokenList tokens, int at)
    {
        foreach (var spoken in DateWords.SpokenLengths.At(tokens, at))
            yield return new WordMatch<Duration>(Duration.FromMinutes(spoken.Meaning), spoken.Languages, spoken.Next);

        foreach (var span in Count(tokens, at).Where(span => span.Meaning.Unit is TimeUnit.Minute or TimeUnit.Hour))
        {
            var length = Duration.FromMinutes((long)span.Meaning.Count * (span.Meaning.Unit == TimeUnit.Hour ? 60 : 1));
            yield return new WordMatch<Duration>(length, span.Languages, span.Next);
            if (span.Meaning.Unit != TimeUnit.Hour)
                continue;
            foreach (var half in DateWords.AndAHalf.At(tokens, span.Next))
                yield return new WordMatch<Duration>(length + Duration.FromMinutes(30), span.Languages & half.Languages, half.Next);
            if (tokens.At(span.Next) is { Kind: TokenKind.Number, Text.Length: 2, Value: < 60 } minutes)
                yield return new WordMatch<Duration>(length + Duration.FromMinutes(minutes.Value), span.Languages, span.Next + 1);
            foreach (var more in Minutes(tokens, span.Next))
                yield return more with { Meaning = length + more.Meaning, Languages = span.Languages & more.Languages };
        }

        if (tokens.At(at) is { Kind: TokenKind.Number } whole && tokens.At(at + 1) is { Text: "." or "," } && tokens.IsGlued(at + 2)
            && tokens.At(at + 2) is { Kind: TokenKind.Number, Text: "5" })
        {
            foreach (var unit in SpanText.Units.At(tokens, at + 3).Where(unit => unit.Meaning == TimeUnit.Hour))
                yield return new WordMatch<Duration>(Duration.FromMinutes((whole.Value * 60L) + 30), unit.Languages, unit.Next);
        }
    }
}
