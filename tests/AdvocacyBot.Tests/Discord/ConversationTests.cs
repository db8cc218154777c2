using AdvocacyBot.Core.Chat;
using AdvocacyBot.Discord;
using AdvocacyBot.Discord.Wire;
using AdvocacyBot.FakeDiscord;
using AdvocacyBot.TestSupport;

namespace AdvocacyBot.Tests.Discord;

public sealed class ConversationTests
{
    [Fact]
    public async Task A_mention_is_answered_below_it_once_although_it_comes_twice()
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
    public async Task A_direct_message_is_answered_there()
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
    public async Task A_private_answer_to_a_mention_goes_where_nobody_else_is()
    {
        await using var rig = await DiscordRig.StartAsync();
        var (open, closed) = (new Person(), new Person());
        rig.Server.World.Closed.Add(closed.Id);

        rig.Server.Say(rig.Channel, $"<@{rig.Server.World.BotId}> secret", open);
        await Eventually.HoldsAsync(() => rig.Server.World.Shown(rig.Server.Direct(open).Id).Count == 1, "it is answered in private");
        Assert.Empty(rig.Server.World.Shown(rig.Channel.Id));

        rig.Server.Say(rig.Channel, $"<@{rig.Server.World.BotId}> secret", closed);
        await Eventually.HoldsAsync(() => rig.Server.World.Shown(rig.Channel.Id).Count == 1, "the way to ask in private is told");
        Assert.DoesNotContain("for you alone\n", rig.Server.World.Shown(rig.Channel.Id)[0].Words);
        Assert.Contains("slash commands", rig.Server.World.Shown(rig.Channel.Id)[0].Words);
    }

    [Fact]
    public async Task An_organizers_text_is_known_by_role_or_by_the_servers_own_permissions()
    {
        await using var rig = await DiscordRig.StartAsync(settings: s => s.OrganizerRoles = ["77"]);
        rig.Guild.Roles["88"] = 1UL << 33;
        foreach (var roles in new string[][] { [], ["77"], ["88"], ["99"] })
            rig.Server.Say(rig.Channel, $"<@{rig.Server.World.BotId}> echo {string.Join(' ', roles)}x", new Person { Roles = roles });

        await Eventually.HoldsAsync(() => rig.Effects.Intents.Count == 4, "all have arrived");

        Assert.Equal(["77x", "88x"], rig.Effects.Intents.Where(i => i.IsOrganizer).Select(i => ((TextBody)i.Body).Text[5..]).Order());
    }

    [Theory]
    [InlineData("<@1> hello", true, false, "hello")]
    [InlineData("hello <@!1>", true, false, "hello")]
    [InlineData("hello", true, true, null)]
    [InlineData("hello", false, false, null)]
    public void Only_what_is_meant_for_the_bot_is_read(string content, bool mentions, bool fromBot, string? expected)
    {
        var message = new Message("5", "6")
        {
            GuildId = "7",
            Content = content,
            Author = new User("8", fromBot),
            Mentions = mentions ? [new User("1", true)] : [],
        };

        Assert.Equal(expected, Conversations.Read(message, "1")?.Text);
    }
}
