using System.Text.Json;
using System.Text.Json.Nodes;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Commands;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Discord.Commands;
using AdvocacyBot.Discord.Guilds;
using AdvocacyBot.Discord.Wire;
using AdvocacyBot.FakeDiscord;
using AdvocacyBot.TestSupport;
using Microsoft.Extensions.DependencyInjection;

namespace AdvocacyBot.Tests.Discord;

public sealed class SlashCommandsTests
{
    private static readonly TopicCommand Delegations = new("delegations", new Dictionary<Language, string>
    {
        [Language.English] = "delegations",
        [Language.French] = "délégations",
        [Language.Spanish] = "delegaciones",
    });

    [Fact]
    public async Task Discord_accepts_every_command_of_the_bot()
    {
        await using var bot = await BotHarness.StartAsync();
        var catalog = bot.Services.GetRequiredService<CommandCatalog>();

        var set = new SlashCommands(catalog.Specs, new HashSet<string>(), [Delegations]);

        Assert.Empty(CommandRules.Problems(Json(set.All)));
        Assert.All(catalog.Specs, spec => Assert.Contains(Targets(set), t => t.Spec == spec));
    }

    [Fact]
    public async Task No_command_group_or_choice_of_the_bot_exceeds_what_Discord_lists()
    {
        await using var bot = await BotHarness.StartAsync();

        var set = new SlashCommands(bot.Services.GetRequiredService<CommandCatalog>().Specs, bot.Services.GetServices<SuggesterEntry>().Select(s => s.Option).ToHashSet(), []);

        Assert.InRange(set.All.Count, 1, 95);
        foreach (var command in set.All)
        {
            Assert.InRange(command.Options?.Count ?? 0, 0, 25);
            // Room for the next subcommand.
            foreach (var list in (command.Options ?? []).Where(o => o.Type == OptionType.SubcommandGroup).Select(o => o.Options!).Append(command.Options ?? []))
                Assert.InRange(list.Count(o => o.Type is OptionType.Subcommand or OptionType.SubcommandGroup), 0, 20);
        }
    }

    [Fact]
    public async Task Settings_of_feeds_are_grouped_by_what_they_are_about()
    {
        await using var bot = await BotHarness.StartAsync();
        var set = new SlashCommands(bot.Services.GetRequiredService<CommandCatalog>().SpecsOn("discord"), new HashSet<string>(), []);

        var feeds = set.All.Single(c => c.Name == "feeds");
        var groups = feeds.Options!.Where(o => o.Type == OptionType.SubcommandGroup).ToDictionary(o => o.Name, o => o.Options!.Select(s => s.Name).ToList());

        Assert.Equal(["digest", "quiet", "zone", "age", "dates"], groups["when"].OrderBy(n => Array.IndexOf(["digest", "quiet", "zone", "age", "dates"], n)));
        Assert.Equal("quand", feeds.Options!.Single(o => o.Name == "when").NameLocalizations!["fr"]);
        Assert.Equal("feeds digest", set.Find("feeds when digest")!.Spec!.Name);
        Assert.Equal("feeds approve", set.Find("feeds which approve")!.Spec!.Name);
        Assert.Equal("feeds add", set.Find("feeds add")!.Spec!.Name);
        Assert.Null(set.Find("feeds digest"));
    }

    [Fact]
    public async Task Names_and_descriptions_are_localized_in_three_languages()
    {
        await using var bot = await BotHarness.StartAsync();
        var set = new SlashCommands(bot.Services.GetRequiredService<CommandCatalog>().Specs, new HashSet<string>(), [Delegations]);

        var help = set.All.Single(c => c.Name == "help");
        Assert.Equal(("aide", "ayuda", "ayuda"), (help.NameLocalizations!["fr"], help.NameLocalizations["es-ES"], help.NameLocalizations["es-419"]));
        Assert.Equal("Montre ce que je sais faire", help.DescriptionLocalizations!["fr"]);
        var language = set.All.Single(c => c.Name == "language");
        Assert.Equal(Permissions.ManageEventsText, language.DefaultMemberPermissions);
        Assert.Equal(["en", "fr", "es"], language.Options![0].Choices!.Select(c => c.Value.GetString()));
        var topic = set.All.Single(c => c.Name == "delegations");
        Assert.Equal("délégations", topic.NameLocalizations!["fr"]);
        Assert.Equal(["year", "name"], topic.Options!.Select(o => o.Name));
        Assert.Equal(Delegations, set.Find("delegations")!.Topic);
    }

    [Fact]
    public void At_most_a_hundred_commands_are_registered_and_topics_come_last()
    {
        var topics = Enumerable.Range(0, 200).Select(i => new TopicCommand($"topic {i}", new Dictionary<Language, string>())).ToList();

        var set = new SlashCommands([HelpSpec], new HashSet<string>(), topics);

        Assert.Equal(100, set.All.Count);
        Assert.Equal("help", set.All[0].Name);
        Assert.Equal("topic-98", set.All[^1].Name);
        Assert.Empty(CommandRules.Problems(Json(set.All)));
    }

    [Theory]
    [InlineData("Délégations", "délégations")]
    [InlineData("what's new?", "what's-new")]
    [InlineData("heckler & koch", "heckler-koch")]
    [InlineData("???", null)]
    [InlineData("abcdefghijklmnopqrstuvwxyz abcdefghij", "abcdefghijklmnopqrstuvwxyz-abcde")]
    public void A_name_is_converted_to_a_valid_one(string name, string? expected) => Assert.Equal(expected, SlashNames.Of(name));

    [Fact]
    public void Permission_overwrites_apply_in_the_documented_order()
    {
        var guild = new Guild("1") { OwnerId = "9", Roles = [new Role("1", "1024"), new Role("2", "2048"), new Role("3", "8")] };
        var channel = new Channel("5", ChannelType.Text)
        {
            PermissionOverwrites = [new Overwrite("1", 0, "0", "1024"), new Overwrite("2", 0, "1024", "2048"), new Overwrite("7", 1, "2048", "0")],
        };

        Assert.Equal(0UL, Permissions.InChannel(guild, channel, "6", []));
        Assert.Equal(1024UL, Permissions.InChannel(guild, channel, "6", ["2"]));
        Assert.Equal(3072UL, Permissions.InChannel(guild, channel, "7", ["2"]));
        Assert.Equal(ulong.MaxValue, Permissions.InChannel(guild, channel, "6", ["3"]));
        Assert.Equal(ulong.MaxValue, Permissions.InChannel(guild, channel, "9", []));
    }

    private static CommandSpec HelpSpec { get; } = new("help", ChatTexts.All);

    private static IEnumerable<SlashTarget> Targets(SlashCommands set) => set.All.Where(c => c.Type == CommandType.ChatInput)
        .SelectMany(SlashPaths.Of)
        .Select(path => set.Find(path)!);

    private static JsonArray Json(IReadOnlyList<ApplicationCommand> commands) =>
        JsonSerializer.SerializeToNode(commands, DiscordJson.Default.IReadOnlyListApplicationCommand)!.AsArray();
}
