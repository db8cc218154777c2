using AdvocacyBot.Core.Chat;
using AdvocacyBot.Discord.Commands;
using AdvocacyBot.FakeDiscord;
using AdvocacyBot.TestSupport;
using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Tests.Discord;

public sealed class InteractionTests
{
    private static readonly Person Organizer = new() { Permissions = 1UL << 33 };
    private static readonly Dictionary<string, string> Asked = new() { ["year"] = "2014", ["name"] = "peru" };

    [Fact]
    public async Task A_command_is_answered_in_the_members_language_and_its_subject_is_stored()
    {
        await using var rig = await DiscordRig.StartAsync();

        var asked = await rig.Server.Slash(rig.Channel, "echo", Options("text", "hola"), new Person { Locale = "es-419" }).RespondedAsync();

        Assert.Equal((4, "Spanish: hola"), (asked.ResponseType, asked.Original!.Words));
        Assert.False(asked.Original.IsEphemeral);
        var intent = Assert.Single(rig.Effects.Intents);
        Assert.Equal((asked.Id, rig.Channel.Id, false), (intent.EventId, intent.Channel.Id, intent.IsDirect));
        await Eventually.HoldsAsync(() => Remembered(rig, "echo/1") == asked.Original.Id, "the message is remembered");
    }

    [Fact]
    public async Task A_private_answer_is_ephemeral_and_the_next_one_replaces_it()
    {
        await using var rig = await DiscordRig.StartAsync();

        var asked = await rig.Server.Slash(rig.Channel, "secret").RespondedAsync();
        Assert.True(asked.Original!.IsEphemeral);

        var pressed = await rig.Server.Press(rig.Channel, asked.Original, "t:private").RespondedAsync();
        Assert.Equal((7, "pressed, for you alone"), (pressed.ResponseType, asked.Original.Words));
        Assert.Empty(rig.Server.World.Shown(rig.Channel.Id));
    }

    [Fact]
    public async Task A_button_passes_its_message_and_a_select_menu_its_value()
    {
        await using var rig = await DiscordRig.StartAsync();
        var asked = await rig.Server.Slash(rig.Channel, "echo", Options("text", "x")).RespondedAsync();

        var pressed = await rig.Server.Press(rig.Channel, asked.Original!, "t:public").RespondedAsync();
        var picked = await rig.Server.Pick(rig.Channel, asked.Original!, "~pick:0", "t:private").RespondedAsync();

        Assert.Contains(asked.Original!.Id, pressed.Original!.Words);
        Assert.True(picked.Original!.IsEphemeral);
    }

    [Theory]
    [InlineData("all", "slowly, for all", false)]
    [InlineData("me", "slowly, for you alone", true)]
    public async Task A_slow_answer_is_deferred_and_a_private_one_stays_private(string who, string expected, bool isPrivate)
    {
        await using var rig = await DiscordRig.StartAsync();

        var asked = await rig.Server.Slash(rig.Channel, "slow", Options("who", who)).RespondedAsync();
        Assert.Equal(5, asked.ResponseType);
        Assert.True(asked.Took > TimeSpan.FromSeconds(1.4), "An answer that is ready in time needs no deferral.");
        rig.Effects.Deferred.SetResult();

        if (isPrivate)
        {
            await Eventually.HoldsAsync(() => asked.FollowUps.Count == 1, "the answer follows");
            Assert.True(asked.Original!.IsDeleted);
            Assert.Equal((expected, true), (asked.FollowUps[0].Words, asked.FollowUps[0].IsEphemeral));
        }
        else
        {
            await Eventually.HoldsAsync(() => asked.Original!.Words == expected, "the answer takes its place");
            await Eventually.HoldsAsync(() => Remembered(rig, "slow/1") == asked.Original!.Id, "the message is remembered");
        }
    }

    [Fact]
    public async Task A_members_commands_run_in_order_without_delaying_others()
    {
        await using var rig = await DiscordRig.StartAsync();
        var (ana, ben) = (new Person(), new Person());

        var first = rig.Server.Slash(rig.Channel, "slow", Options("who", "all"), ana);
        var second = rig.Server.Slash(rig.Channel, "echo", Options("text", "after"), ana);
        var other = await rig.Server.Slash(rig.Channel, "echo", Options("text", "meanwhile"), ben).RespondedAsync();
        await second.RespondedAsync();
        Assert.Equal((4, 5), (other.ResponseType, second.ResponseType));
        Assert.Equal([other.Id], rig.Effects.Intents.Select(i => i.EventId));

        rig.Effects.Deferred.SetResult();
        await first.AnsweredAsync(TimeSpan.FromSeconds(30));
        await second.AnsweredAsync(TimeSpan.FromSeconds(30));
        Assert.Equal(("slowly, for all", "English: after"), (first.Answer!.Words, second.Answer!.Words));
    }

