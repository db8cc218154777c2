using System.Text.RegularExpressions;
using AdvocacyBot.Core.Commands;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Web;

namespace AdvocacyBot.Tests.Languages;

/// <summary>Every text exists in all three languages, with the same placeholders.</summary>
public sealed partial class TextsTests
{
    public static TheoryData<Type> Owners { get; } = [.. TextOwners.All];

    [Theory, MemberData(nameof(Owners))]
    public void Every_text_exists_in_every_language_with_the_same_placeholders(Type owner)
    {
        var texts = new Texts(owner);
        var english = texts.Own(Language.English);
        Assert.NotEmpty(english);
        foreach (var language in LanguageNames.All)
        {
            var own = texts.Own(language);
            Assert.Equal(english.Keys.Order(StringComparer.Ordinal), own.Keys.Order(StringComparer.Ordinal));
            foreach (var (key, text) in english)
                Assert.True(Placeholders(text).SequenceEqual(Placeholders(own[key])), $"{owner.Name}.{language}: {key}");
        }
    }

    [Fact]
    public void French_punctuation_keeps_its_space()
    {
        foreach (var owner in TextOwners.All)
        {
            foreach (var (key, text) in new Texts(owner).Own(Language.French))
                Assert.False(TightPunctuation().IsMatch(text), $"{owner.Name}.fr: {key}: {text}");
        }
    }

    [Fact]
    public void Every_command_has_its_texts_in_every_language()
    {
        var specs = new[] { typeof(Texts).Assembly, typeof(WebSettings).Assembly }.SelectMany(a => a.GetTypes())
            .Where(t => t.IsAssignableTo(typeof(ICommand)) && !t.IsAbstract)
            .Select(t => (CommandSpec)t.GetProperty(nameof(ICommand.Spec))!.GetValue(null)!)
            .ToList();
        Assert.NotEmpty(specs);
        foreach (var language in LanguageNames.All)
        {
            foreach (var spec in specs)
            {
                Assert.NotEqual("", spec.NameIn(language) + spec.SummaryIn(language));
                Assert.All(spec.Options, option => Assert.NotEqual("", spec.NameOf(option, language) + spec.SummaryOf(option, language)));
            }

            Assert.Equal(specs.Count, specs.Select(s => Folding.Fold(s.NameIn(language))).Distinct(StringComparer.Ordinal).Count());
        }
    }

    private static IEnumerable<string> Placeholders(string text) =>
        Placeholder().Matches(text).Select(m => m.Value).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);

    [GeneratedRegex(@"\{[0-9]+", RegexOptions.NonBacktracking)]
    private static partial Regex Placeholder();

    /// <summary>A mark that has no space before it; times, addresses and examples of commands do not count.</summary>
    [GeneratedRegex(@"\p{L}[;!?](\s|$)|(^|\s)\p{L}+:\s|«\S|\S»", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex TightPunctuation();
}
