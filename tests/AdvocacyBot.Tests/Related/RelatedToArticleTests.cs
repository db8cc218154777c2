using AdvocacyBot.Core.Articles.Posts;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Facts.Files;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Related;
using AdvocacyBot.Tests.Mobilizations;
using AdvocacyBot.TestSupport;
using Microsoft.Extensions.DependencyInjection;

namespace AdvocacyBot.Tests.Related;

public sealed class RelatedToArticleTests
{
    [Fact]
    public async Task An_article_about_peru_comes_with_the_facts_on_peru_and_the_answers_to_its_mobilization()
    {
        await using var bot = await BotHarness.StartAsync();
        await bot.InScopeAsync(async services =>
        {
            await services.GetRequiredService<ExampleFacts>().ImportAsync(CancellationToken.None);
            return true;
        });
        await bot.PublishAsync(await bot.SayAsync("announce \"Shut Down CANSEC\" 2026-05-31 07:00 America/Toronto at \"EY Centre, Ottawa\"", organizer: true));

        var related = await FindAsync(bot, new ArticleWords(
            "CANSEC promotes participation of Peruvian military", ["CANSEC"], "Join us to shut down CANSEC on May 31."));

        Assert.Contains("Peru", PlainText.Write(new Reply(related.Blocks)), StringComparison.Ordinal);
        Assert.Contains(related.Choices, choice => choice.Id == "rsvp:1:going");
        Assert.Contains("mobilization/1", related.Subjects);
        Assert.Contains(related.Subjects, subject => subject.StartsWith("claim/F-", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_article_about_something_else_comes_with_nothing()
    {
        await using var bot = await BotHarness.StartAsync();

        var related = await FindAsync(bot, new ArticleWords("A recipe for bread", ["Food"], "Take flour, water and salt."));

        Assert.Empty(related.Blocks);
        Assert.Empty(related.Choices);
    }

    private static Task<RelatedParts> FindAsync(BotHarness bot, ArticleWords article) =>
        bot.InScopeAsync(services => services.GetRequiredService<RelatedToArticle>().FindAsync(article, Language.English, CancellationToken.None));
}
