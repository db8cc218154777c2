using AdvocacyBot.Core.Chat;
using AdvocacyBot.Discord.Events;
using AdvocacyBot.Discord.Wire;
using AdvocacyBot.FakeDiscord;
using AdvocacyBot.TestSupport;

namespace AdvocacyBot.Tests.Discord;

public sealed class MessageHandlerTests
{
    [Fact]
    public async Task A_mention_delivered_twice_is_answered_once_as_a_reply()
    {
        await using var rig = await DiscordRig.StartAsync();
        rig.Server.Duplicates = true;

        var asked = rig.Server.Say(rig.Channel, $"<@{rig.Server.World.BotId}> hello there");
        await Eventually.HoldsAsync(() => rig.Effects.Intents.Count == 2, "both have arrived");
        await Eventually.HoldsAsync(() => rig.Server.World.Shown(rig.Channel.Id).Count > 0, "it is answered");

        var answer = Assert.Single(rig.Server.World.Shown(rig.Channel.Id));
        Assert.Equal("English: hello there", answer.Words);
        Assert.Equal(asked, (string?)answer.Body["message_reference"]!["message_id"]);
        Assert.Empty(answer.Pings.Users);
    }

    [Fact]
    public async Task A_direct_message_is_answered_in_its_channel()
    {
        await using var rig = await DiscordRig.StartAsync();
        var person = new Person();
        var direct = rig.Server.Direct(person);

        rig.Server.Say(direct, "!echo hi", person);
        await Eventually.HoldsAsync(() => rig.Server.World.Shown(direct.Id).Count == 1, "it is answered");

        Assert.True(Assert.Single(rig.Effects.Intents).IsDirect);
        Assert.Equal("English: hi", rig.Server.World.Shown(direct.Id)[0].Words);
    }

    [Fact]
    public async Task A_private_answer_to_a_mention_is_sent_as_a_direct_message()
    {
        await using var rig = await DiscordRig.StartAsync();
        var (open, closed) = (new Person(), new Person());
        rig.Server.World.RejectsDirectMessages.Add(closed.Id);

        rig.Server.Say(rig.Channel, $"<@{rig.Server.World.BotId}> secret", open);
        await Eventually.HoldsAsync(() => rig.Server.World.Shown(rig.Server.Direct(open).Id).Count == 1, "it is answered in private");
        Assert.Empty(rig.Server.World.Shown(rig.Channel.Id));

        rig.Server.Say(rig.Channel, $"<@{rig.Server.World.BotId}> secret", closed);
        await Eventually.HoldsAsync(() => rig.Server.World.Shown(rig.Channel.Id).Count == 1, "the way to ask in private is told");
        Assert.DoesNotContain("for you alone\n", rig.Server.World.Shown(rig.Channel.Id)[0].Words);
        Assert.Contains("slash commands", rig.Server.World.Shown(rig.Channel.Id)[0].Words);
    }

    [Fact]
    public async Task A_message_author_is_an_organizer_by_role_or_permission()
    {
        await using var rig = await DiscordRig.StartAsync(settings: s => s.OrganizerRoles = ["77"]);
        rig.Guild.AddRole("organizers", 1UL << 33, id: "88");
        foreach (var roles in new string[][] { [], ["77"], ["88"], ["99"] })
            rig.Server.Say(rig.Channel, $"<@{rig.Server.World.BotId}> echo {string.Join(' ', roles)}x", new Person { Roles = roles });

        await Eventually.HoldsAsync(() => rig.Effects.Intents.Count == 4, "all have arrived");

        Assert.Equal(["77x", "88x"], rig.Effects.Intents.Where(i => i.IsVouchedOrganizer).Select(i => ((TextBody)i.Body).Text[5..]).Order());
    }

    [Theory]
    [InlineData("<@1> hello", true, false, "hello")]
    [InlineData("hello <@!1>", true, false, "hello")]
    [InlineData("hello", true, true, null)]
    [InlineData("hello", false, false, null)]
    public void Only_messages_addressed_to_the_bot_are_read(string content, bool mentions, bool fromBot, string? expected)
    {
        var message = new Message("5", "6")
        {
            GuildId = "7",
            Content = content,
            Author = new User("8", fromBot),
            Mentions = mentions ? [new User("1", true)] : [],
        };

        Assert.Equal(expected, AddressedText.Read(message, "1")?.Body.Text);
    }
}
