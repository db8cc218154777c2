using System.Runtime.CompilerServices;
using AdvocacyBot.Core.Articles.Posts;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Facts.Files;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Related;
using AdvocacyBot.Tests.Mobilizations;
using AdvocacyBot.TestSupport;
using Microsoft.Extensions.DependencyInjection;

namespace AdvocacyBot.Tests.Related;

/// <summary>
/// What is attached to two hundred articles has to belong there. Half of the articles are off the subject, with tempting words: other
/// places of the same name, everyday words, other years.
/// </summary>
public sealed class PrecisionTests(ITestOutputHelper output)
{
    private const double MinPrecision = 0.95;
    private const double MinRecall = 0.8;

    [Fact]
    public async Task Almost_all_facts_belong_to_their_article_and_no_wrong_article_gets_buttons()
    {
        await using var bot = await BotHarness.StartAsync();
        await bot.InScopeAsync(async services =>
        {
            await services.GetRequiredService<ExampleFacts>().ImportAsync(CancellationToken.None);
            return true;
        });
        await bot.PublishAsync(await bot.OrganizeAsync("announce \"March for water\" 2027-05-31 11:00 America/Toronto at \"Confederation Park, Ottawa\""));
        await bot.PublishAsync(await bot.OrganizeAsync("announce \"Shut Down CANSEC\" 2027-05-26 07:00 America/Toronto at \"EY Centre, Ottawa\""));

        var (right, wrong, missed, wanted) = (0, new List<string>(), new List<string>(), 0);
        foreach (var article in Articles())
        {
            var related = await bot.InScopeAsync(services =>
                services.GetRequiredService<RelatedToArticle>().FindAsync(new ArticleWords(article.Title, [], article.Summary), Language.English, CancellationToken.None));
            // Facts on CANSEC belong to an article on the protest against it, too.
            var facts = related.Subjects.Any(s => s.StartsWith("claim/", StringComparison.Ordinal));
            var belongs = article.Word is { } word ? TextOf(related).Contains(word, StringComparison.OrdinalIgnoreCase) : article.IsAction;
            if (facts && belongs)
                right++;
            else if (facts)
                wrong.Add(article.Title);
            if (!article.IsAction && related.Choices.Count > 0 && article.Word is null)
                Assert.Fail($"\"{article.Title}\" got buttons.");

            wanted += article.IsOnSubject ? 1 : 0;
            if (article.IsAction ? related.Choices.Count == 0 : article.Word is not null && !facts)
                missed.Add(article.Title);
        }

        output.WriteLine($"Facts that belong: {right} of {right + wrong.Count}. Found: {wanted - missed.Count} of {wanted}.");
        output.WriteLine($"Wrong: {string.Join("; ", wrong)}\nMissed: {string.Join("; ", missed)}");
        Assert.True(right >= MinPrecision * (right + wrong.Count), $"Facts without reason: {string.Join("; ", wrong)}");
        Assert.True(wanted - missed.Count >= MinRecall * wanted, $"Without what belongs to them: {string.Join("; ", missed)}");
    }

    private static string TextOf(RelatedParts related) => PlainText.Write(new Reply(related.Blocks));

    private static IEnumerable<Labelled> Articles([CallerFilePath] string here = "") =>
        File.ReadLines(Path.Combine(Path.GetDirectoryName(here)!, "Samples", "articles.txt"))
            .Where(line => line.Length > 0 && line[0] != '#')
            .Select(line => line.Split(" | "))
            .Select(parts => new Labelled(parts[0].StartsWith("fact ", StringComparison.Ordinal) ? parts[0][5..] : null, parts[0] == "action", parts[1], parts[2]));

    /// <param name="Word">A word of the facts that belong to it; null if none do.</param>
    private sealed record Labelled(string? Word, bool IsAction, string Title, string Summary)
    {
        public bool IsOnSubject => IsAction || Word is not null;
    }
}
