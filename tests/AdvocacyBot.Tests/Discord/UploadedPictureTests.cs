using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Chat.Pictures;
using AdvocacyBot.Core.Communities;
using AdvocacyBot.Core.Mobilizations;
using AdvocacyBot.Core.Mobilizations.Announcing;
using AdvocacyBot.Core.Mobilizations.Managing;
using AdvocacyBot.Core.Mobilizations.Privacy;
using AdvocacyBot.Core.Store;
using AdvocacyBot.FakeDiscord;
using AdvocacyBot.TestSupport;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Person = AdvocacyBot.FakeDiscord.Person;

namespace AdvocacyBot.Tests.Discord;

/// <summary>Pictures that organizers upload: checked, stored by the bot, uploaded to each message, replaced, and deleted.</summary>
public sealed class UploadedPictureTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);
    private static readonly Person Organizer = new() { Permissions = 1UL << 33 };
    private static readonly byte[] Png = SomePictures.Png;
    private static readonly byte[] Jpeg = SomePictures.Jpeg;

    [Fact]
    public async Task An_uploaded_picture_is_previewed_posted_and_kept_after_Discord_has_deleted_the_upload()
    {
        await using var rig = await StartAsync();
        var upload = rig.Server.Attach(Png);

        var preview = await AnnounceAsync(rig, upload);
        Assert.Equal(Png, Assert.Single(preview.Files).Value);
        Assert.Contains("Picture\nA crowd", preview.Words);
        upload.IsExpired = true;
        var published = await PublishAsync(rig, preview);
        Assert.Empty(preview.Files);
        await ManageAsync(rig, "title", "March for water");

        AssertShows(published, Png, "A crowd");
        Assert.Contains("March for water", published.Words);
        Assert.Equal((1, 1), (upload.Downloads, published.Edits));

        var elsewhere = rig.Server.World.AddChannel(rig.Guild, name: "elsewhere");
        await ManageAsync(rig, "post", $"<#{elsewhere.Id}>");
        AssertShows(Assert.Single(rig.Server.World.Shown(elsewhere.Id)), Png, "A crowd");
    }

    [Theory]
    [InlineData("<svg xmlns='http://www.w3.org/2000/svg'/>", "image/svg+xml", 0)]
    [InlineData("MZ an executable that calls itself a picture", "image/png", 0)]
    [InlineData("\u0089PNG", "image/png", PictureFile.MaxBytes)]
    [InlineData("", "image/png", 0)]
    public async Task A_file_that_is_not_a_small_picture_is_refused_and_not_stored(string content, string mediaType, int more)
    {
        await using var rig = await StartAsync();
        var upload = rig.Server.Attach([.. System.Text.Encoding.Latin1.GetBytes(content), .. new byte[more]], mediaType: mediaType);

        var refusal = await AnnounceAsync(rig, upload);

        Assert.StartsWith("I cannot use that file. Send a PNG, JPEG, GIF or WebP picture of at most 5 MB.", refusal.Words);
        Assert.Equal(0, await rig.DbAsync(db => db.StoredPictures.CountAsync()));
    }

    [Fact]
    public async Task An_address_of_the_store_that_somebody_types_is_refused()
    {
        await using var rig = await StartAsync();
        await AnnounceAsync(rig, rig.Server.Attach(Png));
        var address = StoredPicture.AddressOf(PictureFile.Read(Png)!, Community.FirstId);

        var refusal = await rig.SayAsOrganizerAsync($"announce \"March\" 31 May 2099 7am at \"City Hall\" picture \"{address} A crowd\"");

        Assert.StartsWith("Write the address of a picture", PlainText.Write(refusal));
    }

    [Fact]
    public async Task The_picture_of_a_published_action_is_replaced_and_removed()
    {
        await using var rig = await StartAsync();
        var published = await PublishAsync(rig, await AnnounceAsync(rig, rig.Server.Attach(Png)));

        await ManageAsync(rig, null, "A banner", rig.Server.Attach(Jpeg, "banner.jpg", "image/jpeg"));
        AssertShows(published, Jpeg, "A banner");

        await ManageAsync(rig, "picture", "https://example.org/poster.png A poster");
        Assert.Empty(published.Files);
        Assert.Equal("https://example.org/poster.png", Gallery(published)!["media"]!["url"]!.ToString());

        await ManageAsync(rig, "picture", "off");
        Assert.Null(Gallery(published));

        await KeepHouseAsync(rig, uploadedBefore: TimeSpan.FromHours(2));
        Assert.Equal(0, await rig.DbAsync(db => db.StoredPictures.CountAsync()));
    }

    [Fact]
    public async Task A_picture_is_deleted_with_the_answers_of_its_action_and_kept_for_what_still_shows_it()
    {
        await using var rig = await StartAsync();
        var published = await PublishAsync(rig, await AnnounceAsync(rig, rig.Server.Attach(Png)));
        await ManageAsync(rig, "template", "weekly");
        await KeepHouseAsync(rig, uploadedBefore: TimeSpan.FromHours(2));
        AssertShows(published, Png, "A crowd");

        await using (var scope = rig.Services.CreateScopeOf(Community.FirstId))
            await scope.ServiceProvider.GetRequiredService<Shredder>().ShredAsync(await rig.DbAsync(db => db.Mobilizations.Select(m => m.Id).SingleAsync()), CancellationToken.None);
        await rig.RefreshAsync();
        await KeepHouseAsync(rig, uploadedBefore: TimeSpan.FromHours(2));
        Assert.Empty(published.Files);
        Assert.Equal(1, await rig.DbAsync(db => db.StoredPictures.CountAsync()));

        await rig.DbAsync(db => db.Templates.ExecuteDeleteAsync());
        await KeepHouseAsync(rig, uploadedBefore: TimeSpan.FromMinutes(50));
        Assert.Equal(1, await rig.DbAsync(db => db.StoredPictures.CountAsync()));
        await KeepHouseAsync(rig, uploadedBefore: TimeSpan.FromHours(2));
        Assert.Equal(0, await rig.DbAsync(db => db.StoredPictures.CountAsync()));
    }

    [Fact]
    public async Task What_a_form_has_no_room_for_survives_it()
    {
        await using var rig = await StartAsync();
        var given = new Dictionary<string, string> { ["capacity"] = "30", ["details"] = "Bring water", ["hotline"] = "555 0100", ["upload"] = rig.Server.Attach(Png).Id };

        var form = await rig.Server.Slash(rig.Channel, "announce", given, Organizer).RespondedAsync(Limit);
        var shown = form.Response!["components"]!.AsArray().Select(c => (string)c!["component"]!["custom_id"]!).ToList();
        var preview = await rig.Server.Submit(
            rig.Channel, (string)form.Response["custom_id"]!, new Dictionary<string, string> { ["title"] = "March", ["when"] = "31 May 2099 7am", ["place"] = "City Hall", ["capacity"] = "40" }, Organizer)
            .AnsweredAsync(Limit);

        Assert.Equal(["title", "when", "place", "capacity", "details"], shown);
        Assert.Equal(Png, Assert.Single(preview.Answer!.Files).Value);
        Assert.Contains("555 0100", preview.Answer.Words);
        Assert.Contains("40", preview.Answer.Words);
        Assert.DoesNotContain("Bring water", preview.Answer.Words);
    }

    [Fact]
    public async Task A_form_whose_earlier_values_are_gone_opens_again_instead_of_announcing_less()
    {
        await using var rig = await StartAsync();
        var typed = new Dictionary<string, string> { ["title"] = "March", ["when"] = "31 May 2099 7am", ["place"] = "City Hall" };

        var gone = await rig.Server.Submit(rig.Channel, "~form:announce:0123456789abcdef01234567", typed, Organizer).AnsweredAsync(Limit);
        var again = await rig.Server.Press(rig.Channel, gone.Answer!, (string)Assert.Single(gone.Answer!.Buttons)["custom_id"]!, Organizer).RespondedAsync(Limit);

        Assert.StartsWith("I no longer have all that you entered", gone.Answer.Words);
        Assert.Equal("March", (string?)again.Response!["components"]![0]!["component"]!["value"]);
    }

    [Fact]
    public async Task A_discussion_is_opened_and_closed_after_the_announcement()
    {
        await using var rig = await StartAsync();
        var published = await PublishAsync(rig, await AnnounceAsync(rig, null));
        Assert.Empty(rig.Server.World.Threads(rig.Channel.Id));

        await ManageAsync(rig, "discussion", "on");
        var thread = Assert.Single(rig.Server.World.Threads(rig.Channel.Id));
        Assert.Equal((published.Id, false), (thread.Id, thread.IsArchived));
        await ManageAsync(rig, "discussion", "off");
        Assert.True(thread.IsArchived);
        await ManageAsync(rig, "discussion", "on");
        Assert.False(thread.IsArchived);
    }

    private static async Task<DiscordRig> StartAsync()
    {
        var rig = await DiscordRig.StartAsync();
        await rig.CommandsRegisteredAsync();
        return rig;
    }

    private static async Task<FakeMessage> AnnounceAsync(DiscordRig rig, FakeUpload? upload)
    {
        var options = new Dictionary<string, string> { ["title"] = "March", ["when"] = "31 May 2099 7am", ["place"] = "City Hall" };
        if (upload is not null)
            (options["picture"], options["upload"]) = ("A crowd", upload.Id);
        return (await rig.Server.Slash(rig.Channel, "announce", options, Organizer).AnsweredAsync(Limit)).Answer!;
    }

    private static async Task<FakeMessage> PublishAsync(DiscordRig rig, FakeMessage preview)
    {
        var publish = preview.Buttons.Select(b => (string)b["custom_id"]!).Single(id => id.EndsWith(":publish", StringComparison.Ordinal));
        await rig.Server.Press(rig.Channel, preview, publish, Organizer).AnsweredAsync(Limit);
        await rig.DeliverAsync();
        return Assert.Single(rig.Server.World.Shown(rig.Channel.Id), m => !m.IsEphemeral);
    }

    private static async Task ManageAsync(DiscordRig rig, string? change, string value, FakeUpload? upload = null)
    {
        var options = new Dictionary<string, string> { ["number"] = "1", ["value"] = value };
        if (change is not null)
            options["do"] = change;
        if (upload is not null)
            options["upload"] = upload.Id;
        await rig.Server.Slash(rig.Channel, "manage", options, Organizer).AnsweredAsync(Limit);
        await rig.RefreshAsync();
    }

    private static async Task KeepHouseAsync(DiscordRig rig, TimeSpan uploadedBefore)
    {
        var at = DateTime.UtcNow - uploadedBefore;
        await rig.DbAsync(db => db.StoredPictures.ExecuteUpdateAsync(row => row.SetProperty(p => p.UploadedAt, at)));
        await using var scope = rig.Services.CreateScopeOf(Community.FirstId);
        await scope.ServiceProvider.GetRequiredService<DeleteUnusedPictures>().KeepAsync(CancellationToken.None);
    }

    private static void AssertShows(FakeMessage message, byte[] picture, string description)
    {
        var (name, content) = Assert.Single(message.Files);
        Assert.Equal(picture, content);
        Assert.Equal(($"attachment://{name}", description), ((string?)Gallery(message)!["media"]!["url"], (string?)Gallery(message)!["description"]));
    }

    private static System.Text.Json.Nodes.JsonNode? Gallery(FakeMessage message) =>
        message.Body["components"]!.AsArray().SelectMany(c => c!["components"]!.AsArray()).SingleOrDefault(c => (int)c!["type"]! == 12)?["items"]![0];
}
