using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using AdvocacyBot.TestSupport;
using AdvocacyBot.Web.Room.Search;
using Microsoft.Data.Sqlite;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace AdvocacyBot.Tests.Web;

/// <summary>The search in the room's history finds what the reader may see, and nothing that is deleted.</summary>
public sealed class RoomSearchTests
{
    [Fact]
    public async Task All_words_have_to_be_in_a_message_whatever_their_case_and_accents()
    {
        await using var scene = await PublicScene.StartAsync();
        using var visitor = scene.Bot.Visit();
        await scene.SayAsync("We meet at the Café Élysée before the march");
        await scene.SayAsync("The march begins at noon");

        Assert.Equal(2, (await FindAsync(visitor, "MARCH")).Count);
        Assert.Equal(["We meet at the [Café] Élysée before the [march]"], await FindAsync(visitor, "march cafe"));
        Assert.Empty(await FindAsync(visitor, "march midnight"));
        Assert.Empty(await FindAsync(visitor, " "));
        Assert.Empty(await FindAsync(visitor, "%"));
        Assert.Empty(await FindAsync(visitor, "\" OR 1=1 --"));
        Assert.Empty(await FindAsync(visitor, new string('x', 2_000)));
    }

    [Fact]
    public async Task Private_messages_are_found_by_their_reader_alone()
    {
        await using var scene = await PublicScene.StartAsync();
        using var other = scene.Bot.Visit();
        await scene.SayAsync("my data");

        Assert.NotEmpty(await FindAsync(scene.Organizer, "data"));
        Assert.Empty(await FindAsync(other, "data"));
    }

