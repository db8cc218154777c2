using AdvocacyBot.Core.Communities;
using AdvocacyBot.Discord.Commands;
using AdvocacyBot.FakeDiscord;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace AdvocacyBot.Tests.Discord;

/// <summary>Commands in a message's context menu, and the commands for topics of each community.</summary>
public sealed class MessageCommandTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);
    private static readonly Person Organizer = new() { Permissions = 1UL << 33 };

    [Fact]
    public async Task Announce_from_this_opens_the_form_with_the_words_of_the_message()
    {
        await using var rig = await DiscordRig.StartAsync();
        var message = await PostAsync(rig, "We march on Saturday. Bring water.");

        var form = await rig.Server.UseMessageCommand(rig.Channel, "Announce from this", message, Organizer).RespondedAsync(Limit);

        Assert.Equal(9, form.ResponseType);
        var inputs = form.Response!["components"]!.AsArray().Select(c => c!["component"]!).ToList();
        Assert.Equal(["title", "when", "place", "details"], inputs.Take(4).Select(i => (string?)i["custom_id"]));
        Assert.Equal("We march on Saturday. Bring water.", (string?)inputs[3]["value"]);
    }

    [Fact]
    public async Task Check_facts_answers_privately_about_the_words_of_the_message()
    {
        await using var rig = await DiscordRig.StartAsync();
        var message = await PostAsync(rig, "Nothing that I know of");

        var answer = (await rig.Server.UseMessageCommand(rig.Channel, "Check facts in this", message).AnsweredAsync(Limit)).Answer!;

        Assert.True(answer.IsEphemeral);
        Assert.StartsWith("I have no fact", answer.Words);
    }

    [Fact]
    public async Task A_report_reaches_the_channel_for_organizers_without_its_author()
    {
        await using var rig = await DiscordRig.StartAsync();
        var desk = rig.Server.World.AddChannel(rig.Guild, name: "organizers");
        var message = await PostAsync(rig, "It begins at 5pm");
        var reader = new Person();
        var values = new Dictionary<string, string> { ["what"] = "It begins at 6pm", ["message"] = message.Words };

        var form = await rig.Server.UseMessageCommand(rig.Channel, "Report a mistake", message, reader).RespondedAsync(Limit);
        var early = await rig.Server.Submit(rig.Channel, (string)form.Response!["custom_id"]!, values, reader).AnsweredAsync(Limit);
        Assert.StartsWith("There is no channel for reports yet", early.Answer!.Words);

        await rig.Server.Slash(rig.Channel, "setup", new Dictionary<string, string> { ["code"] = $"reports <#{desk.Id}>" }, Organizer).AnsweredAsync(Limit);
        await rig.Server.Submit(rig.Channel, (string)form.Response!["custom_id"]!, values, reader).AnsweredAsync(Limit);
        await rig.DeliverAsync();

        var report = Assert.Single(rig.Server.World.Shown(desk.Id)).Words;
        Assert.Contains("It begins at 6pm", report);
        Assert.Contains("> It begins at 5pm", report);
        Assert.DoesNotContain(reader.Id, report);
    }

    [Fact]
    public async Task Each_server_shows_the_topics_of_its_own_community()
    {
        await using var server = await DiscordRig.StartServerAsync();
        var other = server.World.AddGuild("Another group");
        server.World.AddChannel(other);
        await using var rig = await DiscordRig.StartAsync(server: server, adjust: services => services.AddSingleton<TopicSource>((community, _) =>
            Task.FromResult<IReadOnlyList<TopicCommand>>([new TopicCommand(community == Community.FirstId ? "delegations" : "harvests", new Dictionary<Core.Languages.Language, string>())])));
        await using (var scope = rig.Services.CreateAsyncScope())
        {
            var membership = scope.ServiceProvider.GetRequiredService<Membership>();
            var place = await rig.DbAsync(db => db.Places.SingleAsync(p => p.Key == other.Id));
            await membership.LeaveAsync(place.Id, CancellationToken.None);
            await membership.FoundAsync(place.Ref, "Another group", CancellationToken.None);
        }

        await rig.Services.GetRequiredService<CommandRegistry>().SyncAsync(server.World.ApplicationId, CancellationToken.None);

        Assert.Equal(["delegations"], Names(server, rig.Guild.Id));
        Assert.Equal(["harvests"], Names(server, other.Id));
        Assert.DoesNotContain("harvests", Names(server, "global"));
    }

    private static async Task<FakeMessage> PostAsync(DiscordRig rig, string text)
    {
        await rig.CommandsRegisteredAsync();
        var sent = await rig.Platform.SendAsync(rig.Post(text), CancellationToken.None);
        return rig.Server.World.Shown(rig.Channel.Id).Single(m => m.Id == sent.Id);
    }

    private static List<string> Names(FakeDiscordServer server, string scope)
    {
        lock (server.World.Gate)
            return [.. server.World.Commands.GetValueOrDefault(scope, []).Select(c => (string)c!["name"]!)];
    }
}
