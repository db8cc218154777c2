using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Chat.Pictures;
using AdvocacyBot.Core.Commands.Appearance;
using AdvocacyBot.TestSupport;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace AdvocacyBot.Tests.Web;

/// <summary>The group's own name, tagline, example questions and logo, on every page.</summary>
public sealed class AppearanceTests
{
    private const string Secret = "taken at 45.4215, -75.6972";

    [Fact]
    public async Task Name_tagline_and_questions_are_set_seen_and_unset_from_a_chat()
    {
        await using var scene = await PublicScene.StartAsync();
        await scene.AnnounceAsync("\"Vigil\" 2027-05-31 07:00 America/Toronto at \"City Hall\" open");
        using var visitor = scene.Bot.Visit();
        var own = await visitor.GetStringAsync("/");

        await scene.Bot.SayAsync("appearance title Water Defenders", organizer: true);
        await scene.Bot.SayAsync("appearance tagline Water is not for sale", organizer: true);
        await scene.Bot.SayAsync("appearance questions who owns the river? | actions", organizer: true);
        var shown = PlainText.Write(await scene.Bot.SayAsync("appearance", organizer: true));
        Assert.Contains("Water Defenders", shown, StringComparison.Ordinal);
        Assert.Contains("Water is not for sale", shown, StringComparison.Ordinal);
        Assert.Contains("who owns the river? | actions", shown, StringComparison.Ordinal);

        var room = await visitor.GetStringAsync("/");
        Assert.Contains("<title>Water Defenders</title>", room, StringComparison.Ordinal);
        Assert.Contains("Water is not for sale", room, StringComparison.Ordinal);
        Assert.Contains("data-example>who owns the river?</button>", room, StringComparison.Ordinal);
        foreach (var path in (string[])["/a", "/facts", "/articles", "/desk", "/desk/sign-in"])
            Assert.Contains("Water Defenders", await (await visitor.GetAsync(path)).Content.ReadAsStringAsync(), StringComparison.Ordinal);
        var manifest = JsonDocument.Parse(await visitor.GetStringAsync("/manifest.webmanifest")).RootElement;
        Assert.Equal("Water Defenders", manifest.GetProperty("name").GetString());
        Assert.Equal("Water is not for sale", manifest.GetProperty("description").GetString());
        Assert.Contains("X-WR-CALNAME:Water Defenders", await visitor.GetStringAsync("/calendar.ics"), StringComparison.Ordinal);

        foreach (var part in (string[])["title", "tagline", "questions"])
            await scene.Bot.SayAsync($"appearance {part} off", organizer: true);
        Assert.Equal(own, await visitor.GetStringAsync("/"));
    }

