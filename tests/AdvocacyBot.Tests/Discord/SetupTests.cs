using AdvocacyBot.Core.Communities;
using AdvocacyBot.Core.Mobilizations;
using AdvocacyBot.FakeDiscord;
using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Tests.Discord;

/// <summary>Organizers set a server up inside Discord.</summary>
public sealed class SetupTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);
    private static readonly Person Organizer = new() { Permissions = 1UL << 33 };

    [Fact]
    public async Task The_panel_has_a_list_for_each_setting_and_shows_what_is_chosen()
    {
        await using var rig = await DiscordRig.StartAsync();
        var news = rig.Server.World.AddChannel(rig.Guild, type: 5, name: "news");
        var readers = rig.Guild.AddRole("Stewards");

        var panel = (await rig.Server.Slash(rig.Channel, "setup", person: Organizer).AnsweredAsync(Limit)).Answer!;
        Assert.True(panel.IsEphemeral);
        Assert.Equal([8, 8, 8, 6, 3, 3, 2], panel.Buttons.Select(b => (int)b["type"]!));

        var chosen = await rig.Server.PickFilled(rig.Channel, panel, "~fill:setup:announcements", [news.Id], Organizer).AnsweredAsync(Limit);
        Assert.Equal(7, chosen.ResponseType);
        await rig.Server.PickFilled(rig.Channel, panel, "~fill:setup:organizers", [readers.Id], Organizer).AnsweredAsync(Limit);
        await rig.Server.Pick(rig.Channel, panel, (string)panel.Buttons[4]["custom_id"]!, "setup:language:fr", Organizer).AnsweredAsync(Limit);
        await rig.Server.Pick(rig.Channel, panel, (string)panel.Buttons[5]["custom_id"]!, "setup:zone:Europe/Madrid", Organizer).AnsweredAsync(Limit);

        Assert.Contains($"<#{news.Id}>", panel.Words);
        Assert.Contains($"<@&{readers.Id}>", panel.Words);
        Assert.Contains("français", panel.Words);
        Assert.Contains("Europe/Madrid", panel.Words);
        Assert.Equal(news.Id, (string?)panel.Buttons[1]["default_values"]![0]!["id"]);
        var community = await rig.DbAsync(db => db.Communities.SingleAsync(c => c.Id == Community.FirstId));
        Assert.Equal((Core.Languages.Language.French, "Europe/Madrid"), (community.Language, community.TimeZone));
    }

    [Fact]
    public async Task A_missing_permission_is_named_with_the_setting_to_change()
    {
        await using var rig = await DiscordRig.StartAsync();
        var mute = rig.Server.World.AddChannel(rig.Guild, name: "mute");
        mute.Overwrites.Add((rig.Guild.Id, 0, 0, 1UL << 11));
        var panel = (await rig.Server.Slash(rig.Channel, "setup", person: Organizer).AnsweredAsync(Limit)).Answer!;

        await rig.Server.PickFilled(rig.Channel, panel, "~fill:setup:articles", [mute.Id], Organizer).AnsweredAsync(Limit);

        Assert.Contains("I cannot post in #mute yet. Open \"Edit Channel\", \"Permissions\", add me and allow: Send Messages.", panel.Words);
    }

    [Fact]
    public async Task A_test_is_posted_where_articles_and_announcements_go()
    {
        await using var rig = await DiscordRig.StartAsync();
        var news = rig.Server.World.AddChannel(rig.Guild, name: "news");
        var panel = (await rig.Server.Slash(rig.Channel, "setup", person: Organizer).AnsweredAsync(Limit)).Answer!;
        await rig.Server.PickFilled(rig.Channel, panel, "~fill:setup:articles", [news.Id], Organizer).AnsweredAsync(Limit);

        await rig.Server.Press(rig.Channel, panel, "setup:test", Organizer).AnsweredAsync(Limit);
        await rig.DeliverAsync();

        Assert.All(new[] { news, rig.Channel }, channel => Assert.StartsWith("This is a test", Assert.Single(rig.Server.World.Shown(channel.Id)).Words));
    }

    [Fact]
    public async Task A_role_from_the_setup_makes_organizers_in_the_server_and_in_direct_messages()
    {
        await using var rig = await DiscordRig.StartAsync();
        var stewards = rig.Guild.AddRole("Stewards");
        var steward = new Person { Roles = [stewards.Id] };
        var options = new Dictionary<string, string> { ["code"] = "zone America/Lima" };
        Assert.StartsWith("Only organizers", (await rig.Server.Slash(rig.Channel, "setup", options, steward).AnsweredAsync(Limit)).Answer!.Words);

        var panel = (await rig.Server.Slash(rig.Channel, "setup", person: Organizer).AnsweredAsync(Limit)).Answer!;
        var refused = await rig.Server.PickFilled(rig.Channel, panel, "~fill:setup:organizers", [stewards.Id], steward).AnsweredAsync(Limit);
        Assert.StartsWith("Only organizers", refused.Answer!.Words);
        panel = (await rig.Server.Slash(rig.Channel, "setup", person: Organizer).AnsweredAsync(Limit)).Answer!;
        await rig.Server.PickFilled(rig.Channel, panel, "~fill:setup:organizers", [stewards.Id], Organizer).AnsweredAsync(Limit);

        Assert.Contains("America/Lima", (await rig.Server.Slash(rig.Channel, "setup", options, steward).AnsweredAsync(Limit)).Answer!.Words);
        var direct = await rig.Server.Slash(rig.Server.Direct(steward), "places", person: steward).AnsweredAsync(Limit);
        Assert.StartsWith("Places of this group", direct.Answer!.Words);
    }

    [Fact]
    public async Task A_direct_message_announces_in_the_channel_for_announcements_and_asks_discord_once_who_organizes()
    {
        await using var rig = await DiscordRig.StartAsync();
        var news = rig.Server.World.AddChannel(rig.Guild, name: "news");
        var organizer = new Person { Roles = [rig.Guild.AddRole("Leads", permissions: 1UL << 33).Id] };
        await rig.Server.Slash(rig.Channel, "setup", new Dictionary<string, string> { ["code"] = $"announcements <#{news.Id}>" }, Organizer).AnsweredAsync(Limit);
        var direct = rig.Server.Direct(organizer);
        var asked = 0;
        rig.Server.RestFaults = (method, path) =>
        {
            if (path.EndsWith($"/members/{organizer.Id}", StringComparison.Ordinal))
                Interlocked.Increment(ref asked);
            return RestFault.None;
        };

        var announce = new Dictionary<string, string> { ["title"] = "March", ["when"] = "31 May 2099 7am", ["place"] = "City Hall" };
        var preview = (await rig.Server.Slash(direct, "announce", announce, organizer).AnsweredAsync(Limit)).Answer!;
        Assert.Contains($"<#{news.Id}>", preview.Words);
        await rig.Server.Press(direct, preview, (string)preview.Buttons[0]["custom_id"]!, organizer).AnsweredAsync(Limit);
        await rig.DeliverAsync();

        Assert.Contains("March", Assert.Single(rig.Server.World.Shown(news.Id)).Words);
        Assert.Equal(1, asked);
    }

    [Fact]
    public async Task A_failure_of_discord_is_not_remembered_as_not_being_a_member()
    {
        await using var rig = await DiscordRig.StartAsync();
        var organizer = new Person { Roles = [rig.Guild.AddRole("Leads", permissions: 1UL << 33).Id] };
        var direct = rig.Server.Direct(organizer);
        rig.Server.RestFaults = (_, path) => path.Contains("/members/", StringComparison.Ordinal) ? RestFault.ErrorBefore : RestFault.None;
        Assert.StartsWith("I do not see you", (await rig.Server.Slash(direct, "places", person: organizer).AnsweredAsync(Limit)).Answer!.Words);

        rig.Server.RestFaults = null;

        Assert.StartsWith("Places of this group", (await rig.Server.Slash(direct, "places", person: organizer).AnsweredAsync(Limit)).Answer!.Words);
    }

    [Fact]
    public async Task Times_without_a_zone_are_in_the_zone_of_the_community()
    {
        await using var rig = await DiscordRig.StartAsync();
        await rig.Server.Slash(rig.Channel, "setup", new Dictionary<string, string> { ["code"] = "zone Asia/Tokyo" }, Organizer).AnsweredAsync(Limit);

        var number = await rig.AnnounceAsync("\"March\" 31 May 2099 7am at \"City Hall\"");

        Assert.Equal("Asia/Tokyo", await rig.DbAsync(db => db.Mobilizations.Where(m => m.Number == number).Select(m => m.Zone).SingleAsync()));
    }
}
