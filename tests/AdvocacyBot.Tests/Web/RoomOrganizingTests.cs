using AdvocacyBot.Tests.Mobilizations;
using AdvocacyBot.TestSupport;

namespace AdvocacyBot.Tests.Web;

/// <summary>What members of the web room arrange with each other around an action: rides, and the question whether they are home safe.</summary>
public sealed class RoomOrganizingTests
{
    private const string March = "\"March for water\" 2026-05-06 07:00 America/Toronto at \"City Hall\"";

    [Fact]
    public async Task A_driver_and_two_riders_find_each_other_and_nobody_else_reads_it()
    {
        await using var scene = await PublicScene.StartAsync();
        await scene.AnnounceAsync(March);
        using var driver = scene.Bot.Visit();
        HttpClient[] riders = [scene.Bot.Visit(), scene.Bot.Visit()];
        await SayAsync(scene, driver, "match 1 ride-offer 2 \"Signal: moon\"");
        for (var i = 0; i < riders.Length; i++)
            await SayAsync(scene, riders[i], $"match 1 ride-seek \"Signal: rider {i}\"");

        await SayAsync(scene, driver, "match 1");
        var shown = await LastAsync(driver);
        foreach (var accept in shown.Choices.Where(c => c.Id.Contains(":accept:", StringComparison.Ordinal)))
            await PressAsync(scene, driver, shown, accept.Id);
        foreach (var rider in riders)
        {
            await SayAsync(scene, rider, "match 1");
            var offered = await LastAsync(rider);
            await PressAsync(scene, rider, offered, offered.Choices.Single(c => c.Id.Contains(":accept:", StringComparison.Ordinal)).Id);
        }

        await SayAsync(scene, driver, "match 1");
        var made = await LastAsync(driver);
        Assert.True(made.Private);
        Assert.Contains("2 seats in your car, 2 of them taken", made.Text, StringComparison.Ordinal);
        for (var i = 0; i < riders.Length; i++)
        {
            Assert.Contains($"Signal: rider {i}", made.Text, StringComparison.Ordinal);
            Assert.Contains("Signal: moon", (await LastAsync(riders[i])).Text, StringComparison.Ordinal);
            Assert.DoesNotContain(await riders[i].ReadRoomAsync(0), m => m.Text.Contains($"rider {1 - i}", StringComparison.Ordinal));
            riders[i].Dispose();
        }

        Assert.DoesNotContain(await scene.Organizer.ReadRoomAsync(0), m => m.Text.Contains("Signal", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_member_is_asked_once_and_privately_and_answers_with_one_tap()
    {
        await using var scene = await PublicScene.StartAsync();
        await scene.AnnounceAsync(March);
        await scene.SayAsync("action 1 check-in 3h");
        using var member = scene.Bot.Visit();
        await SayAsync(scene, member, "rsvp 1 going");
        var receipt = await LastAsync(member);
        await PressAsync(scene, member, receipt, "checkin:1:on");
        Assert.Contains((await PrivateAsync(member)), m => m.Text.Contains("ask you once whether you are home safe", StringComparison.Ordinal));

        await scene.Bot.UntilAsync((await scene.Bot.MobilizationAsync(1)).EndsAt.AddMinutes(2));
        var question = Assert.Single(await PrivateAsync(member), m => m.Text.Contains("Are you home safe?", StringComparison.Ordinal));
        await PressAsync(scene, member, question, question.Choices.Single().Id);

        Assert.Contains(await PrivateAsync(member), m => m.Text.Contains("Good to hear", StringComparison.Ordinal));
        Assert.DoesNotContain(await scene.Organizer.ReadRoomAsync(0), m => m.Text.Contains("Are you home safe?", StringComparison.Ordinal));
        await scene.SayAsync("action 1");
        Assert.Contains(await PrivateAsync(scene.Organizer), m => m.Text.Contains("Home safe, asked: nobody is missing", StringComparison.Ordinal));
    }

    /// <summary>Somebody says something, slowly enough for the limits.</summary>
    private static async Task SayAsync(PublicScene scene, HttpClient visitor, string text)
    {
        scene.Bot.Clock.Advance(TimeSpan.FromSeconds(2));
        await visitor.SayInRoomAsync(text);
        await scene.Bot.TurnAsync();
    }

    private static async Task PressAsync(PublicScene scene, HttpClient visitor, RoomView message, string choice)
    {
        scene.Bot.Clock.Advance(TimeSpan.FromSeconds(2));
        await visitor.ChooseInRoomAsync(message.Id, choice);
        await scene.Bot.TurnAsync();
    }

    private static async Task<RoomView> LastAsync(HttpClient visitor) => (await PrivateAsync(visitor))[^1];

    private static async Task<IReadOnlyList<RoomView>> PrivateAsync(HttpClient visitor) => [.. (await visitor.ReadRoomAsync(0)).Where(m => m is { Private: true, Author: "bot" })];
}
