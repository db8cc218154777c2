using System.Net.Http.Json;
using System.Text.Json;
using AdvocacyBot.FakeDiscord;
using AdvocacyBot.Tests.Discord;
using AdvocacyBot.TestSupport;
using AdvocacyBot.TestSupport.Matrix;

namespace AdvocacyBot.Tests.Matrix;

/// <summary>The real executable on a real Synapse, on Discord and in its web room at the same time.</summary>
public sealed class EverywhereTests
{
    [SynapseFact]
    public async Task All_platforms_share_one_bot_and_one_waiting_list()
    {
        var synapse = await Synapse.SharedAsync();
        var (ana, ben, account) = (await synapse.RegisterAsync(), await synapse.RegisterAsync(), await synapse.RegisterAsync());
        var world = new FakeWorld();
        var channel = world.AddChannel(world.AddGuild());
        await using var discord = await FakeDiscordServer.StartAsync(DiscordRig.Patient, world);
        using var folder = new TemporaryFolder();
        await using var bot = await BotProcess.StartAsync(
            folder.Path,
            ("Sample__Enabled", "true"),
            ("Matrix__Homeserver", synapse.Address.ToString()), ("Matrix__User", account.Id), ("Matrix__Password", account.Password),
            ("Matrix__AllowedInviters", ana.Id), ("Matrix__EncryptConversations", "false"),
            ("Discord__Token", discord.Settings.Token), ("Discord__ApiBaseUrl", discord.ApiBaseUrl.ToString()),
            ("Discord__GuildIds__0", world.Guilds.Values.First().Id));
        using var visitor = new HttpClient { BaseAddress = bot.Room };
        var room = await ana.MakeRoomAsync([account.Id, ben.Id]);
        await ben.JoinAsync(room);
        await ana.WaitForAsync(room, account.Id, _ => true);

        var (_, code) = await BotProcess.RunAsync(folder.Path, ["places", "code"]);
        await ana.SayAsync(room, $"!setup {code.Trim()}");
        var joined = await ana.AcceptConversationAsync(account.Id);
        await ana.WaitForAsync(joined, account.Id, body => body.StartsWith("This place now belongs to", StringComparison.Ordinal));

        await ben.SayAsync(room, "!delegations 2014");
        var answer = MatrixHuman.BodyOf(await ana.WaitForAsync(room, account.Id, body => body.StartsWith("Delegations", StringComparison.Ordinal)));
        Assert.Contains("CADSI", answer, StringComparison.Ordinal);
        Assert.Contains("Canadian Commercial Corporation", answer, StringComparison.Ordinal);

        await ana.SayAsync(room, $"!announce \"Everywhere\" 2099-05-31 07:00 America/Toronto at \"City Hall\" capacity 1 in discord/{channel.Id} in room/main");
        var preview = MatrixHuman.IdOf(await ana.WaitForAsync(joined, account.Id, body => body.Contains("Nothing is published yet", StringComparison.Ordinal)));
        await ana.ReactAsync(joined, preview, "1\uFE0F\u20E3");
        var inMatrix = MatrixHuman.IdOf(await ana.WaitForAsync(room, account.Id, IsAnnouncement));
        var inDiscord = await UntilAsync(() => Task.FromResult(world.Shown(channel.Id).FirstOrDefault(m => IsAnnouncement(m.Words))));
        var inRoom = await UntilAsync(async () => (await ReadAsync(visitor)).Where(m => IsAnnouncement(TextOf(m))).Cast<JsonElement?>().FirstOrDefault());

        var seat = await ben.ReactAsync(room, inMatrix, "✅");
        var receipts = await ben.AcceptConversationAsync(account.Id);
        await ben.WaitForAsync(receipts, account.Id, body => body.StartsWith("You're going", StringComparison.Ordinal));
        var person = new Person();
        var pressed = await discord.Press(channel, inDiscord, (string)inDiscord.Buttons[0]["custom_id"]!, person).RespondedAsync();
        Assert.StartsWith("You're on the waitlist", pressed.Original!.Words, StringComparison.Ordinal);
        Assert.True(pressed.Original.IsEphemeral);
        await ChooseAsync(visitor, inRoom);
        await UntilAsync(async () => (await ReadAsync(visitor)).Select(TextOf).FirstOrDefault(t => t.StartsWith("You're on the waitlist", StringComparison.Ordinal)));

        await ben.RedactAsync(room, seat);
        await ben.WaitForAsync(receipts, account.Id, body => body.Contains("not going", StringComparison.Ordinal));
        var told = await UntilAsync(() => Task.FromResult(world.Shown(discord.Direct(person).Id).FirstOrDefault(m => m.Words.Contains("Everywhere", StringComparison.Ordinal))));
        Assert.Contains("seat", told.Words, StringComparison.Ordinal);
        await ana.SayAsync(room, "!action 1");
        await ana.WaitForAsync(joined, account.Id, body => body.Contains("Going: 1 / 1", StringComparison.Ordinal) && body.Contains("On the waitlist: 1", StringComparison.Ordinal));
    }

    private static bool IsAnnouncement(string text) => text.Contains("City Hall", StringComparison.Ordinal);

    private static string TextOf(JsonElement message) => message.GetProperty("text").GetString()!;

    private static async Task<IReadOnlyList<JsonElement>> ReadAsync(HttpClient visitor) =>
        [.. JsonDocument.Parse(await visitor.GetStringAsync("/api/room/messages?after=0")).RootElement.EnumerateArray()];

    private static async Task ChooseAsync(HttpClient visitor, JsonElement? message)
    {
        var choice = message!.Value.GetProperty("choices")[0].GetProperty("id").GetString();
        using var response = await visitor.PostAsJsonAsync("/api/room/choices", new { message = message.Value.GetProperty("id").GetInt64(), choice });
        response.EnsureSuccessStatusCode();
    }

    private static async Task<T> UntilAsync<T>(Func<Task<T?>> look)
    {
        T? found = default;
        await Eventually.HoldsAsync(async () => (found = await look()) is not null);
        return found!;
    }
}
