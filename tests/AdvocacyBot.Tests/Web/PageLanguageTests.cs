using System.Net;
using System.Net.Http.Json;
using AdvocacyBot.TestSupport;

namespace AdvocacyBot.Tests.Web;

/// <summary>A page's links to other languages lead to the same page, and what goes wrong is said in the reader's language.</summary>
public sealed class PageLanguageTests
{
    [Theory]
    [InlineData("/desk/actions/1")]
    [InlineData("/desk/organizers")]
    [InlineData("/desk/sessions")]
    [InlineData("/desk/facts/import")]
    [InlineData("/desk/appearance")]
    [InlineData("/desk/articles")]
    public async Task A_page_of_the_desk_stays_in_place_when_its_language_is_switched(string path)
    {
        await using var scene = await PublicScene.StartAsync();
        await scene.AnnounceAsync("\"Vigil\" 2027-05-31 07:00 America/Toronto at \"City Hall\"");
        Assert.Contains($"href=\"{path}?lang=fr\"", await scene.Organizer.GetStringAsync(path), StringComparison.Ordinal);

        using var french = await scene.Organizer.GetAsync($"{path}?lang=fr");

        Assert.Equal(path, french.RequestMessage!.RequestUri!.PathAndQuery);
        Assert.Contains("<html lang=\"fr\">", await french.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/desk", HttpStatusCode.Unauthorized)]
    [InlineData("/join?token=nothing", HttpStatusCode.Forbidden)]
    [InlineData("/desk/sign-in?token=nothing", HttpStatusCode.Gone)]
    public async Task A_page_for_strangers_keeps_its_token_when_its_language_is_switched(string path, HttpStatusCode status)
    {
        await using var bot = await BotHarness.StartAsync();
        using var stranger = await bot.OpenEndpointsAsync();
        var link = $"{path}{(path.Contains('?', StringComparison.Ordinal) ? "&" : "?")}lang=es";
        using var english = await stranger.GetAsync(path);
        Assert.Contains($"href=\"{WebUtility.HtmlEncode(link)}\"", await english.Content.ReadAsStringAsync(), StringComparison.Ordinal);

        using var spanish = await stranger.GetAsync(link);

        Assert.Equal(status, spanish.StatusCode);
        Assert.Equal(path, spanish.RequestMessage!.RequestUri!.PathAndQuery);
        var html = await spanish.Content.ReadAsStringAsync();
        Assert.Contains("<html lang=\"es\">", html, StringComparison.Ordinal);
        Assert.Contains("class=\"skip\"", html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("fr", "Vous n’avez pas écrit ce message", "Ce message n’existe pas pour vous")]
    [InlineData("es", "No has escrito ese mensaje", "Ese mensaje no existe para ti")]
    public async Task What_goes_wrong_in_the_room_is_said_in_the_readers_language(string language, string notOwn, string noChoice)
    {
        await using var bot = await BotHarness.StartAsync();
        using var visitor = await bot.OpenEndpointsAsync();
        visitor.DefaultRequestHeaders.AcceptLanguage.ParseAdd(language);

        using var deleted = await visitor.DeleteAsync("/api/room/messages/1");
        using var chosen = await visitor.PostAsJsonAsync("/api/room/choices", new { message = 1, choice = "rsvp:1:going" });

        Assert.StartsWith(notOwn, await ErrorAsync(deleted), StringComparison.Ordinal);
        Assert.StartsWith(noChoice, await ErrorAsync(chosen), StringComparison.Ordinal);

        static async Task<string> ErrorAsync(HttpResponseMessage response) => (await response.Content.ReadFromJsonAsync<Dictionary<string, string>>())!["error"];
    }
}