    [Fact]
    public async Task What_is_deleted_forgotten_or_too_old_is_not_found_and_leaves_no_word_in_the_file()
    {
        await using var scene = await PublicScene.StartAsync(new Dictionary<string, string?> { ["Web:RoomRetentionDays"] = "2" });
        using var member = scene.Bot.Visit();
        await member.GetStringAsync("/");
        var id = await member.SayInRoomAsync("zebrafinch one");
        scene.Bot.Clock.Advance(TimeSpan.FromSeconds(5));
        await member.SayInRoomAsync("zebrafinch two");
        await scene.SayAsync("zebrafinch three");
        Assert.Equal(3, (await FindAsync(member, "zebrafinch")).Count);

        using (await member.DeleteAsync($"/api/room/messages/{id}"))
            Assert.Equal(2, (await FindAsync(member, "zebrafinch")).Count);
        scene.Bot.Clock.Advance(TimeSpan.FromSeconds(5));
        await member.SayInRoomAsync("forget me");
        Assert.Equal(["[zebrafinch] three"], await FindAsync(member, "zebrafinch"));
        await scene.Bot.AdvanceAsync(TimeSpan.FromDays(3));
        Assert.Empty(await FindAsync(member, "zebrafinch"));

        SqliteConnection.ClearAllPools();
        foreach (var file in Directory.EnumerateFiles(scene.Bot.Folder, "room.db*"))
        {
            await using var bytes = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var all = new StreamReader(bytes, System.Text.Encoding.Latin1);
            Assert.DoesNotContain("zebrafinch", await all.ReadToEndAsync(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Each_reader_finds_the_bots_messages_by_the_words_of_their_own_language()
    {
        await using var scene = await PublicScene.StartAsync();
        await scene.SayAsync("room slow 30s");
        using var french = scene.Bot.Visit();
        french.DefaultRequestHeaders.Add("Accept-Language", "fr");

        Assert.NotEmpty(await FindAsync(french, "mode lent"));
        Assert.Empty(await FindAsync(french, "slow mode"));
        Assert.NotEmpty(await FindAsync(scene.Organizer, "slow mode"));
    }

    [Fact]
    public async Task An_edited_message_is_found_by_its_new_words_and_older_messages_are_found_after_an_upgrade()
    {
        using var folder = new TemporaryFolder();
        await using (var bot = await BotHarness.StartAsync(folder: folder.Path))
        {
            using var member = await bot.OpenEndpointsAsync();
            await member.SayInRoomAsync("pelican");
        }

        await using (var file = new SqliteConnection($"Data Source={Path.Combine(folder.Path, "room.db")};Pooling=False"))
        {
            await file.OpenAsync();
            await using var command = file.CreateCommand();
            command.CommandText = "DROP TRIGGER \"TR_Messages_Texts\"; DROP TABLE \"MessageTexts\"";
            await command.ExecuteNonQueryAsync();
        }

        await using (var bot = await BotHarness.StartAsync(folder: folder.Path))
        {
            using var visitor = await bot.OpenEndpointsAsync();
            Assert.Equal(["[pelican]"], await FindAsync(visitor, "pelican"));
        }
    }

    [Fact]
    public async Task Results_come_in_pages_and_an_address_has_a_limit()
    {
        await using var scene = await PublicScene.StartAsync();
        for (var i = 0; i < 25; i++)
            await scene.SayAsync($"heron {i}");
        using var visitor = scene.Bot.Visit();

        var first = await visitor.GetFromJsonAsync<JsonElement>("/api/room/search?q=heron");
        Assert.Equal(SearchHistory.PageSize, first.GetProperty("found").GetArrayLength());
        var second = await visitor.GetFromJsonAsync<JsonElement>($"/api/room/search?q=heron&before={first.GetProperty("next").GetInt64()}");
        Assert.Equal(5, second.GetProperty("found").GetArrayLength());
        Assert.Equal(JsonValueKind.Null, second.GetProperty("next").ValueKind);

        var statuses = new List<HttpStatusCode>();
        for (var i = 0; i < 200 && !statuses.Contains(HttpStatusCode.TooManyRequests); i++)
        {
            using var answer = await visitor.GetAsync("/api/room/search?q=heron");
            statuses.Add(answer.StatusCode);
        }

        Assert.Contains(HttpStatusCode.TooManyRequests, statuses);
    }

    [Fact]
    public async Task Under_a_public_name_only_those_who_were_invited_search()
    {
        await using var bot = await BotHarness.StartAsync(settings: new Dictionary<string, string?> { ["Web:PublicUrl"] = "https://bot.example.org" });
        using var visitor = await bot.OpenEndpointsAsync();
        Assert.Equal(HttpStatusCode.Forbidden, (await visitor.GetAsync("/api/room/search?q=a")).StatusCode);
    }

    [Theory]
    [InlineData("Straße nach Süden", "strasse", "[Straße] nach Süden")]
    [InlineData("ﬁnd the ﬁsh", "fish", "ﬁnd the [ﬁsh]")]
    [InlineData("👩‍👩‍👧 march", "march", "👩‍👩‍👧 [march]")]
    [InlineData("nothing", "other", "nothing")]
    [InlineData("", "other", "")]
    public void An_excerpt_marks_words_as_people_wrote_them(string text, string word, string expected) =>
        Assert.Equal(expected, Write(Excerpt.Of(text, [word]).Select(p => (p.Text, p.IsHit))));

    [Fact]
    public void An_excerpt_of_a_long_message_shows_what_stands_around_the_word()
    {
        var text = string.Join(' ', Enumerable.Range(0, 200).Select(i => $"word{i}"));
        var excerpt = Write(Excerpt.Of(text, ["word100"]).Select(p => (p.Text, p.IsHit)));

        Assert.StartsWith("…", excerpt, StringComparison.Ordinal);
        Assert.EndsWith("…", excerpt, StringComparison.Ordinal);
        Assert.Contains("word99 [word100] word101", excerpt, StringComparison.Ordinal);
        Assert.True(excerpt.Length < 200);
    }

    [AxeFact]
    public async Task A_keyboard_user_searches_and_goes_to_the_message_in_three_languages()
    {
        await using var scene = await PublicScene.StartAsync();
        await scene.SayAsync("The kingfisher sits at the river");
        for (var i = 0; i < 220; i++)
        {
            scene.Bot.Clock.Advance(TimeSpan.FromSeconds(2));
            await scene.Organizer.SayInRoomAsync($"talk {i}");
        }

        await using var browser = await Browser.StartAsync();
        foreach (var (width, locale, search, none) in new[]
        {
            (320, "fr-CA", "Rechercher", "Aucun message ne contient ces mots."), (1280, "en-CA", "Search", "No message has these words."),
            (320, "es-MX", "Buscar", "Ningún mensaje tiene estas palabras."),
        })
        {
            var page = await browser.PersonAsync(width, colours: width == 320 ? ColorScheme.Dark : ColorScheme.Light, locale: locale);
            var trouble = new List<string>();
            page.Console += (_, message) =>
            {
                if (message.Type is "error" or "warning")
                    trouble.Add(message.Text);
            };
            await page.GotoAsync(scene.Organizer.BaseAddress!.ToString());
            await Expect(page.GetByRole(AriaRole.Log)).ToHaveAttributeAsync("aria-busy", "false");
            await Expect(page.GetByText("kingfisher")).ToHaveCountAsync(0);

            await page.GetByRole(AriaRole.Button, new() { Name = search, Exact = true }).FocusAsync();
            await page.Keyboard.PressAsync("Enter");
            await Expect(page.Locator("#words")).ToBeFocusedAsync();
            await page.Keyboard.TypeAsync("albatross");
            await page.Keyboard.PressAsync("Enter");
            await Expect(page.Locator("#found-count")).ToHaveTextAsync(none);
            await page.Locator("#words").FillAsync("KINGFISHER");
            await page.Keyboard.PressAsync("Enter");
            var result = page.Locator("#found a");
            await Expect(result).ToHaveCountAsync(1);
            await Expect(result.Locator("mark")).ToHaveTextAsync("kingfisher");
            await Screenshots.KeepAsync(page, $"search-{width}-{locale}");
            Assert.Empty(await Axe.ViolationsAsync(page));
            Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"), $"wider than {width}");

            await result.FocusAsync();
            await page.Keyboard.PressAsync("Enter");
            var message = page.Locator(".message", new() { HasText = "kingfisher" });
            await Expect(message).ToBeFocusedAsync();
            await Expect(message).ToBeInViewportAsync();
            await Expect(page.Locator("#search")).ToBeHiddenAsync();

            await page.Locator("#find").ClickAsync();
            await page.Keyboard.PressAsync("Escape");
            await Expect(page.Locator("#find")).ToBeFocusedAsync();
            Assert.Empty(trouble);
            await page.Context.CloseAsync();
        }
    }

    private static async Task<IReadOnlyList<string>> FindAsync(HttpClient visitor, string words)
    {
        var page = await visitor.GetFromJsonAsync<JsonElement>($"/api/room/search?q={Uri.EscapeDataString(words)}");
        return [.. page.GetProperty("found").EnumerateArray().Select(m => Write(
            m.GetProperty("parts").EnumerateArray().Select(p => (p.GetProperty("text").GetString()!, p.GetProperty("isHit").GetBoolean()))))];
    }

    private static string Write(IEnumerable<(string Text, bool IsHit)> parts) => string.Concat(parts.Select(p => p.IsHit ? $"[{p.Text}]" : p.Text));
}
