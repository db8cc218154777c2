using System.Net;
using AdvocacyBot.TestSupport;

namespace AdvocacyBot.Tests.Web;

/// <summary>A new group's organizers see what to do first, until it is done or they dismiss it.</summary>
public sealed class FirstStepsTests
{
    [Theory]
    [InlineData("en", "First steps: 4 to go", "Give the group its name", "Announce an action")]
    [InlineData("fr", "Premiers pas : encore 4", "Donnez son nom au groupe", "Annoncez une action")]
    [InlineData("es", "Primeros pasos: faltan 4", "Ponle nombre al grupo", "Anuncia una acción")]
    public async Task A_new_group_sees_its_steps_in_the_room_and_at_the_desk(string language, string left, string first, string last)
    {
        await using var scene = await PublicScene.StartAsync();
        using var member = scene.Bot.Visit();
        foreach (var visitor in (HttpClient[])[scene.Organizer, member])
            visitor.DefaultRequestHeaders.AcceptLanguage.ParseAdd(language);

        var (room, desk) = (await ReadAsync(scene.Organizer, "/"), await ReadAsync(scene.Organizer, "/desk"));

        Assert.Contains(left, room, StringComparison.Ordinal);
        foreach (var page in (string[])[room, desk])
        {
            Assert.Contains(first, page, StringComparison.Ordinal);
            Assert.Contains(last, page, StringComparison.Ordinal);
        }

        Assert.DoesNotContain(first, await ReadAsync(member, "/"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_step_is_gone_once_it_is_done()
    {
        await using var scene = await PublicScene.StartAsync();
        await scene.AnnounceAsync("\"Vigil\" 2027-05-31 07:00 America/Toronto at \"City Hall\"");
        using var second = scene.Bot.Visit();
        await second.SignInAsync(await scene.LinkAsync());
        await scene.Organizer.SendAsync("/desk/appearance", ("title", "Peace Assembly"));

        var desk = await ReadAsync(scene.Organizer, "/desk");

        Assert.DoesNotContain("Announce an action</a>", desk, StringComparison.Ordinal);
        Assert.DoesNotContain("Invite a second organizer", desk, StringComparison.Ordinal);
        Assert.DoesNotContain("Give the group its name", desk, StringComparison.Ordinal);
        Assert.Contains("Follow a feed", desk, StringComparison.Ordinal);
        Assert.Contains("First steps: 1 to go", await ReadAsync(scene.Organizer, "/"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Dismissed_steps_do_not_come_back_and_only_an_organizer_dismisses_them()
    {
        await using var scene = await PublicScene.StartAsync();
        using var member = scene.Bot.Visit();
        using var form = new FormUrlEncodedContent([]);
        Assert.Equal(HttpStatusCode.Unauthorized, (await member.PostAsync("/desk/steps", form)).StatusCode);
        Assert.Contains("First steps", await ReadAsync(scene.Organizer, "/desk"), StringComparison.Ordinal);

        await scene.Organizer.SendAsync("/desk/steps", ("_back", "/"));

        Assert.DoesNotContain("First steps", await ReadAsync(scene.Organizer, "/desk"), StringComparison.Ordinal);
        Assert.DoesNotContain("First steps", await ReadAsync(scene.Organizer, "/"), StringComparison.Ordinal);
    }

    private static async Task<string> ReadAsync(HttpClient visitor, string path) => WebUtility.HtmlDecode(await visitor.GetStringAsync(path)).Replace((char)0xA0, (char)0x20).Replace((char)0x202F, (char)0x20);
}
