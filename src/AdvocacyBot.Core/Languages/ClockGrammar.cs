namespace AdvocacyBot.Core.Languages;

/// <summary>
/// Reads clock times and ranges of them at a token, in every way in which the tokens can be read: "7:30 pm", "19 h 30",
/// "siete y media de la noche", "half past seven", "noon". Pure.
/// </summary>
internal static class ClockGrammar
{
    /// <summary>A clock time, without a word such as "at" in front.</summary>
    public static IEnumerable<WordMatch<ClockTime>> TimeAt(TokenList tokens, int at) =>
        Bare(tokens, at).SelectMany(time => WithPart(tokens, time));

    /// <summary>Two clock times: "2-4pm", "from 2 to 4", "entre 14h et 16h".</summary>
    public static IEnumerable<WordMatch<ClockRange>> RangeAt(TokenList tokens, int at)
    {
        foreach (var start in Starts(tokens, at))
        {
            foreach (var from in TimeAt(tokens, start.Next))
            {
                var isBare = start.Next == at && from.Meaning is { Form: ClockForm.Bare, Part: null };
                var separators = Separators(tokens, from.Next).Concat(isBare ? [] : ClockWords.ToHour.At(tokens, from.Next));
                foreach (var until in separators.SelectMany(to => TimeAt(tokens, to.Next)))
                {
                    yield return new WordMatch<ClockRange>(
                        new ClockRange(from.Meaning, until.Meaning), start.Languages & from.Languages & until.Languages, until.Next);
                }
            }
        }
    }

    /// <summary>Whether a token can join two times: a dash, or "to" in some language.</summary>
    public static IEnumerable<WordMatch<Unit>> Separators(TokenList tokens, int at)
    {
        if (tokens.At(at) is { Kind: TokenKind.Sign, Text: "-" or "~" or "→" or ">" } sign)
            yield return new WordMatch<Unit>(default, LanguageSet.All, sign.IsSign('-') && tokens.At(at + 1) is { } arrow && arrow.IsSign('>') ? at + 2 : at + 1);
        foreach (var word in ClockWords.To.At(tokens, at))
            yield return word;
    }

    private static IEnumerable<WordMatch<Unit>> Starts(TokenList tokens, int at) =>
        ClockWords.From.At(tokens, at).Concat(ClockWords.At.At(tokens, at)).Append(new WordMatch<Unit>(default, LanguageSet.All, at));

    private static IEnumerable<WordMatch<ClockTime>> Bare(TokenList tokens, int at) =>
        Named(tokens, at).Concat(Digits(tokens, at)).Concat(InWords(tokens, at)).Concat(Compact(tokens, at)).Concat(MinutesFirst(tokens, at));

    /// <summary>"noon", "12 noon", "midi et demi".</summary>
    private static IEnumerable<WordMatch<ClockTime>> Named(TokenList tokens, int at)
    {
        var isAfterNumber = tokens.At(at) is { Kind: TokenKind.Number, Value: 12 or 0 };
        foreach (var named in ClockWords.Named.At(tokens, at).Concat(isAfterNumber ? ClockWords.Named.At(tokens, at + 1) : []))
        {
            var (hour, form) = named.Meaning == NamedHour.Noon ? (12, ClockForm.Noon) : (0, ClockForm.Midnight);
            yield return Time(new ClockTime(hour, 0, form), named.Languages, named.Next);
            foreach (var spoken in ClockWords.MinutesAfterHour.At(tokens, named.Next).Where(spoken => spoken.Meaning != SpokenMinutes.QuarterTo))
            {
                var exact = new ClockTime(hour, (int)spoken.Meaning, hour == 12 ? ClockForm.TwentyFour : ClockForm.Midnight);
                yield return Time(exact, named.Languages & spoken.Languages, spoken.Next);
            }
        }
    }

