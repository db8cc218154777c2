using System.Net;
using System.Net.Http.Json;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Platforms;
using AdvocacyBot.Core.Store;
using AdvocacyBot.Tests.Facts;
using AdvocacyBot.TestSupport;
using AdvocacyBot.Web.Room;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace AdvocacyBot.Tests.Web;

/// <summary>Replies to the bot in the web room mean what they mean on every platform.</summary>
public sealed class RoomReplyTests(RoomScene scene) : IClassFixture<RoomScene>
{
    [Fact]
    public async Task A_reply_to_an_answer_is_a_follow_up_question_and_a_comment_is_not()
    {
        await using var bot = await FactsHarness.StartAsync();
        using var ana = await bot.OpenEndpointsAsync();
        using var other = bot.Visit();
        var asked = await ana.SayInRoomAsync("delegations 2014");
        var answer = Assert.Single(await other.ReadRoomAsync(asked));
        bot.Clock.Advance(TimeSpan.FromSeconds(2));

        var thanks = await other.SayInRoomAsync("thank you, good to know", answer.Id);
        Assert.Empty(await other.ReadRoomAsync(thanks));
        Assert.Equal(answer.Id, Assert.Single(await ana.ReadRoomAsync(thanks - 1)).ReplyTo);
        bot.Clock.Advance(TimeSpan.FromSeconds(2));

        var followUp = await ana.SayInRoomAsync("and in 2023?", answer.Id);
        var followed = Assert.Single(await other.ReadRoomAsync(followUp));
        Assert.Equal("bot", followed.Author);
        Assert.Contains("2023", followed.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reply_to_an_announcement_answers_it_and_one_to_an_article_is_a_comment()
    {
        await using var bot = await FactsHarness.StartAsync();
        using var ana = await bot.OpenEndpointsAsync();
        await ana.SignInAsync(bot.OrganizerLink());
        await ana.SayInRoomAsync("announce \"March\" 2099-05-31 07:00 America/Toronto at \"City Hall\" capacity 40");
        var preview = (await ana.ReadRoomAsync()).Last(m => m.Choices.Length > 0);
        await ana.ChooseInRoomAsync(preview.Id, preview.Choices.First(c => c.Id.EndsWith(":publish", StringComparison.Ordinal)).Id);
        await bot.TurnAsync();
        using var ben = bot.Visit();
        var announcement = (await ben.ReadRoomAsync()).Last(m => m.Choices.Length > 0);

        var comment = await ben.SayInRoomAsync("what a day?", announcement.Id);
        Assert.Empty(await ben.ReadRoomAsync(comment));
        bot.Clock.Advance(TimeSpan.FromSeconds(2));
        var guests = await ben.SayInRoomAsync("+2", announcement.Id);
        var receipt = Assert.Single(await ben.ReadRoomAsync(guests));
        Assert.True(receipt.Private);
        Assert.Contains("Guests: 2", receipt.Text, StringComparison.Ordinal);
        // Nobody else learns who answered what.
        Assert.DoesNotContain(await ana.ReadRoomAsync(comment), m => m.Id == guests);
        bot.Clock.Advance(TimeSpan.FromSeconds(2));

        // The receipt is not remembered, but its buttons say what it is about.
        var changed = await ben.SayInRoomAsync("+1", receipt.Id);
        Assert.Contains("Guests: 1", Assert.Single(await ben.ReadRoomAsync(changed)).Text, StringComparison.Ordinal);
        bot.Clock.Advance(TimeSpan.FromSeconds(2));

        var platform = bot.Services.GetRequiredService<RoomPlatform>();
        var article = Reply.Say(Language.English, "Peru in the news") with { Subjects = ["article/1"], Community = 1 };
        var post = await platform.SendAsync(new Post(RoomPlatform.Channel, article, "article/1", bot.Clock.GetUtcNow().UtcDateTime), CancellationToken.None);
        await using (var scope = bot.Services.CreateScopeOf(1))
            await scope.ServiceProvider.GetRequiredService<MessageSubjects>().RememberAsync(post, article, CancellationToken.None);
        var question = await ben.SayInRoomAsync("delegations 2014?", long.Parse(post.Id, System.Globalization.CultureInfo.InvariantCulture));
        Assert.Empty(await ben.ReadRoomAsync(question));
    }

    [Fact]
    public async Task Only_a_message_of_the_bot_that_the_member_sees_can_be_replied_to()
    {
        await using var bot = await BotHarness.StartAsync();
        using var ana = await bot.OpenEndpointsAsync();
        using var ben = bot.Visit();
        var talk = await ana.SayInRoomAsync("hello all");
        bot.Clock.Advance(TimeSpan.FromSeconds(2));
        var asked = await ana.SayInRoomAsync("my data");
        var receipt = (await ana.ReadRoomAsync(asked)).Single();

        foreach (var id in (long[])[talk, receipt.Id, 1, long.MinValue])
        {
            using var response = await ben.PostAsJsonAsync("/api/room/messages", new { text = "and me?", replyTo = id });
            Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        }

        Assert.Equal(talk, (await ben.ReadRoomAsync()).Last().Id);
    }

    [BrowserFact]
    public async Task A_reply_can_be_begun_given_up_and_sent_with_the_keyboard_alone()
    {
        foreach (var (locale, button, line, cancel) in new[]
        {
            ("en-CA", "Reply: ", "In reply to:", "Do not reply"), ("fr-CA", "Répondre: ", "En réponse à :", "Ne pas répondre"), ("es-PE", "Responder: ", "En respuesta a:", "No responder"),
        })
        {
            scene.Bot.Clock.Advance(TimeSpan.FromSeconds(30));
            var page = await scene.OpenAsync(360, 740, locale: locale, asOrganizer: false);
            var answer = page.Locator(".message:not(.own):has([data-reply])").First;
            var reply = answer.Locator("[data-reply]");
            Assert.StartsWith(button, await reply.GetAttributeAsync("aria-label"), StringComparison.Ordinal);
            var words = await answer.GetAttributeAsync("data-line");

            await reply.FocusAsync();
            await page.Keyboard.PressAsync("Enter");
            await Expect(page.Locator("#text")).ToBeFocusedAsync();
            await Expect(page.Locator("#replying span")).ToHaveTextAsync($"{line} {words}");
            await page.Keyboard.PressAsync("Escape");
            await Expect(page.Locator("#replying")).ToBeHiddenAsync();
            await Expect(page.Locator("#text")).ToBeFocusedAsync();

            await reply.FocusAsync();
            await page.Keyboard.PressAsync("Enter");
            await page.Keyboard.PressAsync("Shift+Tab");
            await Expect(page.GetByRole(AriaRole.Button, new() { Name = cancel })).ToBeFocusedAsync();
            await page.Keyboard.PressAsync("Tab");
            await page.Keyboard.TypeAsync("good to know");
            await page.Keyboard.PressAsync("Enter");

            var own = page.Locator(".message.own").Last;
            await Expect(own.Locator(".original")).ToHaveTextAsync($"{line} {words}");
            await Expect(page.Locator("#replying")).ToBeHiddenAsync();
            await own.Locator(".original a").FocusAsync();
            await page.Keyboard.PressAsync("Enter");
            await Expect(answer).ToBeFocusedAsync();
            await page.Context.CloseAsync();
        }
    }
}
