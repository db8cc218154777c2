using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Communities;
using AdvocacyBot.Core.Facts;
using AdvocacyBot.TestSupport;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace AdvocacyBot.Tests.Facts;

/// <summary>Each community has its own facts, topics, names and sources; only the names of countries and units are shared.</summary>
public sealed class OtherCommunityTests
{
    private const string Whales =
        """
        terms:
          whales: {kind: topic, en: [whales, whale sightings]}
          harbour-watch: {kind: org, en: [Harbour Watch]}
          canada: {kind: country, en: [Canada, Turtle Island]}
        sources:
          log: {publisher: Harbour Watch, published: 2023-05-23}
        facts:
          - {topic: whales, when: 2014, subjects: [canada], text: {en: "Seven whales were seen off Canada, among them belugas."}, source: log}
        """;

    private static readonly ChannelRef Elsewhere = new("fake", "elsewhere");

    [Theory]
    [InlineData("ask delegations 2014")]
    [InlineData("ask F-0001")]
    [InlineData("ask CANSEC")]
    [InlineData("ask \"delegations\"")]
    [InlineData("card F-0001")]
    [InlineData("fact history F-0001")]
    [InlineData("fact queue")]
    [InlineData("fact misses")]
    [InlineData("fact edit F-0001 value: 9")]
    [InlineData("fact approve F-0001 2")]
    [InlineData("fact reject F-0001")]
    [InlineData("fact revert F-0001 1")]
    [InlineData("fact retract F-0001 because")]
    public async Task Another_community_neither_sees_nor_changes_facts(string command)
    {
        await using var bot = await StartAsync(Database.Sqlite);
        await bot.SayAsync("ask something secret 1999", command: true);
        var before = await RevisionsAsync(bot);
        var reply = PlainText.Write(await bot.SayAsync(command, organizer: true, channel: Elsewhere, command: true));

        Assert.DoesNotContain("led by", reply, StringComparison.Ordinal);
        Assert.DoesNotContain("CADSI", reply, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", reply, StringComparison.Ordinal);
        Assert.Equal(before, await RevisionsAsync(bot));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Communities_use_the_same_numbers_slugs_and_countries_for_facts_of_their_own(Database database)
    {
        await using var bot = await StartAsync(database);
        await bot.ImportAsync(Whales, community: await CommunityAsync(bot));

        Assert.Contains("Seven whales", await AskElsewhereAsync(bot, "ask whales 2014"), StringComparison.Ordinal);
        Assert.Contains("Seven whales", await AskElsewhereAsync(bot, "ask F-0001"), StringComparison.Ordinal);
        Assert.Contains("Seven whales", await AskElsewhereAsync(bot, "ask whales off Canadá"), StringComparison.Ordinal);
        Assert.Contains("Seven whales", await AskElsewhereAsync(bot, "ask belugas"), StringComparison.Ordinal);
        Assert.DoesNotContain("whale", PlainText.Write(await bot.SayAsync("ask whales 2014", command: true)), StringComparison.Ordinal);
        Assert.Contains("led by", PlainText.Write(await bot.SayAsync("ask delegations 2014", command: true)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_that_a_community_adds_to_a_country_is_its_own()
    {
        await using var bot = await StartAsync(Database.Sqlite);
        await bot.ImportAsync(Whales, community: await CommunityAsync(bot));

        Assert.Contains("Seven whales", await AskElsewhereAsync(bot, "ask whales Turtle Island 2014"), StringComparison.Ordinal);
        Assert.Equal(0, await bot.InScopeAsync(async services => (await services.GetRequiredService<FactsMemory>()
            .ReadAsync(services.GetRequiredService<AdvocacyBot.Core.Store.BotDb>(), CancellationToken.None)).Names.Named("Turtle Island").Count));
    }

    [Fact]
    public async Task Examples_are_added_on_request_to_a_community_without_facts()
    {
        await using var bot = await StartAsync(Database.Sqlite);
        await AskElsewhereAsync(bot, "fact examples");
        Assert.Contains("led by", await AskElsewhereAsync(bot, "ask delegations 2014"), StringComparison.Ordinal);

        Assert.Equal(
            "This group already has facts, so no example was added. Examples are only for a group without facts.",
            (await AskElsewhereAsync(bot, "fact examples")).Trim());
    }

    [Fact]
    public async Task A_follow_up_uses_the_reading_of_its_own_community()
    {
        await using var bot = await StartAsync(Database.Sqlite);
        await bot.ImportAsync(Whales, community: await CommunityAsync(bot));
        await bot.SayAsync("ask delegations 2014", command: true);

        Assert.DoesNotContain("delegation", await AskElsewhereAsync(bot, "ask and in 2014?"), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Forget_me_deletes_the_last_reading()
    {
        await using var bot = await FactsHarness.StartAsync();
        var ana = new MemberRef("fake", "ana");
        await bot.SayAsync("ask delegations 2014", ana, command: true);
        Assert.Contains("50", PlainText.Write(await bot.SayAsync("ask and in 2023?", ana, command: true)), StringComparison.Ordinal);

        await bot.SayAsync("forget me", ana, command: true);

        Assert.DoesNotContain("50", PlainText.Write(await bot.SayAsync("ask and in 2023?", ana, command: true)), StringComparison.Ordinal);
    }

    private static async Task<BotHarness> StartAsync(Database database)
    {
        var bot = await FactsHarness.StartAsync(database, adjust: services => services.AddSingleton(new CommunitySettings { Open = true }));
        bot.Platform.Channels[Elsewhere.Id] = new PlaceRef("fake", "stranger");
        await bot.SayAsync("setup new", organizer: true, channel: Elsewhere, command: true);
        return bot;
    }

    private static async Task<string> AskElsewhereAsync(BotHarness bot, string command) =>
        PlainText.Write(await bot.SayAsync(command, organizer: true, channel: Elsewhere, command: true));

    private static Task<long> CommunityAsync(BotHarness bot) =>
        bot.DbAsync(db => db.Communities.Where(c => c.Id != Community.FirstId).Select(c => c.Id).SingleAsync());

    /// <summary>How many steps each community's history has.</summary>
    private static async Task<string> RevisionsAsync(BotHarness bot) => string.Join(
        ", ", await bot.DbAsync(db => db.Revisions.IgnoreQueryFilters().GroupBy(r => r.CommunityId).OrderBy(g => g.Key).Select(g => g.Key + ":" + g.Count()).ToListAsync()));
}