    /// <summary>"7", "07:30", "18.30", "19h", "19 h 30", "7 o'clock", "12 m." for noon in Spanish.</summary>
    private static IEnumerable<WordMatch<ClockTime>> Digits(TokenList tokens, int at)
    {
        if (tokens.At(at) is not { Kind: TokenKind.Number, Text.Length: <= 2 } hour)
            yield break;

        yield return Time(new ClockTime(hour.Value, 0, ClockForm.Bare), LanguageSet.All, at + 1);
        if (hour.Value == 12 && tokens.At(at + 1) is { } meridian && meridian.IsWord("m"))
            yield return Time(new ClockTime(12, 0, ClockForm.Noon), LanguageSet.Spanish, at + 2);

        if (tokens.At(at + 1) is { Kind: TokenKind.Sign, Text: ":" or "." } && MinuteAt(tokens, at + 2) is { } minute)
        {
            var next = at + 3;
            if (tokens.At(next) is { } seconds && seconds.IsSign(':') && MinuteAt(tokens, next + 1) is 0)
                next += 2;
            foreach (var end in UnitAfter(tokens, next))
            {
                var form = IsPadded(hour) ? ClockForm.TwentyFour : end.Next == next ? ClockForm.Colon : ClockForm.Hours;
                yield return Time(new ClockTime(hour.Value, minute, form), end.Languages, end.Next);
            }
        }

        foreach (var time in AfterHour(tokens, hour.Value, LanguageSet.All, at + 1))
            yield return IsPadded(hour) ? Time(time.Meaning with { Form = ClockForm.TwentyFour }, time.Languages, time.Next) : time;
    }

    private static bool IsPadded(Token hour) => hour.Text is ['0', _];

    /// <summary>"seven", "dix-huit heures trente", "siete y media".</summary>
    private static IEnumerable<WordMatch<ClockTime>> InWords(TokenList tokens, int at)
    {
        foreach (var hour in NumberWords.Cardinals.At(tokens, at).Where(number => number.Meaning <= 24))
        {
            yield return Time(new ClockTime(hour.Meaning, 0, ClockForm.Bare), hour.Languages, hour.Next);
            foreach (var minute in NumberWords.Cardinals.At(tokens, hour.Next).Where(number => number.Meaning is >= 10 and < 60))
                yield return Time(new ClockTime(hour.Meaning, minute.Meaning, ClockForm.Colon), hour.Languages & minute.Languages, minute.Next);
            foreach (var time in AfterHour(tokens, hour.Meaning, hour.Languages, hour.Next))
                yield return time;
        }
    }

    /// <summary>"730pm", "1900h": hour and minutes without a sign, which needs a word after it.</summary>
    private static IEnumerable<WordMatch<ClockTime>> Compact(TokenList tokens, int at)
    {
        if (tokens.At(at) is not { Kind: TokenKind.Number, Text.Length: 3 or 4 } number)
            yield break;

        var time = new ClockTime(number.Value / 100, number.Value % 100, ClockForm.TwentyFour);
        if (ClockWords.HalfDays.LongestAt(tokens, at + 1) is not null)
            yield return Time(time with { Form = ClockForm.Colon }, LanguageSet.All, at + 1);
        foreach (var unit in ClockWords.HourUnits.At(tokens, at + 1).Concat(ClockWords.MilitaryUnits.At(tokens, at + 1)))
            yield return Time(time, unit.Languages, unit.Next);
    }

    /// <summary>"half past seven", "un cuarto para las ocho".</summary>
    private static IEnumerable<WordMatch<ClockTime>> MinutesFirst(TokenList tokens, int at)
    {
        foreach (var spoken in ClockWords.MinutesBeforeHour.At(tokens, at))
        {
            foreach (var hour in NumberWords.At(tokens, spoken.Next).Where(number => number.Meaning is >= 1 and <= 12))
                yield return Time(Spoken(hour.Meaning, spoken.Meaning), spoken.Languages & hour.Languages, hour.Next);
        }
    }