    [Fact]
    public async Task A_command_answered_too_late_still_takes_effect()
    {
        await using var rig = await DiscordRig.StartAsync(new FakeSettings { FirstResponse = TimeSpan.Zero });

        var person = new Person();
        var direct = rig.Server.Direct(person);

        var asked = rig.Server.Slash(rig.Channel, "once");
        await Eventually.HoldsAsync(() => rig.Effects.Counts.ContainsKey(asked.Id), "the command took effect");
        rig.Server.Say(direct, "!echo still here", person);
        await Eventually.HoldsAsync(() => rig.Server.World.Shown(direct.Id).Count == 1, "the next is answered");

        Assert.Null(asked.ResponseType);
    }

    [Fact]
    public async Task The_same_interaction_delivered_twice_has_one_effect()
    {
        await using var rig = await DiscordRig.StartAsync();
        rig.Server.Duplicates = true;

        var asked = await rig.Server.Slash(rig.Channel, "once").AnsweredAsync(TimeSpan.FromSeconds(60));
        await rig.Server.Slash(rig.Channel, "secret").AnsweredAsync(TimeSpan.FromSeconds(60));

        Assert.Equal(1, rig.Effects.Counts[asked.Id]);
    }

    [Fact]
    public async Task A_slow_interaction_delivered_twice_keeps_its_first_answer()
    {
        await using var rig = await DiscordRig.StartAsync();
        rig.Server.Duplicates = true;

        var asked = await rig.Server.Slash(rig.Channel, "slow", Options("who", "count")).RespondedAsync();
        rig.Effects.Deferred.SetResult();
        await asked.AnsweredAsync(TimeSpan.FromSeconds(30));
        rig.Server.Duplicates = false;
        await rig.Server.Slash(rig.Channel, "echo", Options("text", "marker")).RespondedAsync();

        Assert.Equal("slowly, time 1", asked.Answer!.Words);
        Assert.Equal(1, asked.Answer.Edits);
    }

    [Fact]
    public async Task Autocomplete_returns_at_most_25_valid_values()
    {
        await using var rig = await DiscordRig.StartAsync();

        var typing = await rig.Server.Type(rig.Channel, "echo", "text", "del").RespondedAsync();

        Assert.Equal(8, typing.ResponseType);
        Assert.Equal(25, typing.Response!["choices"]!.AsArray().Count);
        Assert.Equal("del 1", (string?)typing.Response["choices"]![0]!["value"]);
    }

    [Fact]
    public async Task A_command_without_required_options_opens_a_modal_that_keeps_invalid_input()
    {
        await using var rig = await DiscordRig.StartAsync();

        var asked = await rig.Server.Slash(rig.Channel, "gather", Options("title", "March"), Organizer).RespondedAsync();
        Assert.Equal((9, "~form:gather"), (asked.ResponseType, (string?)asked.Response!["custom_id"]));
        Assert.Equal(["title", "when", "seats"], asked.Response["components"]!.AsArray().Select(c => (string?)c!["component"]!["custom_id"]));
        Assert.Equal("March", (string?)asked.Response["components"]![0]!["component"]!["value"]);

        var wrong = await rig.Server.Submit(rig.Channel, "~form:gather", new Dictionary<string, string> { ["title"] = "March", ["when"] = "noon", ["seats"] = "many" }, Organizer).RespondedAsync();
        Assert.True(wrong.Original!.IsEphemeral);
        var again = await rig.Server.Press(rig.Channel, wrong.Original, (string)wrong.Original.Buttons[^1]["custom_id"]!, Organizer).RespondedAsync();
        Assert.Equal((9, "many"), (again.ResponseType, (string?)again.Response!["components"]![2]!["component"]!["value"]));

        var right = await rig.Server.Submit(rig.Channel, "~form:gather", new Dictionary<string, string> { ["title"] = "March", ["when"] = "noon", ["seats"] = "7" }, Organizer).RespondedAsync();
        Assert.Equal("March at noon for 7", right.Original!.Words);
    }

