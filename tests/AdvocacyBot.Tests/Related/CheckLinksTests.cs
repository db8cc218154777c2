using AdvocacyBot.Core.Articles;
using AdvocacyBot.Core.Facts.Files;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Related;
using AdvocacyBot.TestSupport;
using AdvocacyBot.TestSupport.Articles;
using Microsoft.Extensions.DependencyInjection;

namespace AdvocacyBot.Tests.Related;

public sealed class CheckLinksTests
{
    [Fact]
    public async Task A_dead_link_is_told_with_its_place_and_what_is_neither_secure_nor_public_is_not_followed()
    {
        await using var server = await FeedServer.StartAsync();
        server.Serve("/there", "<html></html>", "text/html");
        server.Redirect("/moved", "/there");
        server.Status("/gone", 410);
        await using var bot = await BotHarness.StartAsync();
        FactLink[] links =
        [
            new(server.At("/there").AbsoluteUri, 1, 1), new(server.At("/moved").AbsoluteUri, 2, 1), new(server.At("/gone").AbsoluteUri, 3, 5),
            new(server.At("/missing").AbsoluteUri, 4, 5), new("http://example.org/", 5, 5), new("https://127.0.0.1:1/", 6, 5),
        ];

        var told = await bot.InScopeAsync(services =>
        {
            services.GetRequiredService<FeedSettings>().Allow(server.Address);
            return services.GetRequiredService<CheckLinks>().RunAsync(links, Language.English, CancellationToken.None);
        });

        Assert.Equal(["3:5:warn.link", "4:5:warn.link", "5:5:warn.http", "6:5:warn.link"], told.Select(p => $"{p.Line}:{p.Column}:{p.Key}"));
        Assert.All(told, p => Assert.False(p.IsError));
        Assert.Contains("404", told[1].Write(Language.English), StringComparison.Ordinal);
        Assert.Equal(["/gone", "/missing", "/moved", "/there", "/there"], server.Requests.Select(r => r.Path).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_file_gives_each_of_its_links_once_with_its_place()
    {
        await using var bot = await BotHarness.StartAsync();
        var outcome = await bot.InScopeAsync(services => services.GetRequiredService<ImportFacts>().RunAsync(
            FactFile.ReadYaml(new StringReader(
                """
                terms: {pbi: {kind: org, en: [PBI-Canada]}}
                sources:
                  one: {publisher: PBI-Canada, url: "https://example.org/1", archive: "https://example.org/2"}
                  two: {publisher: PBI-Canada, url: "https://example.org/1"}
                """)),
            new ImportOptions(DryRun: true), null, CancellationToken.None));

        Assert.Equal([new FactLink("https://example.org/1", 3, 37), new FactLink("https://example.org/2", 3, 71)], outcome.Links);
    }
}
