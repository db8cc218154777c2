using System.Net;
using System.Text.RegularExpressions;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.TestSupport;

namespace AdvocacyBot.Tests.Web;

/// <summary>The desk lists the group's organizers, and one invites another with a link.</summary>
public sealed partial class DeskOrganizerTests
{
    private static readonly MemberRef Ana = new("fake", "ana");

    [Fact]
    public async Task An_operator_invites_another_with_a_link_that_works_once_and_both_are_listed()
    {
        await using var scene = await PublicScene.StartAsync();
        await scene.AnnounceAsync("\"Vigil\" 2027-05-31 07:00 America/Toronto at \"City Hall\"");
        var before = await scene.Organizer.GetStringAsync("/desk/organizers");
        Assert.Contains("web link · ", before, StringComparison.Ordinal);
        Assert.Contains("organized from", before, StringComparison.Ordinal);

        var html = (await scene.Organizer.SendAsync("/desk/organizers")).Html;
        var link = new Uri(Link().Match(html).Value);
        using var second = scene.Bot.Visit();
        await second.SignInAsync(link);
        Assert.Equal(HttpStatusCode.OK, (await second.GetAsync("/desk")).StatusCode);
        using var third = scene.Bot.Visit();
        Assert.Equal(HttpStatusCode.Gone, (await third.SignInAsync(link)).StatusCode);

        var after = await second.GetStringAsync("/desk/organizers");
        Assert.Equal(2, Regex.Count(after, "<span class=\"quiet\">signed in to the desk", RegexOptions.NonBacktracking));
        Assert.Equal(1, Regex.Count(after, Regex.Escape("(you)"), RegexOptions.NonBacktracking));
    }

    [Fact]
    public async Task A_link_that_an_organizer_makes_expires_after_an_hour()
    {
        await using var scene = await PublicScene.StartAsync();
        var link = new Uri(Link().Match((await scene.Organizer.SendAsync("/desk/organizers")).Html).Value);

        scene.Bot.Clock.Advance(TimeSpan.FromMinutes(61));

        using var late = scene.Bot.Visit();
        Assert.Equal(HttpStatusCode.Gone, (await late.SignInAsync(link)).StatusCode);
    }

    [Fact]
    public async Task A_chat_organizer_is_listed_and_makes_no_operators()
    {
        await using var bot = await BotHarness.StartAsync();
        using var _ = await bot.OpenEndpointsAsync();
        using var ana = await bot.SignInAsChatAsync(Ana);

        var page = await ana.GetStringAsync("/desk/organizers");
        Assert.Contains("fake · ana", page, StringComparison.Ordinal);
        Assert.DoesNotContain("action=\"/desk/organizers\"", page, StringComparison.Ordinal);
        var refused = await ana.SendAsync("/desk/organizers");
        Assert.Equal(HttpStatusCode.Forbidden, refused.Status);
        Assert.DoesNotContain("/desk/sign-in", refused.Html, StringComparison.Ordinal);
    }

    [GeneratedRegex("http://[^<>\"]+/desk/sign-in\\?token=[A-Za-z0-9_-]+", RegexOptions.NonBacktracking)]
    private static partial Regex Link();
}
