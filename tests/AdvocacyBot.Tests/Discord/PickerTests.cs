using AdvocacyBot.Core.Commands;
using AdvocacyBot.Discord.Commands;
using AdvocacyBot.Discord.Guilds;
using AdvocacyBot.Discord.Wire;
using AdvocacyBot.FakeDiscord;
using AdvocacyBot.TestSupport;
using Microsoft.Extensions.DependencyInjection;

namespace AdvocacyBot.Tests.Discord;

/// <summary>Every option with known values offers them: as choices, by autocomplete, or as a list of channels or roles.</summary>
public sealed class PickerTests(ITestOutputHelper output)
{
    private static readonly Person Organizer = new() { Permissions = 1UL << 33 };

    /// <summary>Options that hold what only their author knows.</summary>
    private static readonly HashSet<string> FreeText =
    [
        "announce.title", "announce.when", "announce.place", "announce.capacity", "announce.roles", "announce.details", "announce.access", "announce.hotline", "announce.picture",
        "announce.title-en", "announce.title-fr", "announce.title-es", "announce.text-en", "announce.text-fr", "announce.text-es", "shift.which",
        "check.text", "mistake.what", "mistake.message", "setup.code", "feeds list.page", "feeds age.days", "feeds request.value", "feeds try.value",
        "rsvp.guests", "match.contact", "match.seats", "safe.name", "code.code", "feeds add.url", "feeds add.latest", "feeds import.url", "feeds check.url", "feeds filter.words",
        "feeds urgent.words", "feeds template.text", "articles latest.count", "articles search.words", "articles.words",
        "fact propose.columns", "fact edit.columns", "fact approve.version", "fact reject.reason", "fact retract.reason", "fact revert.version",
        "room mute.who", "appearance.value", "web answers.seats", "room mute.time", "room slow.time", "topic add.columns", "name add.columns", "source add.url", "source add.columns",
    ];

    [Fact]
    public async Task Every_option_has_a_picker_or_holds_free_text()
    {
        await using var bot = await BotHarness.StartAsync();
        var catalog = bot.Services.GetRequiredService<CommandCatalog>();
        var suggested = bot.Services.GetServices<SuggesterEntry>().Select(s => s.Option).ToHashSet();
        var options = new SlashOptions(suggested);

        var table = catalog.SpecsOn("discord").SelectMany(s => s.Options.Select(o => (Name: $"{s.Name}.{o.Name}", Shown: options.Of(s, [o])[0]))).ToList();
        foreach (var (name, shown) in table)
            output.WriteLine($"{name}: {shown.Type}, {Picker(shown)}");

        Assert.Equal([], table.Where(row => Picker(row.Shown) == "free text" && !FreeText.Contains(row.Name)).Select(row => row.Name));
        Assert.Equal([], table.Where(row => Picker(row.Shown) != "free text" && FreeText.Contains(row.Name)).Select(row => row.Name));
        Assert.DoesNotContain(suggested, s => table.TrueForAll(row => row.Name != s));
    }

    [Fact]
    public async Task Members_see_no_command_for_organizers_and_organizers_see_all()
    {
        await using var bot = await BotHarness.StartAsync();
        var specs = bot.Services.GetRequiredService<CommandCatalog>().SpecsOn("discord");
        var set = new SlashCommands(specs, new HashSet<string>(), []);

        foreach (var command in set.All.Where(c => c.Type == CommandType.ChatInput))
        {
            var paths = SlashPaths.Of(command);
            var targets = paths.Select(path => set.Find(path)!.Spec!).ToList();
            var isForOrganizers = command.DefaultMemberPermissions == Permissions.ManageEventsText;
            Assert.All(targets, spec => Assert.True(isForOrganizers || spec.Audience == Audience.Everyone, $"/{command.Name} shows members {spec.Name}"));
            if (!isForOrganizers)
                Assert.DoesNotContain(command.Options ?? [], o => targets[0].Options.Any(s => s.IsForOrganizers && SlashNames.Of(s.Name) == o.Name));
        }

        Assert.Equal(["number"], set.All.Single(c => c.Name == "action").Options!.Select(o => o.Name));
        Assert.Equal(["number", "do", "value", "for", "upload"], set.All.Single(c => c.Name == "manage").Options!.Select(o => o.Name));
        Assert.Equal(Permissions.ManageEventsText, set.All.Single(c => c.Name == "feeds").DefaultMemberPermissions);
        Assert.Null(set.All.Single(c => c.Name == "feeds-list").DefaultMemberPermissions);
    }

