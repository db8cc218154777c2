using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Platforms;
using AdvocacyBot.TestSupport;
using AdvocacyBot.Web.Room;
using Microsoft.Extensions.DependencyInjection;

namespace AdvocacyBot.Tests.Web;

public sealed class RoomEndpointTests
{
    [Fact]
    public async Task A_question_and_its_public_answer_are_seen_by_everyone()
    {
        await using var bot = await BotHarness.StartAsync();
        using var asker = await bot.OpenEndpointsAsync();
        using var other = bot.Visit();

        var id = await SayAsync(asker, "actions");

        foreach (var visitor in new[] { asker, other })
        {
            var messages = await ReadAsync(visitor);
            Assert.Equal(2, messages.Length);
            Assert.Equal((id, "actions"), (messages[0].Id, messages[0].Text));
            Assert.Equal("bot", messages[1].Author);
        }

        Assert.Equal("bot", Assert.Single(await ReadAsync(other, after: id)).Author);
    }

    [Fact]
    public async Task A_private_answer_and_its_question_reach_the_asker_alone_and_no_file()
    {
        await using var bot = await BotHarness.StartAsync();
        using var asker = await bot.OpenEndpointsAsync();
        using var other = bot.Visit();

        await SayAsync(asker, "help");

        Assert.Equal(2, (await ReadAsync(asker)).Count(m => m.Private));
        Assert.Empty(await ReadAsync(other));
        Assert.DoesNotContain("help", await BytesOfRoomAsync(bot), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_private_answer_is_forgotten_after_a_day_and_a_public_one_is_not()
    {
        await using var bot = await BotHarness.StartAsync();
        using var asker = await bot.OpenEndpointsAsync();
        await SayAsync(asker, "actions");
        await SayAsync(asker, "help");

        await bot.AdvanceAsync(TimeSpan.FromHours(23));
        Assert.Equal(2, (await ReadAsync(asker)).Count(m => m.Private));
        await bot.AdvanceAsync(TimeSpan.FromHours(2));

        Assert.Equal([false, false], (await ReadAsync(asker)).Select(m => m.Private));
    }

    [Fact]
    public async Task The_public_history_outlives_the_process_and_ids_go_on()
    {
        using var folder = new TemporaryFolder();
        long before;
        await using (var bot = await BotHarness.StartAsync(folder: folder.Path))
        {
            using var visitor = await bot.OpenEndpointsAsync();
            before = await SayAsync(visitor, "actions");
        }

        await using var again = await BotHarness.StartAsync(folder: folder.Path);
        using var later = await again.OpenEndpointsAsync();
        Assert.Equal(before, (await ReadAsync(later))[0].Id);
        Assert.True(await SayAsync(later, "actions") > before + 1);
    }

    [Fact]
    public async Task A_post_is_shown_once_under_its_key_and_can_be_edited()
    {
        await using var bot = await BotHarness.StartAsync();
        using var visitor = await bot.OpenEndpointsAsync();
        var platform = bot.Services.GetRequiredService<RoomPlatform>();
        var post = new Post(RoomPlatform.Channel, Reply.Say(Language.English, "Hello"), "key-1", bot.Clock.Now);

        var first = await platform.SendAsync(post, CancellationToken.None);
        var second = await platform.SendAsync(post with { IsRetry = true }, CancellationToken.None);
        await platform.EditAsync(first, Reply.Say(Language.English, "Hello again"), CancellationToken.None);

        Assert.Equal(first, second);
        Assert.Equal("Hello again", Assert.Single(await ReadAsync(visitor)).Text);
    }

    [Fact]
    public async Task Events_tell_what_was_missed_and_what_is_new_and_what_changed()
    {
        await using var bot = await BotHarness.StartAsync();
        using var visitor = await bot.OpenEndpointsAsync();
        var platform = bot.Services.GetRequiredService<RoomPlatform>();
        var missed = await platform.SendAsync(Post("missed"), CancellationToken.None);

        await using var stream = await visitor.GetStreamAsync("/api/room/events?after=0");
        using var events = new StreamReader(stream);
        Assert.Equal(("message", "missed"), await NextEventAsync(events));
        await platform.SendAsync(Post("new"), CancellationToken.None);
        Assert.Equal(("message", "new"), await NextEventAsync(events));
        await platform.EditAsync(missed, Reply.Say(Language.English, "changed"), CancellationToken.None);
        Assert.Equal(("edit", "changed"), await NextEventAsync(events));

        Post Post(string text) => new(RoomPlatform.Channel, Reply.Say(Language.English, text), text, bot.Clock.Now);
    }

    [Fact]
    public async Task A_choice_works_only_on_a_message_that_offers_it()
    {
        await using var bot = await BotHarness.StartAsync();
        using var visitor = await bot.OpenEndpointsAsync();
        var reply = Reply.Say(Language.English, "Choose") with { Choices = [new Choice("nothing:1", "Press")] };
        var post = new Post(RoomPlatform.Channel, reply, "key", bot.Clock.Now);
        var message = await bot.Services.GetRequiredService<RoomPlatform>().SendAsync(post, CancellationToken.None);
        var shown = Assert.Single(await ReadAsync(visitor));
        Assert.Equal(("nothing:1", "Press", false), (shown.Choices[0].Id, shown.Choices[0].Label, shown.Choices[0].Selected));

        using var wrong = await visitor.PostAsJsonAsync("/api/room/choices", new { message = shown.Id, choice = "rsvp:1:going" });
        Assert.Equal(HttpStatusCode.NotFound, wrong.StatusCode);

        using var right = await visitor.PostAsJsonAsync("/api/room/choices", new { message = shown.Id, choice = "nothing:1" });
        Assert.Equal(HttpStatusCode.OK, right.StatusCode);
        Assert.Equal(message.Id, $"{shown.Id}");
    }

    [Theory]
    [InlineData("{\"text\":", 400)]
    [InlineData("{\"text\":\"\"}", 400)]
    [InlineData("{}", 400)]
    [InlineData("null", 400)]
    [InlineData("[1]", 400)]
    [InlineData("{\"text\":7}", 400)]
    [InlineData("{\"text\":\"\\ud800\"}", 400)]
    [InlineData("", 400)]
    public async Task A_malformed_body_is_refused_with_a_sentence_and_nothing_is_stored(string body, int status)
    {
        await using var bot = await BotHarness.StartAsync();
        using var visitor = await bot.OpenEndpointsAsync();

        using var response = await visitor.PostAsync("/api/room/messages", new StringContent(body, Encoding.UTF8, "application/json"));

        Assert.Equal(status, (int)response.StatusCode);
        Assert.NotEmpty((await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("error").GetString()!);
        Assert.Empty(await ReadAsync(visitor));
    }

    [Fact]
    public async Task A_body_of_ten_megabytes_is_refused_and_nothing_is_stored()
    {
        await using var bot = await BotHarness.StartAsync();
        using var visitor = await bot.OpenEndpointsAsync();
        visitor.DefaultRequestHeaders.ExpectContinue = true;

        using var response = await visitor.PostAsync(
            "/api/room/messages", new StringContent($"{{\"text\":\"{new string('x', 10_000_000)}\"}}", Encoding.UTF8, "application/json"));

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
        Assert.Empty(await ReadAsync(visitor));
    }

    [Fact]
    public async Task A_form_of_another_site_is_refused()
    {
        await using var bot = await BotHarness.StartAsync();
        using var visitor = await bot.OpenEndpointsAsync();

        using var response = await visitor.PostAsync("/api/room/messages", new StringContent("{\"text\":\"help\"}", Encoding.UTF8, "text/plain"));

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, response.StatusCode);
    }

    [Fact]
    public async Task Another_name_for_this_machine_is_refused()
    {
        await using var bot = await BotHarness.StartAsync();
        using var visitor = await bot.OpenEndpointsAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/") { Headers = { Host = "evil.example" } };

        using var response = await visitor.SendAsync(request);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Fact]
    public async Task The_page_speaks_the_browsers_language_until_it_is_switched()
    {
        await using var bot = await BotHarness.StartAsync();
        using var visitor = await bot.OpenEndpointsAsync();
        visitor.DefaultRequestHeaders.AcceptLanguage.ParseAdd("de, es;q=0.9, en;q=0.8");

        Assert.Contains("<html lang=\"es\">", await visitor.GetStringAsync("/"), StringComparison.Ordinal);
        Assert.Contains("<html lang=\"fr\">", await visitor.GetStringAsync("/?lang=fr"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Health_and_readiness_are_told()
    {
        await using var bot = await BotHarness.StartAsync();
        using var visitor = await bot.OpenEndpointsAsync();

        Assert.Contains("loops: ok", await visitor.GetStringAsync("/healthz"), StringComparison.Ordinal);
        Assert.Contains("platforms: ok, room", await visitor.GetStringAsync("/readyz"), StringComparison.Ordinal);
    }

    private static Task<long> SayAsync(HttpClient visitor, string text) => visitor.SayInRoomAsync(text);

    private static Task<RoomView[]> ReadAsync(HttpClient visitor, long? after = null) => visitor.ReadRoomAsync(after);

    private static async Task<(string Name, string Text)> NextEventAsync(StreamReader events)
    {
        var name = "";
        while (true)
        {
            var line = await events.ReadLineAsync() ?? throw new EndOfStreamException();
            if (line.StartsWith("event: ", StringComparison.Ordinal))
                name = line[7..];
            if (line.StartsWith("data: ", StringComparison.Ordinal))
                return (name, JsonSerializer.Deserialize<RoomView>(line[6..], JsonSerializerOptions.Web)!.Text);
        }
    }

    private static async Task<string> BytesOfRoomAsync(BotHarness bot)
    {
        var all = new StringBuilder();
        foreach (var file in Directory.GetFiles(bot.Folder, "room.db*"))
        {
            await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var reader = new StreamReader(stream, Encoding.Latin1);
            all.Append(await reader.ReadToEndAsync());
        }

        return all.ToString();
    }
}
