using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Facts;
using AdvocacyBot.Core.Languages;
using Microsoft.Extensions.DependencyInjection;

namespace AdvocacyBot.Tests.Facts;

public sealed class RelatedClaimsTests(FactsBot facts) : IClassFixture<FactsBot>
{
    [Theory]
    [InlineData("Heckler & Koch rifles sold to Mexico", "claim/F-0029")]
    [InlineData("Deaths in Peru: what Amnesty found", "claim/F-0016")]
    [InlineData("Des journalistes mexicains surveillés avec Pegasus : la surveillance au Mexique", "claim/F-0021")]
    public async Task A_text_comes_with_the_facts_that_share_its_topic_and_a_name_or_two_names(string title, string expected)
    {
        var related = await FindAsync(title);

        Assert.Contains(expected, related.Subjects);
        Assert.InRange(related.Subjects.Count, 1, 3);
        Assert.All(related.Subjects, subject => Assert.Contains(subject["claim/".Length..], PlainText.Write(new Reply(related.Blocks)), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("A recipe for bread")]
    [InlineData("Peru")]
    [InlineData("Holidays in Peru")]
    [InlineData("What to see in Ottawa")]
    [InlineData("CANSEC opens")]
    [InlineData("Tell us what you think")]
    [InlineData("Guinea and France sign a treaty")]
    [InlineData("")]
    public async Task A_single_link_is_no_relation(string title) => Assert.Empty((await FindAsync(title)).Blocks);

    [Fact]
    public async Task A_figure_that_others_dispute_comes_with_theirs()
    {
        var related = await FindAsync("Colombia and Saudi Arabia sent delegations to CANSEC");

        Assert.Contains("claim/F-0001", related.Subjects);
        Assert.Contains("claim/F-0002", related.Subjects);
    }

    [Fact]
    public async Task Every_fact_comes_with_its_source_in_the_readers_language()
    {
        var related = await FindAsync("Deaths in Peru: what Amnesty found", Language.French);
        var text = PlainText.Write(new Reply(related.Blocks));

        Assert.Contains("décès par arme à feu", text, StringComparison.Ordinal);
        Assert.All(text.Split('\n').Where(l => l.StartsWith('•')), line => Assert.Contains("PBI-Canada", line, StringComparison.Ordinal));
    }

    private Task<RelatedFacts> FindAsync(string title, Language language = Language.English) =>
        facts.Bot.InScopeAsync(services => services.GetRequiredService<RelatedClaims>().FindAsync(title, [], null, language, CancellationToken.None));
}
