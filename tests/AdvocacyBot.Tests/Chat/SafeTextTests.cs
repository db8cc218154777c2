using AdvocacyBot.Core.Chat;
using FsCheck;
using FsCheck.Fluent;

namespace AdvocacyBot.Tests.Chat;

public sealed class SafeTextTests
{
    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("a\u0000b\u0007c", "abc")]
    [InlineData("\u202eevil\u202c", "evil")]
    [InlineData("line\r\nbreak\rand\ttab", "line\nbreak\nand\ttab")]
    [InlineData("👩‍👩‍👧", "👩‍👩‍👧")]
    [InlineData("z\u0300\u0301\u0302\u0303\u0304\u0305", "z\u0300\u0301\u0302\u0303")]
    public void What_could_harm_is_taken_out_and_the_rest_stays(string text, string clean) => Assert.Equal(clean, SafeText.Clean(text));

    [Fact]
    public void A_lone_surrogate_becomes_a_replacement_character() => Assert.Equal("a\ufffdb", SafeText.Clean("a\ud800b"));

    [Theory]
    [InlineData("short", 10, "short")]
    [InlineData("exactly ten", 8, "exactly…")]
    [InlineData("👩‍👩‍👧👩‍👩‍👧", 10, "👩‍👩‍👧…")]
    public void Text_is_cut_between_graphemes(string text, int most, string cut) => Assert.Equal(cut, SafeText.Shorten(text, most));

    [Fact]
    public void Any_text_becomes_well_formed_and_cleaning_twice_changes_nothing() =>
        Prop.ForAll<string>(text =>
        {
            var clean = SafeText.Clean(text ?? "");
            return clean == SafeText.Clean(clean) && !clean.Contains('\0', StringComparison.Ordinal) && clean.Normalize() is not null;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void No_cut_is_longer_than_asked() =>
        Prop.ForAll<string, PositiveInt>((text, most) =>
            SafeText.Shorten(SafeText.Clean(text ?? ""), most.Get).Length <= most.Get).QuickCheckThrowOnFailure();
}
