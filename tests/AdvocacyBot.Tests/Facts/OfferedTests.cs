using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Commands;
using AdvocacyBot.Core.Communities;
using AdvocacyBot.Core.Facts;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Store;
using AdvocacyBot.TestSupport;
using Microsoft.Extensions.DependencyInjection;

namespace AdvocacyBot.Tests.Facts;

/// <summary>What is offered before anybody has asked: topics for a platform's own commands, and how a question could go on.</summary>
public sealed class OfferedTests(FactsBot facts) : IClassFixture<FactsBot>
{
    [Fact]
    public async Task Every_topic_that_holds_a_fact_is_told_with_its_names_years_and_how_many_it_holds()
    {
        var topics = await TopicsAsync(facts.Bot);

        var delegations = topics.Single(t => t.Slug == "delegations");
        Assert.Equal("délégations", delegations.Names[Language.French]);
        Assert.Equal([2014, 2023], delegations.Years);
        Assert.Equal(4, delegations.Claims);
        Assert.Empty(topics.Single(t => t.Slug == "complaints").Years);
        Assert.Equal(35, topics.Sum(t => t.Claims));
        Assert.All(topics, t => Assert.True(t.Claims > 0));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task An_edit_changes_what_is_held_on_its_topics_and_on_no_other(Database database)
    {
        await using var bot = await FactsHarness.StartAsync(database);
        var (ana, ben) = (new MemberRef("fake", "ana"), new MemberRef("fake", "ben"));
        var before = await TopicsAsync(bot);

        await bot.SayAsync("fact edit F-0003 topic: delegations; when: 2011", ana, organizer: true);
        Assert.Equal(before.Select(Counted), (await TopicsAsync(bot)).Select(Counted));
        await bot.SayAsync("fact approve F-0003 2", ben, organizer: true);
        var after = await TopicsAsync(bot);

        Assert.DoesNotContain(after, t => t.Slug == "embassies");
        Assert.Equal([2011, 2014, 2023], after.Single(t => t.Slug == "delegations").Years);
        Assert.Equal(
            before.Where(t => t.Slug is not ("embassies" or "delegations")).Select(Counted),
            after.Where(t => t.Slug is not ("embassies" or "delegations")).Select(Counted));

        await bot.SayAsync("fact retract F-0003 the source withdrew it", ana, organizer: true);
        Assert.Equal([2014, 2023], (await TopicsAsync(bot)).Single(t => t.Slug == "delegations").Years);

        static (string, int) Counted(PublishedTopic topic) => (topic.Slug, topic.Claims);
    }

    [Theory]
    [InlineData("", Language.English, "delegations 2023", "delegations 2014")]
    [InlineData("dele", Language.English, "delegations 2023", "delegations 2014")]
    [InlineData("DÉLÉ", Language.French, "délégations 2023", "délégations 2014")]
    [InlineData("2018", Language.Spanish, "invitaciones 2018")]
    [InlineData("saudi", Language.English, "Saudi Arabia")]
    [InlineData("arab", Language.French, "Arabie saoudite", "Émirats arabes unis")]
    [InlineData("zzz", Language.English)]
    public async Task A_question_is_completed_with_topics_their_years_and_names(string typed, Language language, params string[] expected)
    {
        var offered = await SuggestAsync(typed, language);

        Assert.Equal(expected, offered.Take(expected.Length));
        Assert.True(offered.Count <= 25);
        Assert.Equal(expected.Length == 0, offered.Count == 0);
    }

    [Fact]
    public async Task A_single_letter_offers_no_name_and_a_word_is_found_by_its_beginning_alone()
    {
        Assert.DoesNotContain("Peru", await SuggestAsync("p", Language.English));
        Assert.DoesNotContain(await SuggestAsync("audi", Language.English), text => text == "Saudi Arabia");
    }

    private static Task<IReadOnlyList<PublishedTopic>> TopicsAsync(BotHarness bot) =>
        bot.InScopeAsync(services => services.GetRequiredService<PublishedTopics>().ReadAsync(CancellationToken.None));

    private Task<IReadOnlyList<string>> SuggestAsync(string typed, Language language) => facts.Bot.InScopeAsync<IReadOnlyList<string>>(async services =>
    {
        var request = new Request(new Intent("1", new MemberRef("fake", "ana"), Some.Channel, new TextBody("")), language, new Dictionary<string, string>()) { Community = Community.FirstId };
        var suggester = new QuestionSuggester(services.GetRequiredService<BotDb>(), services.GetRequiredService<FactsMemory>());
        return [.. (await suggester.SuggestAsync(request, typed, CancellationToken.None)).Select(s => s.Value)];
    });
}
