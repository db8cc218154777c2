using AdvocacyBot.Core.Articles.Posts;
using AdvocacyBot.Core.Facts.Files;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Related;
using AdvocacyBot.TestSupport;
using Microsoft.Extensions.DependencyInjection;

namespace AdvocacyBot.Tests.Related;

/// <summary>
/// What is attached to articles has to belong there. Half of the articles are off the subject, with tempting words: other places of
/// the same name, everyday words, other years.
/// </summary>
public sealed class PrecisionTests
{
    private const double MinPrecision = 0.95;
    private const double MinRecall = 0.6;

    private static readonly string[] OffSubject =
    [
        "Bus crash in Peru: 14 deaths", "New Mexico governor attends water summit", "Measles in Mexico: cases rise", "Peru, Indiana opens new fire station",
        "Pegasus airline opens route to Mexico", "Italy and Denmark attend climate talks", "Drought: tap water rationed until March", "Bottled water sales march on",
        "Peru beats Chile in friendly match", "Video of whale off the coast of Mexico goes viral", "Colombia attends coffee congress", "Peruvian chef opens restaurant in Ottawa",
        "Inquiry into school meals in Canada", "Students in Mexico win robotics prize", "Mexican wave at the stadium", "Ottawa votes on a new bus line",
        "Saudi Arabia and France sign a solar deal", "Guinea pigs: a guide for owners", "Earthquake in Mexico: 3 dead, cases of looting", "Peru exports record blueberries",
        "Canada invites teams to hockey tournament", "Water shut down for repairs in Ottawa", "Keeping vigil over prices", "Arms crossed: why posture matters",
        "The march of time: watches in 2026", "Rifle range in Texas hosts students", "Amnesty for late library books", "Chile and Peru share a border dispute in 1929",
        "Israel hosts song contest", "Movie shot in Guatemala wins award", "Honduras coffee fair opens", "CANSEC, a village in Brittany, celebrates",
        "Army of volunteers plants trees in Mexico", "Complaints about airlines rise in Mexico", "Peru: new train to Machu Picchu", "Firearms licences: how to renew in Canada",
        "Brazil attends summit with delegation of 40", "Export of avocados from Mexico grows", "Weather: water levels rise on May 31", "Shut down your laptop properly",
    ];

    private static readonly string[] OnSubject =
    [
        "CANSEC promotes participation of Peruvian military", "Colombia and Saudi Arabia sent delegations to CANSEC", "Deaths in Peru: what Amnesty found",
        "Heckler & Koch rifles sold to Mexico", "Journalists in Mexico under surveillance with Pegasus", "Israel at CANSEC: delegations of the arms fair",
        "Des délégations du Mexique au salon CANSEC", "Delegaciones de Colombia en la feria CANSEC",
    ];

    [Fact]
    public async Task Almost_all_facts_belong_to_their_article_and_no_wrong_article_gets_buttons()
    {
        await using var bot = await BotHarness.StartAsync();
        await bot.InScopeAsync(async services =>
        {
            await services.GetRequiredService<ExampleFacts>().ImportAsync(CancellationToken.None);
            return true;
        });
        await bot.SayAsync("announce \"March for water\" 2027-05-31 11:00 America/Toronto at \"Confederation Park, Ottawa\"", organizer: true);
        await bot.SayAsync("announce \"Shut Down CANSEC\" 2027-05-26 07:00 America/Toronto at \"EY Centre, Ottawa\"", organizer: true);

        var wrong = new List<string>();
        foreach (var title in OffSubject)
        {
            var related = await FindAsync(bot, title);
            Assert.True(related.Choices.Count == 0, title);
            if (related.Blocks.Count > 0)
                wrong.Add(title);
        }

        var right = 0;
        foreach (var title in OnSubject)
            right += (await FindAsync(bot, title)).Blocks.Count > 0 ? 1 : 0;
        Assert.True(right >= MinRecall * OnSubject.Length, $"Only {right} of {OnSubject.Length} articles got their facts.");
        Assert.True(right >= MinPrecision * (right + wrong.Count), $"Got facts without reason: {string.Join("; ", wrong)}");
    }

    private static Task<RelatedParts> FindAsync(BotHarness bot, string title) => bot.InScopeAsync(services =>
        services.GetRequiredService<RelatedToArticle>().FindAsync(new ArticleWords(title, [], ""), Language.English, CancellationToken.None));
}
