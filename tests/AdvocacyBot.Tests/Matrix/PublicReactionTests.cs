using AdvocacyBot.Core.Languages;
using AdvocacyBot.TestSupport;
using AdvocacyBot.TestSupport.Matrix;
using Microsoft.Extensions.DependencyInjection;

namespace AdvocacyBot.Tests.Matrix;

/// <summary>Everyone in a room sees who reacts, so the bot says so, removes reactions where it can, and can do without them.</summary>
public sealed class PublicReactionTests
{
    private readonly Picks picks = new();

    [SynapseFact]
    public async Task An_announcement_in_a_room_promises_no_secrecy_and_the_same_in_a_conversation_does()
    {
        await using var scene = await Scene.StartAsync();
        var conversation = await scene.StartConversationAsync(scene.Ana);
        foreach (var (language, offer) in new[]
        {
            (Language.English, "To answer unseen, write me a direct message"),
            (Language.French, "Pour répondre sans être vu·e, écrivez-moi en message privé"),
            (Language.Spanish, "Para responder sin que nadie lo vea, escríbeme un mensaje directo"),
        })
        {
            await scene.Ana.SayAsync(scene.Room, $"!language {language.Code}");
            await scene.Ana.WaitForAsync(scene.Room, scene.Bot.Id, body => body.Contains(language.OwnName, StringComparison.Ordinal));

            var announcement = MatrixHuman.BodyOf(await scene.AnnounceAsync("\"March\" 31 May 2099 7am at \"City Hall\"", conversation));

            Assert.Contains(offer, announcement, StringComparison.Ordinal);
            Assert.DoesNotContain("Only you see", announcement, StringComparison.Ordinal);
        }

        await scene.Ana.SayAsync(conversation, "actions");
        var repeated = MatrixHuman.BodyOf(await scene.Ana.WaitForAsync(conversation, scene.Bot.Id, body => body.Contains("City Hall", StringComparison.Ordinal)));
        Assert.DoesNotContain("To answer unseen", repeated, StringComparison.Ordinal);
    }

    [SynapseFact]
    public async Task A_reaction_is_removed_once_it_is_recorded_if_the_bot_may_do_so_and_the_answer_stands()
    {
        await using var scene = await AnnounceAsync();
        await scene.SetPowerAsync(scene.Bot.Id, 50);
        await scene.MarkAsync();
        var message = MatrixHuman.IdOf(await scene.Ana.WaitForAsync(scene.Room, scene.Bot.Id, body => body.StartsWith("March", StringComparison.Ordinal)));

        var reaction = await scene.Ana.ReactAsync(scene.Room, message, "✅");
        await Eventually.HoldsAsync(async () => !(await scene.Ana.HistoryAsync(scene.Room)).Any(e =>
            MatrixHuman.IdOf(e) == reaction && MatrixHuman.Text(e.GetProperty("content"), "m.relates_to", "key") is not null));
        await scene.MarkAsync();

        Assert.Equal("going", picks.Of[scene.Ana.Id]);
    }

    [SynapseFact]
    public async Task Organizers_turn_reactions_off_in_a_room_and_words_still_count()
    {
        await using var scene = await Scene.StartAsync(adjust: services => services.AddSingleton(picks));
        await scene.Ana.SayAsync(scene.Room, "!reactions off");
        var conversation = await scene.Ana.AcceptConversationAsync(scene.Bot.Id);
        await scene.Ana.WaitForAsync(conversation, scene.Bot.Id, body => body.Contains("I offer no reactions here", StringComparison.Ordinal));
        await scene.Running.QueueAsync(scene.Room, OfferCommand.Announcement(Language.English), "mobilization/7");
        var announcement = await scene.Ana.WaitForAsync(scene.Room, scene.Bot.Id, body => body.StartsWith("March", StringComparison.Ordinal));

        await scene.Ana.ReactAsync(scene.Room, MatrixHuman.IdOf(announcement), "✅");
        await scene.MarkAsync();
        Assert.Empty(picks.Of);
        await scene.Ana.ReplyAsync(scene.Room, MatrixHuman.IdOf(announcement), "3");
        await Eventually.HoldsAsync(() => picks.Of.GetValueOrDefault(scene.Ana.Id) == "no");

        Assert.EndsWith("Reply with the number of your choice.", MatrixHuman.BodyOf(announcement), StringComparison.Ordinal);
        Assert.DoesNotContain(await scene.Ana.HistoryAsync(scene.Room), e => MatrixHuman.Text(e, "type") == "m.reaction" && MatrixHuman.Text(e, "sender") == scene.Bot.Id);
    }

    private async Task<Scene> AnnounceAsync()
    {
        var scene = await Scene.StartAsync(adjust: services => services.AddSingleton(picks));
        await scene.Running.QueueAsync(scene.Room, OfferCommand.Announcement(Language.English), "mobilization/7");
        return scene;
    }
}
