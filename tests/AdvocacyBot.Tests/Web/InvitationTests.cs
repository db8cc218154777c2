using System.Net;
using System.Net.Http.Json;
using System.Text.RegularExpressions;
using AdvocacyBot.TestSupport;

namespace AdvocacyBot.Tests.Web;

/// <summary>Under a public name, the web room is for people who were invited, unless the settings open it.</summary>
public sealed partial class InvitationTests
{
    private static readonly Dictionary<string, string?> Public = new(StringComparer.Ordinal) { ["Web:PublicUrl"] = "https://bot.example.org" };

    [Fact]
    public async Task A_stranger_sees_nothing_of_the_room_until_they_accept_an_invitation()
    {
        await using var scene = await PublicScene.StartAsync(Public);
        using var stranger = scene.Bot.Visit();
        await scene.SayAsync("a sentence for members only");

        foreach (var path in (string[])["/", "/api/room/messages", "/api/room/events"])
        {
            using var refused = await stranger.GetAsync(path, HttpCompletionOption.ResponseHeadersRead);
            Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        }

        Assert.Equal(HttpStatusCode.Forbidden, (await stranger.PostAsJsonAsync("/api/room/messages", new { text = "hello" })).StatusCode);

        var token = await InviteAsync(scene);
        Assert.Equal(HttpStatusCode.OK, (await stranger.GetAsync($"/join?token={token}")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await stranger.GetAsync("/api/room/messages")).StatusCode);
        using var form = new FormUrlEncodedContent([KeyValuePair.Create("token", token)]);
        await stranger.PostAsync("/join", form);
        Assert.Contains(await stranger.ReadRoomAsync(), m => m.Text == "a sentence for members only");
    }

    [Fact]
    public async Task An_invitation_ends_after_a_week_and_an_open_room_needs_none()
    {
        await using var scene = await PublicScene.StartAsync(Public);
        using var late = scene.Bot.Visit();
        var token = await InviteAsync(scene);
        scene.Bot.Clock.Advance(TimeSpan.FromDays(7));
        Assert.Equal(HttpStatusCode.Forbidden, (await late.GetAsync($"/join?token={token}")).StatusCode);

        await using var open = await BotHarness.StartAsync(settings: new Dictionary<string, string?>(Public) { ["Web:RoomOpen"] = "true" });
        using var visitor = await open.OpenEndpointsAsync();
        Assert.Equal(HttpStatusCode.OK, (await visitor.GetAsync("/")).StatusCode);
    }

    private static async Task<string> InviteAsync(PublicScene scene)
    {
        var desk = await scene.Organizer.GetStringAsync("/desk/community");
        using var form = new FormUrlEncodedContent([KeyValuePair.Create("_token", FormToken.In(desk))]);
        using var answer = await scene.Organizer.PostAsync("/desk/invitation", form);
        return Token().Match(await answer.Content.ReadAsStringAsync()).Groups["token"].Value;
    }

    [GeneratedRegex("/join\\?token=(?<token>[0-9a-f]{48})", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Token();
}
