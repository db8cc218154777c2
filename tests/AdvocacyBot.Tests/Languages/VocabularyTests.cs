using AdvocacyBot.Core.Languages;
using NodaTime;

namespace AdvocacyBot.Tests.Languages;

public sealed class VocabularyTests
{
    [Fact]
    public void Every_month_weekday_and_ordinal_has_words_in_every_language()
    {
        foreach (var language in LanguageNames.All)
        {
            Assert.Equal(Enumerable.Range(1, 12), Meanings(CalendarWords.Months, language));
            Assert.Equal(Enumerable.Range(1, 7).Cast<IsoDayOfWeek>(), Meanings(CalendarWords.Weekdays, language));
            Assert.Equal(Enumerable.Range(1, 7).Cast<IsoDayOfWeek>(), Meanings(CalendarWords.WeekdayPlurals, language));
            Assert.Superset(Enumerable.Range(1, 10).Append(NumberWords.Last).ToHashSet(), Meanings(NumberWords.Ordinals, language).ToHashSet());
            Assert.Equal(Enum.GetValues<SettingWord>(), Meanings(SettingWords.All, language));
            Assert.Equal(Enum.GetValues<TimeUnit>(), Meanings(SpanText.Units, language));
        }
    }

    [Fact]
    public void Every_month_and_weekday_of_the_framework_is_known()
    {
        foreach (var format in LanguageNames.All.Select(language => language.Culture.DateTimeFormat))
        {
            for (var month = 1; month <= 12; month++)
            {
                Assert.Equal(month, CalendarWords.Months.Find(format.GetMonthName(month)));
                Assert.Equal(month, CalendarWords.Months.Find(format.GetAbbreviatedMonthName(month)));
            }

            foreach (var day in Enum.GetValues<DayOfWeek>())
            {
                Assert.Equal(day == DayOfWeek.Sunday ? IsoDayOfWeek.Sunday : (IsoDayOfWeek)day, CalendarWords.Weekdays.Find(format.GetDayName(day)));
                Assert.NotNull(CalendarWords.Weekdays.Find(format.GetAbbreviatedDayName(day)));
            }
        }
    }

    [Theory]
    [InlineData("setiembre", 9)]
    [InlineData("Déc.", 12)]
    [InlineData("AOÛT", 8)]
    [InlineData("aout", 8)]
    [InlineData("févr.", 2)]
    public void Months_are_found_without_accents_case_and_dots(string text, int month) => Assert.Equal(month, CalendarWords.Months.Find(text));

    [Theory]
    [InlineData("vingt-et-un", 21)]
    [InlineData("veintiuno", 21)]
    [InlineData("twenty one", 21)]
    [InlineData(" 40 ", 40)]
    [InlineData("-1", null)]
    [InlineData("1.000", null)]
    [InlineData("99999999999", null)]
    public void Numbers_are_read_in_digits_and_words(string text, int? number) => Assert.Equal(number, NumberWords.Read(text));

    [Theory]
    [InlineData("90m", 90)]
    [InlineData("1h30", 90)]
    [InlineData("2 days", 2880)]
    [InlineData("2j", 2880)]
    [InlineData("une semaine", 10080)]
    [InlineData("3 horas 15 min", 195)]
    [InlineData("1 h 30 min", 90)]
    [InlineData("0m", null)]
    [InlineData("2", null)]
    [InlineData("1 month", null)]
    [InlineData("999999999w", null)]
    public void A_length_of_time_is_read_in_minutes(string text, int? minutes) => Assert.Equal(minutes, SpanText.Minutes(text));

    [Theory]
    [InlineData("Off")]
    [InlineData("no")]
    [InlineData("NONE")]
    [InlineData("aucune")]
    [InlineData("Ninguno.")]
    [InlineData("sin límite")]
    public void Every_word_for_none_is_off(string text) => Assert.True(SettingWords.IsOff(text));

    [Fact]
    public void A_phrase_with_two_meanings_is_refused() =>
        Assert.Throws<ArgumentException>(() => new WordTable<int>((1, "may", "", ""), (2, "", "", "May.")));

    private static IEnumerable<T> Meanings<T>(WordTable<T> table, Language language)
        where T : struct =>
        table.Entries.Where(entry => entry.Language == language).Select(entry => entry.Meaning).Distinct().Order();
}
