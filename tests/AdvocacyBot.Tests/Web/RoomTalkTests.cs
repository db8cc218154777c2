using System.Net;
using System.Net.Http.Json;
using System.Text;
using AdvocacyBot.Core.Facts;
using AdvocacyBot.Tests.Facts;
using AdvocacyBot.TestSupport;
using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Tests.Web;

/// <summary>People talk in the web room; the bot answers questions and orders, and shows failures only to who asked.</summary>
public sealed class RoomTalkTests
{
    [Fact]
    public async Task Talk_gets_no_answer_a_question_a_public_one_and_a_failed_question_a_private_one()
    {
        await using var bot = await FactsHarness.StartAsync();
        using var asker = await bot.OpenEndpointsAsync();
        using var other = bot.Visit();

        string[] talk =
        [
            "See you all there, I will bring banners!", "Thanks everyone", "oui", "ok", "Merci à tous pour hier", "Nos vemos mañana", "lol", "👍",
            "I met somebody from Peru at the march yesterday and we talked",
        ];
        foreach (var text in talk)
        {
            var said = await asker.SayInRoomAsync(text);
            Assert.Empty(await asker.ReadRoomAsync(said));
            Assert.False(Assert.Single(await other.ReadRoomAsync(said - 1)).Private);
            bot.Clock.Advance(TimeSpan.FromSeconds(2));
        }

        foreach (var text in (string[])["delegations 2014", "combien de délégations en 2014 ?", "Peru"])
        {
            var asked = await asker.SayInRoomAsync(text);
            Assert.Equal("bot", Assert.Single(await other.ReadRoomAsync(asked)).Author);
            bot.Clock.Advance(TimeSpan.FromSeconds(2));
        }

        var failed = await asker.SayInRoomAsync("who sells umbrellas in Winnipeg?");
        Assert.Equal(failed, Assert.Single(await other.ReadRoomAsync(failed - 1)).Id);
        Assert.True(Assert.Single(await asker.ReadRoomAsync(failed)).Private);

        await bot.AdvanceAsync(TimeSpan.FromHours(2));
        var misses = await bot.DbAsync(db => db.Set<QueryMiss>().Select(m => m.Folded).ToListAsync());
        Assert.Equal(["who sells umbrellas in winnipeg"], misses);
    }

    [Theory]
    [InlineData("Que savez-vous sur le Mexique ?")]
    [InlineData("¿qué sabes de Perú?")]
    [InlineData("what is the weather today")]
    [InlineData("qui a fourni les fusils ?")]
    public async Task A_question_is_never_taken_for_a_mistyped_command(string question)
    {
        await using var bot = await FactsHarness.StartAsync();

        var reply = await bot.SayAsync(question);

        Assert.DoesNotMatch("(?i)did you mean|vouliez-vous|quisiste", AdvocacyBot.Core.Chat.PlainText.Write(reply));
    }

    [Fact]
    public async Task A_chosen_name_is_shown_and_a_reserved_or_taken_one_is_refused()
    {
        await using var bot = await BotHarness.StartAsync();
        using var ana = await bot.OpenEndpointsAsync();
        using var other = bot.Visit();
        await ana.SayInRoomAsync("hello all");

        Assert.Equal(HttpStatusCode.OK, (await NameAsync(ana, "Ana María")).StatusCode);
        Assert.Equal("Ana María", Assert.Single(await other.ReadRoomAsync()).Name);
        foreach (var refused in (string[])["AdvocacyBot", "the Organizer", "ana maria", "123", new string('x', 31)])
            Assert.Equal(HttpStatusCode.BadRequest, (await NameAsync(other, refused)).StatusCode);

        await NameAsync(ana, "");
        Assert.Null(Assert.Single(await other.ReadRoomAsync()).Name);
    }

    [Fact]
    public async Task Members_delete_their_own_messages_and_organizers_any()
    {
        await using var bot = await BotHarness.StartAsync();
        using var ana = await bot.OpenEndpointsAsync();
        using var other = bot.Visit();
        var (first, second) = (await ana.SayInRoomAsync("hello all"), await ana.SayInRoomAsync("me again"));
        Assert.Equal(HttpStatusCode.NotFound, (await other.DeleteAsync($"/api/room/messages/{first}")).StatusCode);

        Assert.Equal(HttpStatusCode.OK, (await ana.DeleteAsync($"/api/room/messages/{first}")).StatusCode);
        Assert.Equal([second], (await other.ReadRoomAsync()).Select(m => m.Id));

        await other.SignInAsync(bot.OrganizerLink());
        Assert.Equal(HttpStatusCode.OK, (await other.DeleteAsync($"/api/room/messages/{second}")).StatusCode);
        Assert.Empty(await ana.ReadRoomAsync());
    }

    [Fact]
    public async Task My_data_counts_what_a_member_has_written_and_forget_me_deletes_it()
    {
        await using var bot = await BotHarness.StartAsync();
        using var ana = await bot.OpenEndpointsAsync();
        using var other = bot.Visit();
        await NameAsync(ana, "Ana");
        await ana.SayInRoomAsync("a sentence that nobody else writes");
        await ana.SayInRoomAsync("hello all");
        await other.SayInRoomAsync("hi Ana");

        await ana.SayInRoomAsync("my data");
        Assert.Contains("under the name \"Ana\": 2. Each is deleted after", (await ana.ReadRoomAsync())[^1].Text, StringComparison.Ordinal);

        await ana.SayInRoomAsync("forget me");
        Assert.Equal("hi Ana", Assert.Single(await other.ReadRoomAsync()).Text);
        await ana.SayInRoomAsync("my data");
        Assert.DoesNotContain("under the name", (await ana.ReadRoomAsync())[^1].Text, StringComparison.Ordinal);
        Assert.DoesNotContain("nobody else writes", await BytesAsync(bot), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Public_messages_are_deleted_after_the_days_that_the_settings_say()
    {
        await using var bot = await BotHarness.StartAsync(settings: new Dictionary<string, string?> { ["Web:RoomRetentionDays"] = "10" });
        using var ana = await bot.OpenEndpointsAsync();
        await ana.SayInRoomAsync("hello all");

        await bot.AdvanceAsync(TimeSpan.FromDays(9));
        Assert.Single(await ana.ReadRoomAsync());
        await bot.AdvanceAsync(TimeSpan.FromDays(2));

        Assert.Empty(await ana.ReadRoomAsync());
    }

    private static Task<HttpResponseMessage> NameAsync(HttpClient visitor, string name) => visitor.PostAsJsonAsync("/api/room/name", new { name });

    private static async Task<string> BytesAsync(BotHarness bot)
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
