using AdvocacyBot.Core.Commands;
using AdvocacyBot.Core.Languages;

namespace AdvocacyBot.Tests.Commands;

public sealed class GrammarTests
{
    private static readonly CommandSpec Help = HelpCommand.Spec;
    private static readonly CommandSpec SetLanguage = LanguageCommand.Spec;
    private static readonly Grammar Grammar = new([Help, SetLanguage]);

    [Theory]
    [InlineData("help")]
    [InlineData("HELP")]
    [InlineData("  aide ")]
    [InlineData("ayuda")]
    public void A_command_is_known_in_every_language(string text) => Assert.Same(Help, Read(text).Spec);

    [Fact]
    public void The_rest_of_the_line_is_one_option()
    {
        Assert.Equal("feeds add", Read("help feeds add").Options["command"]);
        Assert.Equal("feeds add", Read("help \"feeds add\"").Options["command"]);
    }

    [Fact]
    public void A_missing_option_is_named_with_an_example()
    {
        var reading = Read("language");
        Assert.Equal("Code is missing. For example: language fr", reading.Problem);
    }

    [Fact]
    public void A_value_that_an_option_cannot_have_is_refused_with_those_it_can()
    {
        Assert.Equal("code cannot be \"de\". It can be en, fr or es.", Read("language de").Problem);
        Assert.Equal("code ne peut pas être «\u00a0de\u00a0». Valeurs possibles\u00a0: en, fr ou es.", Grammar.Read("langue de", Language.French).Problem);
    }

    [Fact]
    public void Words_that_are_left_over_are_pointed_out()
    {
        var reading = Read("language fr please");
        Assert.True(reading.HasSurplus);
        Assert.Contains("\"please\"", reading.Problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("halp", "help")]
    [InlineData("languge fr", "language")]
    [InlineData("delegations 2014", null)]
    [InlineData("", null)]
    public void The_nearest_command_is_suggested_when_none_is_named(string text, string? nearest)
    {
        var reading = Read(text);
        Assert.Null(reading.Spec);
        Assert.Equal(nearest, reading.Nearest);
    }

    private static Reading Read(string text) => Grammar.Read(text, Language.English);
}
