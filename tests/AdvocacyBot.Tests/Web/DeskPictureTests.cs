using System.Text;
using AdvocacyBot.Core.Chat.Pictures;
using AdvocacyBot.TestSupport;
using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Tests.Web;

/// <summary>A picture is uploaded at the desk, for a new action or one that is announced.</summary>
public sealed class DeskPictureTests
{
    private const string Hidden = "52.3702N 4.8952E";

    [Fact]
    public async Task A_picture_of_an_announced_action_is_stored_without_metadata_and_with_its_text()
    {
        await using var scene = await PublicScene.StartAsync();
        await scene.AnnounceAsync("\"Vigil\" 2027-05-31 07:00 America/Toronto at \"City Hall\"");
        var photo = SomePictures.WithJpegSegment(SomePictures.Jpeg, 0xFE, Encoding.ASCII.GetBytes(Hidden));

        await scene.Organizer.SendFileAsync("/desk/do", ("upload", "IMG_0001.JPG", photo), ("_command", "action"), ("number", "1"), ("do", "picture"), ("_alt", "https://a.example banner at a march"));

        var stored = await scene.Bot.DbAsync(db => db.StoredPictures.SingleAsync());
        Assert.Equal("image/jpeg", stored.MediaType);
        Assert.DoesNotContain(Hidden, Encoding.Latin1.GetString(stored.Bytes), StringComparison.Ordinal);
        Assert.Contains("banner at a march", await scene.Organizer.GetStringAsync("/desk/actions/1"), StringComparison.Ordinal);

        await scene.Organizer.SendAsync("/desk/do", ("_command", "action"), ("number", "1"), ("do", "picture"), ("value", "off"));
        Assert.DoesNotContain("banner at a march", await scene.Organizer.GetStringAsync("/desk/actions/1"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_new_action_takes_a_picture_with_it()
    {
        await using var scene = await PublicScene.StartAsync();

        var preview = (await scene.Organizer.SendFileAsync(
            "/desk/do", ("upload", "photo.webp", SomePictures.Webp),
            ("_command", "announce"), ("title", "March"), ("when", "31 May 2027 7am"), ("place", "City Hall"), ("_alt", "a banner"))).Html;

        Assert.Contains("a banner", preview, StringComparison.Ordinal);
        Assert.Equal("image/webp", await scene.Bot.DbAsync(db => db.StoredPictures.Select(p => p.MediaType).SingleAsync()));
    }

    [Theory]
    [InlineData("", true, "Say what the picture shows")]
    [InlineData("a banner", false, "not a JPEG, PNG, GIF or WebP")]
    public async Task A_picture_without_a_text_or_a_file_that_is_none_changes_nothing(string text, bool isPicture, string expected)
    {
        await using var scene = await PublicScene.StartAsync();
        await scene.AnnounceAsync("\"Vigil\" 2027-05-31 07:00 America/Toronto at \"City Hall\"");

        var answer = (await scene.Organizer.SendFileAsync(
            "/desk/do", ("upload", "photo.png", isPicture ? SomePictures.Png : "<svg onload=\"alert(1)\"/>"u8.ToArray()),
            ("_command", "action"), ("number", "1"), ("do", "picture"), ("_alt", text))).Html;

        Assert.Contains(expected, answer, StringComparison.Ordinal);
        Assert.Empty(await scene.Bot.DbAsync(db => db.StoredPictures.ToListAsync()));
    }
}