    [Fact]
    public async Task Organizer_rights_are_checked_with_each_event()
    {
        await using var rig = await DiscordRig.StartAsync(settings: s => s.OrganizerRoles = ["77"]);
        var form = new Dictionary<string, string> { ["title"] = "a", ["when"] = "b" };

        var anybody = await rig.Server.Submit(rig.Channel, "~form:gather", form, new Person()).RespondedAsync();
        var role = await rig.Server.Submit(rig.Channel, "~form:gather", form, new Person { Roles = ["77"] }).RespondedAsync();
        var administrator = await rig.Server.Submit(rig.Channel, "~form:gather", form, new Person { Permissions = 8 }).RespondedAsync();
        var direct = await rig.Server.Submit(rig.Server.Direct(Organizer), "~form:gather", form, Organizer).RespondedAsync();

        Assert.True(anybody.Original!.IsEphemeral);
        Assert.StartsWith("Only organizers", anybody.Original.Words);
        Assert.Equal("a at b for", role.Original!.Words.Trim());
        Assert.Equal("a at b for", administrator.Original!.Words.Trim());
        Assert.StartsWith("Only organizers", direct.Original!.Words);
    }

    [Fact]
    public async Task A_long_answer_has_pages_for_each_reader()
    {
        await using var rig = await DiscordRig.StartAsync();
        var asked = await rig.Server.Slash(rig.Channel, "many").RespondedAsync();
        Assert.Contains("Entry 1 of", asked.Original!.Words);

        var second = await rig.Server.Press(rig.Channel, asked.Original, (string)asked.Original.Buttons[^1]["custom_id"]!).RespondedAsync();
        Assert.True(second.Original!.IsEphemeral);
        Assert.Contains("2 / ", second.Original.Words);
        Assert.DoesNotContain("Entry 1 of", second.Original.Words);

        var third = await rig.Server.Press(rig.Channel, second.Original, (string)second.Original.Buttons[^1]["custom_id"]!).RespondedAsync();
        Assert.Equal(7, third.ResponseType);
        Assert.Contains("3 / ", second.Original.Words);

        var gone = await rig.Server.Press(rig.Channel, asked.Original, "~page:000000:1").RespondedAsync();
        Assert.StartsWith("I no longer have", gone.Original!.Words);
    }

    [Fact]
    public async Task Each_topic_has_a_command_and_the_set_is_registered_only_after_changes()
    {
        var topics = new List<TopicCommand> { new("delegations", new Dictionary<Core.Languages.Language, string>()) };
        var server = await DiscordRig.StartServerAsync();
        await using var disposing = server;
        using var folder = new TemporaryFolder();
        for (var i = 0; i < 2; i++)
        {
            await using var rig = await DiscordRig.StartAsync(server: server, folder: folder.Path, adjust: WithTopics);
            // Discord shows a restarted bot's commands before the bot registers them again.
            Assert.Equal(
                "English: delegations 2014 peru", (await server.Slash(rig.Channel, "delegations", Asked).RespondedAsync()).Original!.Words);
            await Eventually.HoldsAsync(() => server.World.CommandWrites == 2, "the common commands and the topics are written once");
        }

        topics.Add(new TopicCommand("complaints", new Dictionary<Core.Languages.Language, string>()));
        await using var changed = await DiscordRig.StartAsync(server: server, folder: folder.Path, adjust: WithTopics);
        await Eventually.HoldsAsync(() => server.World.CommandWrites == 3, "the changed set is written");
        Assert.Equal(["delegations", "complaints"], server.World.Commands[changed.Guild.Id].Select(c => (string?)c!["name"]));
        Assert.DoesNotContain(server.World.Commands["global"], c => (string?)c!["name"] == "complaints");

        void WithTopics(Microsoft.Extensions.DependencyInjection.IServiceCollection services) =>
            Microsoft.Extensions.DependencyInjection.ServiceCollectionServiceExtensions.AddSingleton<TopicSource>(
                services, (_, _) => Task.FromResult<IReadOnlyList<TopicCommand>>(topics));
    }

    private static Dictionary<string, string> Options(string name, string value) => new() { [name] = value };

    private static string? Remembered(DiscordRig rig, string subject) =>
        rig.DbAsync(db => db.Set<MessageSubject>().Where(s => s.Subject == subject).Select(s => s.Message).FirstOrDefaultAsync()).GetAwaiter().GetResult();
}