    /// <summary>An hour followed by its unit, or by minutes in words.</summary>
    private static IEnumerable<WordMatch<ClockTime>> AfterHour(TokenList tokens, int hour, LanguageSet languages, int at)
    {
        foreach (var clock in ClockWords.OClock.At(tokens, at))
            yield return Time(new ClockTime(hour, 0, ClockForm.Bare), languages & clock.Languages, clock.Next);
        foreach (var spoken in ClockWords.MinutesAfterHour.At(tokens, at))
            yield return Time(Spoken(hour, spoken.Meaning), languages & spoken.Languages, spoken.Next);

        foreach (var unit in ClockWords.HourUnits.At(tokens, at))
        {
            var shared = languages & unit.Languages;
            yield return Time(new ClockTime(hour, 0, ClockForm.Hours), shared, unit.Next);
            if (MinuteAt(tokens, unit.Next) is { } minute)
            {
                yield return Time(new ClockTime(hour, minute, ClockForm.Hours), shared, unit.Next + 1);
                if (SpanText.Units.LongestAt(tokens, unit.Next + 1) is { Meaning: TimeUnit.Minute } minutes)
                    yield return Time(new ClockTime(hour, minute, ClockForm.Hours), shared & minutes.Languages, minutes.Next);
            }

            foreach (var word in NumberWords.Cardinals.At(tokens, unit.Next).Where(number => number.Meaning is >= 5 and < 60))
                yield return Time(new ClockTime(hour, word.Meaning, ClockForm.Hours), shared & word.Languages, word.Next);
            foreach (var spoken in ClockWords.MinutesAfterHour.At(tokens, unit.Next))
                yield return Time(Spoken(hour, spoken.Meaning, ClockForm.Hours), shared & spoken.Languages, spoken.Next);
        }
    }

    /// <summary>Adds "pm" or "du soir", with or without "sharp" before or after it.</summary>
    private static IEnumerable<WordMatch<ClockTime>> WithPart(TokenList tokens, WordMatch<ClockTime> time)
    {
        foreach (var exactly in SkipExactly(tokens, time.Next))
        {
            yield return time with { Next = exactly.Next, Languages = time.Languages & exactly.Languages };
            foreach (var part in ClockWords.HalfDays.At(tokens, exactly.Next).Concat(ClockWords.AfterHour.At(tokens, exactly.Next)))
            {
                foreach (var end in SkipExactly(tokens, part.Next))
                {
                    yield return Time(
                        time.Meaning with { Part = part.Meaning },
                        time.Languages & exactly.Languages & part.Languages & end.Languages,
                        end.Next);
                }
            }
        }
    }

    private static IEnumerable<WordMatch<Unit>> SkipExactly(TokenList tokens, int at) =>
        ClockWords.Exactly.At(tokens, at).Append(new WordMatch<Unit>(default, LanguageSet.All, at));

    private static IEnumerable<WordMatch<Unit>> UnitAfter(TokenList tokens, int at) =>
        ClockWords.HourUnits.At(tokens, at).Append(new WordMatch<Unit>(default, LanguageSet.All, at));

    /// <summary>Two digits that can be minutes; 60 to 99 are returned too, so that they can be refused as such.</summary>
    private static int? MinuteAt(TokenList tokens, int at) =>
        tokens.At(at) is { Kind: TokenKind.Number, Text.Length: 2 } minute ? minute.Value : null;

    private static ClockTime Spoken(int hour, SpokenMinutes minutes, ClockForm form = ClockForm.Colon) =>
        minutes == SpokenMinutes.QuarterTo
            ? new ClockTime(hour switch { 0 => 23, 1 => 12, _ => hour - 1 }, 45, form)
            : new ClockTime(hour, (int)minutes, form);

    private static WordMatch<ClockTime> Time(ClockTime time, LanguageSet languages, int next) =>
        new(time, languages, next);
}
