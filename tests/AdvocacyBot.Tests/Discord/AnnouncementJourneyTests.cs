using AdvocacyBot.Core.Communities;
using AdvocacyBot.Core.Facts.Files;
using AdvocacyBot.Core.Mobilizations;
using AdvocacyBot.Core.Mobilizations.Notices;
using AdvocacyBot.Core.Mobilizations.Private;
using AdvocacyBot.Core.Store;
using AdvocacyBot.FakeDiscord;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace AdvocacyBot.Tests.Discord;

/// <summary>What organizers and members do with an announcement on Discord, from the first click to the last message.</summary>
public sealed class AnnouncementJourneyTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);
    private static readonly Person Organizer = new() { Permissions = 1UL << 33 };

    [Fact]
    public async Task A_message_becomes_a_published_announcement_in_three_clicks()
    {
        await using var rig = await StartAsync();
        var message = await PostAsync(rig, "We march on Saturday. Bring water.");

        var form = await rig.Server.UseMessageCommand(rig.Channel, "Announce from this", message, Organizer).RespondedAsync(Limit);
        var inputs = form.Response!["components"]!.AsArray().Select(c => c!["component"]!).ToDictionary(i => (string)i["custom_id"]!, i => (string?)i["value"] ?? "");
        (inputs["title"], inputs["when"], inputs["place"]) = ("March", "31 May 2099 7am", "City Hall");
        var preview = await rig.Server.Submit(rig.Channel, (string)form.Response["custom_id"]!, inputs, Organizer).AnsweredAsync(Limit);
        await PressAsync(rig, rig.Channel, preview.Answer!, ":publish", Organizer);
        await rig.DeliverAsync();

        var posted = rig.Server.World.Shown(rig.Channel.Id)[^1];
        Assert.Contains("## March", posted.Words);
        Assert.Contains("We march on Saturday. Bring water.", posted.Words);
    }

    [Fact]
    public async Task Each_action_of_the_list_has_a_button_beside_it_that_shows_it_to_who_pressed()
    {
        await using var rig = await StartAsync();
        await rig.AnnounceAsync("\"March\" 31 May 2099 7am at \"City Hall\"");
        await rig.AnnounceAsync("\"Vigil\" 1 June 2099 7pm at \"Old Bridge\"");

        var list = (await rig.Server.Slash(rig.Channel, "actions").AnsweredAsync(Limit)).Answer!;
        var sections = list.Body["components"]![0]!["components"]!.AsArray().Where(c => (int)c!["type"]! == 9).ToList();
        Assert.Equal(["Details", "Details"], sections.Select(s => (string?)s!["accessory"]!["label"]));
        Assert.Contains("Vigil", (string?)sections[1]!["components"]![0]!["content"]);

        var shown = await PressAsync(rig, rig.Channel, list, (string)sections[1]!["accessory"]!["custom_id"]!, new Person());
        Assert.True(shown.IsEphemeral);
        Assert.Contains("Old Bridge", shown.Words);
        Assert.Equal(3, shown.Buttons.Count);
    }

    [Fact]
    public async Task A_message_is_checked_against_stored_facts_privately()
    {
        await using var rig = await StartAsync();
        await using (var scope = rig.Services.CreateScopeOf(Community.FirstId))
        {
            await scope.ServiceProvider.GetRequiredService<ExampleFacts>().ImportAsync(CancellationToken.None);
        }

        var message = await PostAsync(rig, "Colombia and Saudi Arabia sent delegations to CANSEC, I heard.");
        var answer = (await rig.Server.UseMessageCommand(rig.Channel, "Check facts in this", message).AnsweredAsync(Limit)).Answer!;

        Assert.True(answer.IsEphemeral);
        Assert.Contains("CANSEC", answer.Words);
        Assert.DoesNotContain("I have no fact", answer.Words);
    }

    [Fact]
    public async Task A_scheduled_event_follows_its_action_and_goes_with_it()
    {
        await using var rig = await StartAsync(isEventOn: true);
        await rig.AnnounceAsync("\"March\" 31 May 2099 7am at \"City Hall\" open");
        await rig.DeliverAsync();
        var scheduled = Assert.Single(rig.Server.World.ScheduledEvents);
        Assert.Equal(("March", "City Hall"), ((string?)scheduled["name"], (string?)scheduled["entity_metadata"]!["location"]));

        await ManageAsync(rig, "place Old Harbour");
        await ManageAsync(rig, "title March for water");
        await ManageAsync(rig, "move 1 June 2099 8am");
        var moved = Assert.Single(rig.Server.World.ScheduledEvents);
        Assert.Equal(("March for water", "Old Harbour"), ((string?)moved["name"], (string?)moved["entity_metadata"]!["location"]));
        Assert.Equal(new DateTime(2099, 6, 1).Date, DateTimeOffset.Parse((string)moved["scheduled_start_time"]!, System.Globalization.CultureInfo.InvariantCulture).UtcDateTime.Date);

        await ManageAsync(rig, "open off");
        Assert.Empty(rig.Server.World.ScheduledEvents);
        await ManageAsync(rig, "open");
        Assert.Single(rig.Server.World.ScheduledEvents);
        await ManageAsync(rig, "cancel");
        Assert.Empty(rig.Server.World.ScheduledEvents);
    }

    [Fact]
    public async Task A_reminder_reaches_those_alone_who_asked_for_it()
    {
        await using var rig = await StartAsync();
        var (asks, declines) = (new Person(), new Person());
        await rig.AnnounceAsync("\"March\" 31 May 2099 7am at \"City Hall\"");
        await rig.DeliverAsync();
        var posted = Assert.Single(rig.Server.World.Shown(rig.Channel.Id));

        var receipt = await PressAsync(rig, rig.Channel, posted, ":going", asks);
        await PressAsync(rig, rig.Channel, posted, ":going", declines);
        await PressAsync(rig, rig.Channel, receipt, ":on", asks);
        await SendNotesAsync(rig);
        var confirmed = rig.Server.World.Shown(rig.Server.Direct(asks).Id).Count;
        await RemindNowAsync(rig);

        Assert.Contains("March", rig.Server.World.Shown(rig.Server.Direct(asks).Id)[confirmed].Words);
        Assert.Empty(rig.Server.World.Shown(rig.Server.Direct(declines).Id));
    }

    [Fact]
    public async Task A_role_is_notified_by_the_first_post_alone()
    {
        await using var rig = await StartAsync();
        var readers = rig.Guild.AddRole("Readers", mentionable: true);
        var preview = await rig.Server.Slash(
            rig.Channel, "announce", new Dictionary<string, string> { ["title"] = "March", ["when"] = "31 May 2099 7am", ["place"] = "City Hall", ["ping"] = readers.Id }, Organizer).AnsweredAsync(Limit);
        Assert.Contains("Readers", preview.Answer!.Words);
        await PressAsync(rig, rig.Channel, preview.Answer, ":publish", Organizer);
        await rig.DeliverAsync();
        await ManageAsync(rig, "title March for water");
        await ManageAsync(rig, "post");

        Assert.Equal([1, 0], rig.Server.World.Shown(rig.Channel.Id).Select(m => m.Pings.Roles.Count));
        Assert.Empty(preview.Answer.Pings.Roles);
    }

    private static async Task<DiscordRig> StartAsync(bool isEventOn = false)
    {
        var rig = await DiscordRig.StartAsync(settings: s => s.ScheduledEvents = isEventOn, usesFeatures: true);
        await rig.CommandsRegisteredAsync();
        return rig;
    }

    private static async Task<FakeMessage> PostAsync(DiscordRig rig, string text)
    {
        var sent = await rig.Platform.SendAsync(rig.Post(text), CancellationToken.None);
        return rig.Server.World.Shown(rig.Channel.Id).Single(m => m.Id == sent.Id);
    }

    private static async Task<FakeMessage> PressAsync(DiscordRig rig, FakeChannel channel, FakeMessage message, string choice, Person person)
    {
        var id = message.Buttons.Select(b => (string)b["custom_id"]!).First(b => b.EndsWith(choice, StringComparison.Ordinal));
        return (await rig.Server.Press(channel, message, id, person).AnsweredAsync(Limit)).Answer!;
    }

    private static async Task ManageAsync(DiscordRig rig, string change)
    {
        await rig.SayAsOrganizerAsync($"action 1 {change}");
        await rig.RefreshAsync();
    }

    /// <summary>Makes the next reminder due, at a place where it is about noon, and sends all that is due.</summary>
    private static async Task RemindNowAsync(DiscordRig rig)
    {
        var due = DateTime.UtcNow.AddSeconds(-1);
        var zone = ZoneAtNoon.Now();
        await rig.DbAsync(db => db.Mobilizations.ExecuteUpdateAsync(row => row
            .SetProperty(m => m.Zone, zone).SetProperty(m => m.RemindAt, due).SetProperty(m => m.StartsAt, due.AddHours(2)).SetProperty(m => m.EndsAt, due.AddHours(4))));
        await rig.Services.GetRequiredService<SendReminders>().TurnAsync(CancellationToken.None);
        await SendNotesAsync(rig);
    }

    /// <summary>Sends the private messages that wait, also those that are not due yet.</summary>
    private static async Task SendNotesAsync(DiscordRig rig)
    {
        var due = DateTime.UtcNow.AddSeconds(-1);
        await rig.DbAsync(db => db.PrivateNotes.ExecuteUpdateAsync(row => row.SetProperty(n => n.DueAt, due)));
        await rig.Services.GetRequiredService<SendNotes>().TurnAsync(CancellationToken.None);
        await rig.DeliverAsync();
    }
}
