using AdvocacyBot.Core.Chat;


namespace AdvocacyBot.Tests.Chat;

public sealed class WordsTests
{
    [Theory]
    [InlineData("a  b\tc", new[] { "a", "b", "c" })]
    [InlineData("say \"two words\" end", new[] { "say", "two words", "end" })]
    [InlineData("dire « deux mots » fin", new[] { "dire", "deux mots", "fin" })]
    [InlineData("“curly words”", new[] { "curly words" })]
    [InlineData("\"never closed", new[] { "never closed" })]
    [InlineData("\"\"", new[] { "" })]
    [InlineData("   ", new string[0])]
    public void Quotation_marks_hold_words_together(string line, string[] expected) =>
        Assert.Equal(expected, Words.Split(line).Select(w => w.Value));

    [Fact]
    public void Each_word_knows_where_it_stands()
    {
        const string Line = "ab \"c d\" e";
        Assert.Equal(["ab", "\"c d\"", "e"], Words.Split(Line).Select(w => Line[w.Start..w.End]));
    }
}
