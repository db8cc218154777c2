using AdvocacyBot.TestSupport;

namespace AdvocacyBot.Tests.Web;

/// <summary>Each reader of the room sees public messages in their own language; what people wrote stays as it is.</summary>
public sealed class RoomLanguageTests
{
    [Fact]
    public async Task An_announcement_its_change_and_its_cancellation_are_shown_in_each_readers_language()
    {
        await using var scene = await PublicScene.StartAsync();
        using var reader = scene.Bot.Visit();
        reader.DefaultRequestHeaders.AcceptLanguage.ParseAdd("fr-CA");
        await scene.AnnounceAsync("\"Marche pour l'eau\" 2027-05-31 07:00 America/Toronto at \"City Hall\" open");

        Assert.Contains("When: ", (await PublicOfAsync(scene.Organizer))[0].Text, StringComparison.Ordinal);
        var french = (await PublicOfAsync(reader))[0];
        Assert.Equal("fr", french.Language);
        Assert.Contains("Marche pour l'eau", french.Text, StringComparison.Ordinal);
        Assert.Contains("Quand", french.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("When", french.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(french.Choices, c => c.Label == "Going");
        Assert.Equal((await PublicOfAsync(scene.Organizer))[0].Choices.Select(c => c.Id), french.Choices.Select(c => c.Id));

        await scene.SayAsync("action 1 text \"Bring water.\"");
        Assert.Contains("Quand", (await PublicOfAsync(reader))[0].Text, StringComparison.Ordinal);
        await scene.SayAsync("action 1 cancel");
        Assert.DoesNotContain(await PublicOfAsync(reader), m => m.Text.Contains("cancelled", StringComparison.OrdinalIgnoreCase));
        Assert.Contains(await PublicOfAsync(scene.Organizer), m => m.Text.Contains("cancelled", StringComparison.OrdinalIgnoreCase));
    }

    private static async Task<RoomView[]> PublicOfAsync(HttpClient visitor) => [.. (await visitor.ReadRoomAsync()).Where(m => m is { Private: false, Author: "bot" })];
}
