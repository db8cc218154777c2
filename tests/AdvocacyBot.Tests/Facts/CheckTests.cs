using AdvocacyBot.Core.Chat;

namespace AdvocacyBot.Tests.Facts;

/// <summary>"Check facts in this": a text's own figures get the stored ones next to them, and nothing else does.</summary>
public sealed class CheckTests(FactsBot facts) : IClassFixture<FactsBot>
{
    [Theory]
    [InlineData("In 2014, 20 official delegations came to CANSEC.", "8|17")]
    [InlineData("Everyone talks about it. CANSEC had 17 delegations in 2014! We were there.", "8|17")]
    [InlineData("CANSEC a compté 20 délégations en 2014.", "8|17")]
    [InlineData("CANSEC tuvo 20 delegaciones en 2014.", "8|17")]
    [InlineData("There were 12 embassies at CANSEC 2014", "13")]
    public async Task Figure_of_a_text_is_shown_with_the_stored_ones(string text, string figures)
    {
        var checkedText = PlainText.Write(await facts.Bot.SayAsync("check " + text));

        Assert.All(figures.Split('|'), figure => Assert.Matches($@"(?m)^• .*\b{figure}\b", checkedText));
        Assert.Contains("F-00", checkedText, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("In 2014, 300 people protested against arms while other things happened.")]
    [InlineData("In 2015, 20 delegations came to CANSEC.")]
    [InlineData("In 2014, 20 delegations came to Eurosatory.")]
    [InlineData("20 delegations came to the fair.")]
    [InlineData("The delegations of 2014 were welcome.")]
    [InlineData("In 2014 the union had 17 members and 8 cats.")]
    [InlineData("In 2014, 500 students of Chile marched.")]
    [InlineData("En 2014, 300 personnes ont manifesté à Paris.")]
    [InlineData("En 2014, 300 personas marcharon en Bogotá.")]
    public async Task Text_on_something_else_gets_no_figure(string text)
    {
        var checkedText = PlainText.Write(await facts.Bot.SayAsync("check " + text));

        Assert.DoesNotMatch(@"(?m)^• .*\b(8|17|13|30|43)\b, ", checkedText);
    }
}