    [Theory]
    [InlineData("title Organizers", "reserved")]
    [InlineData("title ADMIN", "reserved")]
    [InlineData("title 12345", "at least one letter")]
    [InlineData("title Peace\u202Egroup", "cannot be seen")]
    [InlineData("title Peace\u200Egroup", "cannot be seen")]
    [InlineData("title Peace\u200Bgroup", "cannot be seen")]
    [InlineData("tagline Peace\u0007", "cannot be seen")]
    [InlineData("questions a | b | c | d | e | f | g", "one to 6 questions")]
    [InlineData("logo", "Upload the logo at the desk")]
    [InlineData("title", "Write the name after it")]
    public async Task What_a_group_cannot_say_of_itself_is_refused_with_a_sentence(string order, string sentence)
    {
        await using var bot = await BotHarness.StartAsync();
        Assert.Contains(sentence, PlainText.Write(await bot.SayAsync($"appearance {order}", organizer: true)), StringComparison.Ordinal);
        Assert.DoesNotContain("Peace", PlainText.Write(await bot.SayAsync("appearance", organizer: true)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Long_texts_are_refused()
    {
        await using var bot = await BotHarness.StartAsync();
        Assert.Contains("at most 80", PlainText.Write(await bot.SayAsync($"appearance title {new string('a', 81)}", organizer: true)), StringComparison.Ordinal);
        Assert.Contains("at most 160", PlainText.Write(await bot.SayAsync($"appearance tagline {new string('a', 161)}", organizer: true)), StringComparison.Ordinal);
        Assert.Contains("at most 100", PlainText.Write(await bot.SayAsync($"appearance questions {new string('a', 101)}", organizer: true)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_name_is_kept_over_a_restart_and_follows_the_settings_when_it_is_unset()
    {
        using var folder = new TemporaryFolder();
        await using (var bot = await BotHarness.StartAsync(folder: folder.Path))
            await bot.SayAsync("appearance title Water Defenders", organizer: true);
        var renamed = new Dictionary<string, string?> { ["Bot:Name"] = "River Watch" };
        await using (var bot = await BotHarness.StartAsync(folder: folder.Path, settings: renamed))
        {
            using var visitor = await bot.OpenEndpointsAsync();
            Assert.Contains("<title>Water Defenders</title>", await visitor.GetStringAsync("/"), StringComparison.Ordinal);
            await bot.SayAsync("appearance title off", organizer: true);
            Assert.Contains("<title>River Watch</title>", await visitor.GetStringAsync("/"), StringComparison.Ordinal);
        }

        await using (var bot = await BotHarness.StartAsync(folder: folder.Path, settings: new Dictionary<string, string?> { ["Bot:Name"] = "River Watch Two" }))
            Assert.Contains("River Watch Two", PlainText.Write(await bot.SayAsync("appearance", organizer: true)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_form_changes_only_what_differs_and_an_empty_field_unsets()
    {
        await using var scene = await PublicScene.StartAsync();
        var page = await PostAsync(scene, "/desk/appearance", ("title", "Water Defenders"), ("tagline", "Water is life"), ("questions", "who?\r\nwhere?\r\n"));
        Assert.Contains("The group has its new name.", page, StringComparison.Ordinal);
        Assert.Contains("The tagline is set.", page, StringComparison.Ordinal);
        Assert.Contains("value=\"Water is life\"", page, StringComparison.Ordinal);

        page = await PostAsync(scene, "/desk/appearance", ("title", "Water Defenders"), ("tagline", ""), ("questions", "who?\r\nwhere?"));
        Assert.Contains("There is no tagline any more.", page, StringComparison.Ordinal);
        Assert.DoesNotContain("The group has its new name.", page, StringComparison.Ordinal);
        Assert.DoesNotContain("The example questions are set.", page, StringComparison.Ordinal);
        Assert.Contains("appearance title", PlainText.Write(await scene.Bot.SayAsync("log", organizer: true)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_logo_is_served_by_the_bot_without_metadata_and_its_address_changes_with_it()
    {
        await using var scene = await PublicScene.StartAsync();
        using var visitor = scene.Bot.Visit();
        Assert.DoesNotContain("class=\"logo\"", await visitor.GetStringAsync("/"), StringComparison.Ordinal);

        Assert.Contains("The logo is set.", await UploadAsync(scene, SomePictures.WithPngChunk(LogoPng(64), "tEXt", Encoding.ASCII.GetBytes(Secret))), StringComparison.Ordinal);
        var address = await LogoAddressAsync(visitor);
        using (var answer = await visitor.GetAsync(address))
        {
            Assert.Equal("image/png", answer.Content.Headers.ContentType!.MediaType);
            Assert.Contains("immutable", answer.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
            Assert.False(answer.Headers.Contains("Set-Cookie"));
            Assert.DoesNotContain(Secret, Encoding.Latin1.GetString(await answer.Content.ReadAsByteArrayAsync()), StringComparison.Ordinal);
        }

        Assert.Contains(address, await visitor.GetStringAsync("/a"), StringComparison.Ordinal);
        Assert.Contains($"\"src\":\"{address}\",\"sizes\":\"64x64\"", await visitor.GetStringAsync("/manifest.webmanifest"), StringComparison.Ordinal);

        // Housekeeping deletes pictures that nothing shows; the logo is not one of them, but the former one is.
        await UploadAsync(scene, LogoPng(65));
        await scene.Bot.AdvanceAsync(TimeSpan.FromHours(30));
        var second = await LogoAddressAsync(visitor);
        Assert.NotEqual(address, second);
        Assert.Equal(HttpStatusCode.OK, (await visitor.GetAsync(second)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.GetAsync(address)).StatusCode);
        Assert.Equal(1, await scene.Bot.DbAsync(db => db.Set<StoredPicture>().CountAsync()));

        Assert.Contains("There is no logo any more.", await PostAsync(scene, "/desk/appearance/logo", ("do", "remove")), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.GetAsync(second)).StatusCode);
        Assert.DoesNotContain("class=\"logo\"", await visitor.GetStringAsync("/"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_no_logo_is_refused_by_its_bytes()
    {
        await using var scene = await PublicScene.StartAsync();
        Assert.Contains("Choose a file first.", await UploadAsync(scene, []), StringComparison.Ordinal);
        Assert.Contains("not a picture that I can use", await UploadAsync(scene, "<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"alert(1)\"/>"u8.ToArray()), StringComparison.Ordinal);
        Assert.Contains("may not move", await UploadAsync(scene, SomePictures.Gif), StringComparison.Ordinal);
        Assert.Contains("at least 32", await UploadAsync(scene, SomePictures.Png), StringComparison.Ordinal);
        Assert.Contains("at most 2000", await UploadAsync(scene, LogoPng(2001)), StringComparison.Ordinal);
        Assert.Contains("larger than 512 KB", await UploadAsync(scene, [.. LogoPng(64), .. new byte[LogoRules.MaxBytes]]), StringComparison.Ordinal);
        Assert.DoesNotContain("class=\"logo\"", await scene.Organizer.GetStringAsync("/"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("png", 1, 1)]
    [InlineData("gif", 1, 1)]
    [InlineData("jpeg", 1, 1)]
    [InlineData("webp", 1, 1)]
    public void The_size_of_every_kind_of_picture_is_read_from_its_file(string kind, int width, int height)
    {
        var bytes = kind switch { "png" => SomePictures.Png, "gif" => SomePictures.Gif, "jpeg" => SomePictures.Jpeg, _ => SomePictures.Webp };
        Assert.Equal(new PictureSize(width, height), PictureSize.Of(PictureFile.Read(bytes)!));
    }

    [Fact]
    public async Task Nobody_may_be_called_like_the_group_in_the_room()
    {
        await using var scene = await PublicScene.StartAsync();
        await scene.Bot.SayAsync("appearance title Water Defenders", organizer: true);
        using var visitor = scene.Bot.Visit();
        await visitor.GetStringAsync("/");
        using var answer = await visitor.PostAsync("/api/room/name", new StringContent("{\"name\":\"water defenders\"}", Encoding.UTF8, "application/json"));
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [AxeFact]
    public async Task An_organizer_uploads_a_logo_and_sees_it_in_three_languages()
    {
        await using var scene = await PublicScene.StartAsync();
        await using var browser = await Browser.StartAsync();
        await scene.AnnounceAsync("\"Vigil\" 2027-05-31 07:00 America/Toronto at \"City Hall\" open");
        var cookie = scene.Bot.Cookies[scene.Organizer].GetCookies(scene.Organizer.BaseAddress!).Single(c => c.Name.Contains("member", StringComparison.Ordinal));
        foreach (var (width, colours, locale, upload) in new[]
        {
            (320, ColorScheme.Dark, "fr-CA", "Envoyer"), (1280, ColorScheme.Light, "en-CA", "Upload"), (320, ColorScheme.Light, "es-MX", "Subir"),
        })
        {
            var page = await browser.PersonAsync(width, colours: colours, locale: locale);
            await page.Context.AddCookiesAsync([new Microsoft.Playwright.Cookie { Name = cookie.Name, Value = cookie.Value, Url = scene.Organizer.BaseAddress!.ToString() }]);
            var trouble = new List<string>();
            page.Console += (_, message) =>
            {
                if (message.Type is "error" or "warning")
                    trouble.Add(message.Text);
            };
            await page.GotoAsync($"{scene.Organizer.BaseAddress}desk/appearance");
            await page.Locator("#title").FillAsync("Water Defenders of the Upper Valley");
            await page.Locator("#tagline").FillAsync("Water is not for sale");
            await page.Locator("form[action='/desk/appearance'] button").ClickAsync();
            await page.Locator("#logo").SetInputFilesAsync(new FilePayload { Name = "logo.png", MimeType = "image/png", Buffer = LogoPng(64) });
            await page.GetByRole(AriaRole.Button, new() { Name = upload, Exact = true }).ClickAsync();
            await Expect(page.Locator("img.preview")).ToBeVisibleAsync();
            await Screenshots.KeepAsync(page, $"appearance-{width}-{locale}");
            await CheckAsync(page, width);

            foreach (var path in (string[])["", "a"])
            {
                await page.GotoAsync($"{scene.Organizer.BaseAddress}{path}");
                Assert.Equal(64, await page.EvaluateAsync<int>("document.querySelector('img.logo').naturalWidth"));
                await Screenshots.KeepAsync(page, $"own-{(path.Length == 0 ? "room" : path)}-{width}-{locale}");
                await CheckAsync(page, width);
            }

            Assert.Empty(trouble);
            await page.Context.CloseAsync();
        }
    }

    private static async Task CheckAsync(IPage page, int width)
    {
        Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"), $"{page.Url} is wider than {width}");
        Assert.Empty(await Axe.ViolationsAsync(page));
    }

    /// <summary>A square of a single colour.</summary>
    internal static byte[] LogoPng(int size)
    {
        var png = new MemoryStream();
        png.Write([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]);
        Chunk("IHDR", [.. Number(size), .. Number(size), 8, 2, 0, 0, 0]);
        var rows = new byte[size * (1 + (size * 3))];
        for (var i = 0; i < rows.Length; i++)
            rows[i] = i % (1 + (size * 3)) == 0 ? (byte)0 : (byte)(0x40 + (i % 3 * 0x30));
        using (var packed = new MemoryStream())
        {
            using (var deflate = new System.IO.Compression.ZLibStream(packed, System.IO.Compression.CompressionLevel.Optimal, leaveOpen: true))
                deflate.Write(rows);
            Chunk("IDAT", packed.ToArray());
        }

        Chunk("IEND", []);
        return png.ToArray();

        void Chunk(string type, byte[] data)
        {
            byte[] body = [.. Encoding.ASCII.GetBytes(type), .. data];
            png.Write([.. Number(data.Length), .. body, .. Number((int)Crc(body))]);
        }

        static byte[] Number(int value) => [(byte)(value >> 24), (byte)(value >> 16), (byte)(value >> 8), (byte)value];

        static uint Crc(byte[] data)
        {
            var crc = uint.MaxValue;
            foreach (var b in data)
            {
                crc ^= b;
                for (var k = 0; k < 8; k++)
                    crc = (crc & 1) == 1 ? (crc >> 1) ^ 0xEDB88320 : crc >> 1;
            }

            return ~crc;
        }
    }

    internal static async Task<string> UploadAsync(PublicScene scene, byte[] file)
    {
        using var form = new MultipartFormDataContent
        {
            { new StringContent(FormToken.In(await scene.Organizer.GetStringAsync("/desk/appearance"))), "_token" },
        };
        var content = new ByteArrayContent(file);
        content.Headers.ContentType = new MediaTypeHeaderValue("image/png");
        form.Add(content, "logo", "logo.png");
        using var answer = await scene.Organizer.PostAsync("/desk/appearance/logo", form);
        return WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
    }

    private static async Task<string> PostAsync(PublicScene scene, string path, params (string Name, string Value)[] fields)
    {
        var token = FormToken.In(await scene.Organizer.GetStringAsync("/desk/appearance"));
        using var form = new FormUrlEncodedContent([new("_token", token), .. fields.Select(f => KeyValuePair.Create(f.Name, f.Value))]);
        using var answer = await scene.Organizer.PostAsync(path, form);
        return WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
    }

    private static async Task<string> LogoAddressAsync(HttpClient visitor)
    {
        var room = await visitor.GetStringAsync("/");
        var at = room.IndexOf("/logo/", StringComparison.Ordinal);
        return room[at..room.IndexOf('"', at)];
    }
}
