using System.Runtime.CompilerServices;
using AdvocacyBot.TestSupport;

namespace AdvocacyBot.Tests.Discord;

/// <summary>
/// discord.js, unmodified, runs against the fake server. What it does there is what it does on Discord, so the fake is not merely what
/// the bot's own client expects.
/// </summary>
public sealed class DiscordJsTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    [DiscordJsFact]
    public async Task An_unmodified_discord_js_bot_uses_commands_components_modals_and_autocomplete()
    {
        await using var server = await DiscordRig.StartServerAsync();
        var channel = server.World.Channels.Values.First();
        await using var peer = await DiscordJsPeer.StartAsync(server, "echo-bot.mjs");

        var typing = await server.Type(channel, "echo", "text", "he").RespondedAsync(Limit);
        Assert.Equal(("he!", "completed"), ((string?)typing.Response!["choices"]![0]!["name"], (string?)typing.Response["choices"]![0]!["value"]));

        var echo = await server.Slash(channel, "echo", new Dictionary<string, string> { ["text"] = "ab", ["times"] = "2" }).AnsweredAsync(Limit);
        Assert.Equal("abab", echo.Answer!.Words);
        await server.Press(channel, echo.Answer, "again").AnsweredAsync(Limit);
        Assert.Equal("abab again", echo.Answer.Words);
        var picked = await server.Pick(channel, echo.Answer, "pick", "2").AnsweredAsync(Limit);
        Assert.Equal(("picked 2", true), (picked.Answer!.Words, picked.Answer.IsEphemeral));

        var form = await server.Slash(channel, "form").RespondedAsync(Limit);
        Assert.Equal(9, form.ResponseType);
        var submitted = await server.Submit(channel, "form", new Dictionary<string, string> { ["name"] = "Ana" }).AnsweredAsync(Limit);
        Assert.Equal("hello Ana", submitted.Answer!.Words);

        var late = await server.Slash(channel, "group slow").AnsweredAsync(Limit);
        Assert.Equal((5, "late: slow", true), (late.ResponseType, late.Answer!.Words, late.Answer.IsEphemeral));
        var card = await server.Slash(channel, "card").AnsweredAsync(Limit);
        Assert.Equal("inside", card.Answer!.Words);
        Assert.Equal("", peer.Errors);
    }

    [DiscordJsFact]
    public async Task An_unmodified_discord_js_bot_uses_roles_threads_and_publishing()
    {
        await using var server = await DiscordRig.StartServerAsync();
        var guild = server.World.Guilds.Values.First();
        var channel = server.World.Channels.Values.First();
        server.World.AddChannel(guild, type: 5, name: "news");
        var role = guild.AddRole("Readers", mentionable: true);
        await using var peer = await DiscordJsPeer.StartAsync(server, "echo-bot.mjs");

        var named = await server.Slash(channel, "named", new Dictionary<string, string> { ["role"] = role.Id, ["channel"] = channel.Id }).AnsweredAsync(Limit);
        Assert.Equal("Readers true general", named.Answer!.Words);

        var discussed = await server.Slash(channel, "discuss").AnsweredAsync(Limit);
        Assert.Equal("50083 true", discussed.Answer!.Words);
        var thread = Assert.Single(server.World.Threads(channel.Id));
        Assert.Equal("in time", Assert.Single(server.World.Shown(thread.Id)).Words);

        Assert.Equal("40033", (await server.Slash(channel, "publish").AnsweredAsync(Limit)).Answer!.Words);
        var quoted = await server.UseMessageCommand(channel, "Quote", named.Answer).AnsweredAsync(Limit);
        Assert.Equal(named.Answer.Words, quoted.Answer!.Words);
        Assert.Equal("", peer.Errors);
    }

    [DiscordJsFact]
    public async Task An_unmodified_discord_js_bot_answers_mentions_and_resumes_its_session()
    {
        await using var server = await DiscordRig.StartServerAsync();
        var channel = server.World.Channels.Values.First();
        await using var peer = await DiscordJsPeer.StartAsync(server, "echo-bot.mjs");

        server.Say(channel, $"<@{server.World.BotId}> hello");
        await Eventually.HoldsAsync(() => server.World.Shown(channel.Id).Count == 1, "it is answered");
        server.CloseAll(4000);
        await Eventually.HoldsAsync(() => server.Resumes == 1, "it has resumed");
        var answer = server.World.Shown(channel.Id)[0];
        server.Reply(channel, answer, "a comment");
        server.Reply(channel, answer, $"<@{server.World.BotId}> again");
        await Eventually.HoldsAsync(() => server.World.Shown(channel.Id).Count == 2, "the mention is answered");

        Assert.Equal(["answer to hello", "answer to again"], server.World.Shown(channel.Id).Select(m => m.Words));
        Assert.Equal(1, server.Identifies);
    }
}

/// <summary>A test that runs discord.js.</summary>
public sealed class DiscordJsFactAttribute : FactAttribute
{
    public DiscordJsFactAttribute([CallerFilePath] string? sourceFilePath = null, [CallerLineNumber] int sourceLineNumber = -1)
        : base(sourceFilePath, sourceLineNumber) =>
        Skip = Needs.SkipWithout(DiscordJsPeer.IsInstalled, "discord.js (npm ci --ignore-scripts in tests/peers)");
}
