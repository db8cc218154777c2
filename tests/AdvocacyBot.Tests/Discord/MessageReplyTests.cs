using AdvocacyBot.Core.Chat;
using AdvocacyBot.Discord.Events;
using AdvocacyBot.Discord.Rendering;
using AdvocacyBot.Discord.Wire;
using AdvocacyBot.FakeDiscord;
using AdvocacyBot.TestSupport;

namespace AdvocacyBot.Tests.Discord;

/// <summary>Discord's client mentions the author of the message that a member replies to, and then delivers the text.</summary>
public sealed class MessageReplyTests
{
    [Theory]
    [InlineData("wow, great piece, thanks for sharing")]
    [InlineData("delegations")]
    [InlineData("help")]
    [InlineData("who would have thought")]
    [InlineData("")]
    public async Task An_ordinary_comment_on_a_post_is_ignored(string comment)
    {
        await using var rig = await DiscordRig.StartAsync();
        var post = await PostAsync(rig, "article/55");

        rig.Server.Reply(rig.Channel, post, comment);
        await MarkerAsync(rig);

        Assert.Equal(2, rig.Server.World.Shown(rig.Channel.Id).Count);
        Assert.DoesNotContain(rig.Effects.Intents, i => i.Body is TextBody text && text.Text == comment);
    }

    [Theory]
    [InlineData("<@BOT> hello")]
    [InlineData("hello <@BOT>")]
    [InlineData("!echo hello")]
    public async Task A_reply_that_addresses_the_bot_is_answered(string text)
    {
        await using var rig = await DiscordRig.StartAsync();
        var post = await PostAsync(rig, "article/55");

        var asked = rig.Server.Reply(rig.Channel, post, text.Replace("BOT", rig.Server.World.BotId, StringComparison.Ordinal));
        await Eventually.HoldsAsync(() => rig.Server.World.Shown(rig.Channel.Id).Count == 2, "it is answered");

        var answer = rig.Server.World.Shown(rig.Channel.Id)[^1];
        Assert.Equal("English: hello", answer.Words);
        Assert.Equal(asked, (string?)answer.Body["message_reference"]!["message_id"]);
    }

    [Theory]
    [InlineData("1", new[] { "rsvp:7:going" })]
    [InlineData("9", new string[0])]
    public void A_reply_in_a_conversation_carries_the_choices_that_the_bots_message_offers(string author, string[] choices)
    {
        var button = new Component(ComponentType.Button) { CustomId = "rsvp:7:going" };
        var message = new Message("2", "channel")
        {
            Content = "+2",
            Type = 19,
            Author = new User("8", Bot: false),
            ReferencedMessage = new Message("1", "channel") { Author = new User(author, Bot: true), Components = [ChoiceComponents.Row([button, ChoiceComponents.InternalButton("~page", "More")])] },
        };

        Assert.Equal(choices, AddressedText.Read(message, "1")!.RepliedChoices);
    }

    private static async Task<FakeMessage> PostAsync(DiscordRig rig, string subject)
    {
        var reply = Reply.Say(default, "An article about Peru") with { Subjects = [subject] };
        await rig.QueueAsync([(rig.Channel.Id, reply, subject)]);
        await rig.DeliverAsync();
        return Assert.Single(rig.Server.World.Shown(rig.Channel.Id));
    }

    /// <summary>A later message of another member, whose answer proves that earlier events are processed.</summary>
    private static async Task MarkerAsync(DiscordRig rig)
    {
        rig.Server.Say(rig.Channel, $"<@{rig.Server.World.BotId}> !echo marker");
        await Eventually.HoldsAsync(
            () => rig.Server.World.Shown(rig.Channel.Id).Any(m => m.Words.Contains("marker", StringComparison.Ordinal)), "the marker is answered");
    }
}
