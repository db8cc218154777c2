using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Mobilizations;
using AdvocacyBot.TestSupport;
using Microsoft.Extensions.DependencyInjection;

namespace AdvocacyBot.Tests.Mobilizations;

public sealed class UpcomingMobilizationsTests
{
    [Theory, OnSqlite, OnPostgres]
    public async Task The_one_that_a_text_speaks_of_is_found_by_words_and_date(Database database)
    {
        await using var bot = await BotHarness.StartAsync(database);
        var water = await bot.AnnounceAsync(when: "31 May 7am", title: "March for water in Lima");
        var vigil = await bot.AnnounceAsync(when: "1 June 7am", title: "Vigil for the rivers");

        Assert.Equal($"mobilization/{water}", await Found("Why we join the March for WATER in Lima"));
        Assert.Equal($"mobilization/{water}", await Found("Thousands expected at the march for clean WATER in Lima", new DateOnly(2026, 5, 31)));
        Assert.Equal($"mobilization/{vigil}", await Found("A vigil is held downtown", new DateOnly(2026, 6, 1)));
        Assert.Null(await Found("A vigil is held downtown"));
        Assert.Null(await Found("Court rules on a mining permit", new DateOnly(2026, 6, 1)));
        await bot.OrganizeAsync($"action {water} cancel");
        Assert.Null(await Found("Why we join the March for water in Lima"));

        Task<string?> Found(string text, params DateOnly[] dates) => bot.InScopeAsync(async services =>
            (await services.GetRequiredService<UpcomingMobilizations>().FindAsync(text, dates, Language.English, CancellationToken.None))?.Subject);
    }

    [Fact]
    public async Task A_message_that_only_speaks_of_it_is_never_rewritten()
    {
        await using var bot = await BotHarness.StartAsync();
        var id = await bot.AnnounceAsync();
        await bot.InScopeAsync(async services =>
        {
            var article = Reply.Say(Language.English, "An article") with { Subjects = [$"mobilization/{id}"] };
            await services.GetRequiredService<MessageSubjects>().RememberAsync(new MessageRef(Some.Channel, "article"), article, CancellationToken.None);
            return true;
        });

        await bot.OrganizeAsync($"action {id} place \"Library\"");
        await bot.TurnAsync();

        Assert.Equal("1", Assert.Single(bot.Platform.Edits).Message.Id);
    }
}
