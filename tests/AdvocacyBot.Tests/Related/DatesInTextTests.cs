using AdvocacyBot.Core.Related;

namespace AdvocacyBot.Tests.Related;

public sealed class DatesInTextTests
{
    private static readonly DateOnly Today = new(2026, 5, 4);

    [Theory]
    [InlineData("Shut Down CANSEC, May 31", "2026-05-31")]
    [InlineData("on 31 May at 7 am", "2026-05-31")]
    [InlineData("on May 31st, 2027", "2027-05-31")]
    [InlineData("le 31 mai à Ottawa", "2026-05-31")]
    [InlineData("le 1er août 2026", "2026-08-01")]
    [InlineData("el 31 de mayo de 2027", "2027-05-31")]
    [InlineData("January 5", "2027-01-05")]
    [InlineData("February 29", "2028-02-29")]
    public void A_day_is_found_in_running_text(string text, string expected) =>
        Assert.Equal(DateOnly.Parse(expected), Assert.Single(DatesInText.Find(text, Today)));

    [Theory]
    [InlineData("You may ask 31 people")]
    [InlineData("May 2014")]
    [InlineData("31 February 2027")]
    [InlineData("")]
    public void What_names_no_day_yields_none(string text) => Assert.Empty(DatesInText.Find(text, Today));
}