    [Fact]
    public async Task Choices_and_their_names_are_localized()
    {
        await using var bot = await BotHarness.StartAsync();
        var set = new SlashCommands(bot.Services.GetRequiredService<CommandCatalog>().SpecsOn("discord"), new HashSet<string>(), []);

        var going = set.All.Single(c => c.Name == "rsvp").Options!.Single(o => o.Name == "answer").Choices![0];

        Assert.Equal(("Going", "going", "J’y vais"), (going.Name, going.Value.GetString(), going.NameLocalizations!["fr"]));
    }

    [Fact]
    public async Task Actions_are_picked_by_title_and_roles_by_action()
    {
        await using var rig = await DiscordRig.StartAsync();
        var number = await rig.AnnounceAsync("\"March for water\" 31 May 7am at \"City Hall\" role medic:2 14:00-16:00 role marshal:4");
        await rig.CommandsRegisteredAsync();

        var typing = await rig.Server.Type(rig.Channel, "rsvp", "action", "water").RespondedAsync();
        var action = Assert.Single(typing.Response!["choices"]!.AsArray())!;
        Assert.Equal(number, (long)action["value"]!);
        Assert.StartsWith($"{number} · March for water · ", (string?)action["name"]);

        var others = new Dictionary<string, string> { ["answer"] = "going", ["action"] = $"{number}" };
        var roles = await rig.Server.Type(rig.Channel, "rsvp", "role", "m", others: others).RespondedAsync();
        Assert.Equal(["medic 14:00–16:00", "marshal"], Values(roles));

        var rsvp = await rig.Server.Slash(rig.Channel, "rsvp", new Dictionary<string, string>(others) { ["role"] = "marshal" }).AnsweredAsync(TimeSpan.FromSeconds(60));
        Assert.Contains("marshal", rsvp.Answer!.Words);
    }

    [Fact]
    public async Task Values_for_an_organizers_change_depend_on_the_change()
    {
        await using var rig = await DiscordRig.StartAsync();
        await rig.CommandsRegisteredAsync();

        var typing = await rig.Server.Type(rig.Channel, "manage", "value", "", Organizer, new Dictionary<string, string> { ["number"] = "1", ["do"] = "waitlist" }).RespondedAsync();

        Assert.Equal(["hold", "skip"], Values(typing));
    }

    [Fact]
    public async Task Commands_and_time_zones_are_completed()
    {
        await using var rig = await DiscordRig.StartAsync();
        await rig.CommandsRegisteredAsync();

        var commands = Values(await rig.Server.Type(rig.Channel, "help", "command", "rsv").RespondedAsync());
        var zones = Values(await rig.Server.Type(rig.Channel, "feeds when zone", "zone", "toronto", Organizer, new Dictionary<string, string> { ["feed"] = "1" }).RespondedAsync());

        Assert.Contains("rsvp", commands);
        Assert.DoesNotContain("announce", Values(await rig.Server.Type(rig.Channel, "help", "command", "announce").RespondedAsync()));
        Assert.Equal("America/Toronto", zones[0]);
    }

    [Fact]
    public async Task An_announcement_has_a_menu_of_roles_and_choosing_one_answers()
    {
        await using var rig = await DiscordRig.StartAsync();
        await rig.AnnounceAsync("\"March for water\" 31 May 7am at \"City Hall\" role medic:1 14:00-16:00 role marshal:4");
        await rig.DeliverAsync();
        var posted = Assert.Single(rig.Server.World.Shown(rig.Channel.Id));
        var menu = Assert.Single(posted.Buttons, b => (int)b["type"]! == 3);
        var options = menu["options"]!.AsArray();

        var picked = await rig.Server.Pick(rig.Channel, posted, (string)menu["custom_id"]!, (string)options[0]!["value"]!).AnsweredAsync(TimeSpan.FromSeconds(60));
        var other = await rig.Server.Pick(rig.Channel, posted, (string)menu["custom_id"]!, (string)options[0]!["value"]!).AnsweredAsync(TimeSpan.FromSeconds(60));

        Assert.Equal("Take on a role", (string?)menu["placeholder"]);
        Assert.Equal(2, options.Count);
        Assert.True(picked.Answer!.IsEphemeral);
        Assert.Contains("medic", picked.Answer.Words);
        Assert.Contains("medic", other.Answer!.Words);
        Assert.NotEqual(picked.Answer.Words, other.Answer.Words);
    }

    private static List<string> Values(FakeInteraction typing) => [.. typing.Response!["choices"]!.AsArray().Select(c => c!["value"]!.ToString())];

    private static string Picker(CommandOption option) => option switch
    {
        { Choices.Count: > 0 } => $"{option.Choices.Count} choices",
        { Autocomplete: true } => "autocomplete",
        { Type: OptionType.Channel } => $"channels of types {string.Join(' ', option.ChannelTypes!)}",
        { Type: OptionType.Role } => "roles",
        { Type: OptionType.Attachment } => "a file",
        _ => "free text",
    };
}
