using AdvocacyBot.Core.Languages;

namespace AdvocacyBot.Tests.Languages;

public sealed class ClockTextTests
{
    [Theory]
    [InlineData("7", "07:00")]
    [InlineData("7:30", "07:30")]
    [InlineData("07:30", "07:30")]
    [InlineData("7h30", "07:30")]
    [InlineData("7 h 30", "07:30")]
    [InlineData("18.30 h", "18:30")]
    [InlineData("18 hs", "18:00")]
    [InlineData("19 hrs.", "19:00")]
    [InlineData("19:00 hrs", "19:00")]
    [InlineData("1900h", "19:00")]
    [InlineData("7am", "07:00")]
    [InlineData("7:15 P.M.", "19:15")]
    [InlineData("7 p. m.", "19:00")]
    [InlineData("730pm", "19:30")]
    [InlineData("12am", "00:00")]
    [InlineData("12pm", "12:00")]
    [InlineData("6 o'clock pm", "18:00")]
    [InlineData("noon", "12:00")]
    [InlineData("12 noon", "12:00")]
    [InlineData("half past seven", "07:30")]
    [InlineData("quarter to 8 pm", "19:45")]
    [InlineData("minuit", "00:00")]
    [InlineData("midi et demi", "12:30")]
    [InlineData("sept heures et demie du soir", "19:30")]
    [InlineData("huit heures moins le quart", "07:45")]
    [InlineData("dix-huit heures trente", "18:30")]
    [InlineData("12 m.", "12:00")]
    [InlineData("siete y media de la noche", "19:30")]
    [InlineData("cuarto para las 8 de la noche", "19:45")]
    [InlineData("1 de la madrugada", "01:00")]
    [InlineData("7 de la tarde en punto", "19:00")]
    [InlineData("24:00", "00:00")]
    public void A_time_of_day_is_read_in_three_languages(string text, string expected) =>
        Assert.Equal(expected, ClockText.Read(text)?.ToString("HH:mm", null));

    [Theory]
    [InlineData("")]
    [InlineData("25:00")]
    [InlineData("7:60")]
    [InlineData("24:30")]
    [InlineData("14 am")]
    [InlineData("12 de la mañana")]
    [InlineData("seven hours")]
    [InlineData("7pm tomorrow")]
    [InlineData("soon")]
    public void A_text_without_one_possible_time_is_not_read(string text) => Assert.Null(ClockText.Read(text));

    [Theory]
    [InlineData("22:00-07:00", "22:00", "07:00")]
    [InlineData("10pm-7am", "22:00", "07:00")]
    [InlineData("from 10 pm to 7", "22:00", "07:00")]
    [InlineData("22h–7h", "22:00", "07:00")]
    [InlineData("de 22h à 7h30", "22:00", "07:30")]
    [InlineData("de 22 a 7", "22:00", "07:00")]
    [InlineData("entre las 10 y las 12", "10:00", "12:00")]
    [InlineData("2-4pm", "14:00", "16:00")]
    [InlineData("10-12pm", "10:00", "12:00")]
    [InlineData("9 to noon", "09:00", "12:00")]
    [InlineData("14h jusqu'à minuit", "14:00", "00:00")]
    public void A_range_of_times_is_read_in_three_languages(string text, string from, string until) =>
        Assert.Equal((from, until), ClockText.ReadRange(text) is var (a, b) ? (a.ToString("HH:mm", null), b.ToString("HH:mm", null)) : default);

    [Theory]
    [InlineData("7", 12, "07:00 19:00")]
    [InlineData("7", 24, "07:00")]
    [InlineData("5", 24, "05:00 17:00")]
    [InlineData("9:30", 12, "09:30")]
    [InlineData("7:30", 12, "07:30 19:30")]
    [InlineData("07:30", 12, "07:30")]
    [InlineData("5h", 24, "05:00 17:00")]
    [InlineData("05h", 24, "05:00")]
    [InlineData("7h", 12, "07:00")]
    [InlineData("midnight", 12, "00:00 00:00+1")]
    [InlineData("12 de la noche", 24, "00:00 00:00+1")]
    [InlineData("1 de la noche", 24, "01:00 01:00+1")]
    [InlineData("12h du soir", 24, "00:00 00:00+1")]
    [InlineData("24:00", 12, "00:00+1")]
    public void A_time_that_may_be_two_gives_both(string text, int hours, string expected)
    {
        var tokens = new TokenList(text);
        var time = ClockGrammar.TimeAt(tokens, 0).First(time => time.Next == tokens.Count).Meaning;

        Assert.Equal(expected, string.Join(' ', time.Options(hours == 12 ? ClockHabit.TwelveHours : ClockHabit.TwentyFourHours).Select(Show)));
    }

    [Theory]
    [InlineData("2-4", "02:00/120 14:00/120")]
    [InlineData("10-12", "10:00/120")]
    [InlineData("6-12", "06:00/360 18:00/360")]
    [InlineData("12-2", "12:00/120")]
    [InlineData("10-2", "10:00/240 22:00/240")]
    [InlineData("2pm-4", "14:00/120")]
    [InlineData("2pm-12", "14:00/600")]
    [InlineData("11-1pm", "11:00/120")]
    [InlineData("7 to midnight", "19:00/300")]
    [InlineData("22:00-2", "22:00/240")]
    [InlineData("18-20h", "18:00/120")]
    public void One_end_of_a_range_decides_the_half_of_the_day_of_the_other(string text, string expected)
    {
        var tokens = new TokenList(text);
        var range = ClockGrammar.RangeAt(tokens, 0).First(range => range.Next == tokens.Count).Meaning;

        Assert.Equal(expected, string.Join(' ', range.Options(ClockHabit.TwelveHours).Select(o => $"{Show(o.From)}/{o.Minutes}")));
    }

    private static string Show(ClockOption option) =>
        option.Time.ToString("HH:mm", null) + (option.DaysLater > 0 ? $"+{option.DaysLater}" : "");
}
