using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Mobilizations;
using AdvocacyBot.TestSupport;

namespace AdvocacyBot.Tests.Mobilizations;

/// <summary>A place leads to a map, wherever an action is shown.</summary>
public sealed class PlaceMapTests
{
    [Theory]
    [InlineData("City Hall, 100 Queen St W", "https://www.openstreetmap.org/search?query=City%20Hall%2C%20100%20Queen%20St%20W")]
    [InlineData("Place de l’Hôtel-de-Ville", "https://www.openstreetmap.org/search?query=Place%20de%20l%E2%80%99H%C3%B4tel-de-Ville")]
    [InlineData("Oficina del Zócalo & más #2", "https://www.openstreetmap.org/search?query=Oficina%20del%20Z%C3%B3calo%20%26%20m%C3%A1s%20%232")]
    [InlineData("Online", null)]
    [InlineData("Zoom (link on the day)", null)]
    [InlineData("en ligne", null)]
    [InlineData("Reunión virtual", null)]
    [InlineData("https://meet.example.org/march", null)]
    public void A_place_on_earth_has_a_map(string place, string? address) => Assert.Equal(address, PlaceMaps.Of(place)?.AbsoluteUri);

    [Fact]
    public void The_link_to_a_long_place_fits_into_a_field() => Assert.True(PlaceMaps.Of(new string('é', 200))!.AbsoluteUri.Length < 700);

    [Fact]
    public async Task The_announcement_the_action_and_its_reminder_have_it_and_a_cancelled_action_does_not()
    {
        const string Map = "City Hall · Map <https://www.openstreetmap.org/search?query=City%20Hall>";
        await using var bot = await BotHarness.StartAsync();
        await bot.AnnounceAsync(when: "31 May 2pm");
        await bot.UntilAsync(new DateTime(2026, 5, 30, 18, 1, 0, DateTimeKind.Utc));

        Assert.All(bot.Posted(), message => Assert.Contains(Map, message.Text, StringComparison.Ordinal));
        Assert.Equal(2, bot.Posted().Count);
        Assert.Contains(Map, PlainText.Write(await bot.SayAsync("action 1", Organizing.Volunteer(), command: true)), StringComparison.Ordinal);
        Assert.Contains(Map, PlainText.Write(await bot.OrganizeAsync("action 1")), StringComparison.Ordinal);
        Assert.Contains("Carte <", PlainText.Write(await bot.OrganizeAsync("action 1", Language.French)), StringComparison.Ordinal);
        await bot.OrganizeAsync("action 1 cancel");
        Assert.DoesNotContain("openstreetmap", PlainText.Write(await bot.OrganizeAsync("action 1")), StringComparison.Ordinal);
    }
}
