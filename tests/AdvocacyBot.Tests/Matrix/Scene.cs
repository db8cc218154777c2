using System.Text.Json;
using System.Text.Json.Nodes;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Communities;
using AdvocacyBot.Matrix;
using AdvocacyBot.Matrix.Api;
using AdvocacyBot.TestSupport;
using AdvocacyBot.TestSupport.Matrix;
using Microsoft.Extensions.DependencyInjection;

namespace AdvocacyBot.Tests.Matrix;

/// <summary>Ana, an organizer, and the bot in a room of a real homeserver.</summary>
internal sealed class Scene : IAsyncDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly Synapse synapse;
    private readonly HashSet<string> published = [];
    private MatrixBot? running;
    private string? conversation;
    private string? keyFile;

    private Scene(Synapse synapse, MatrixHuman ana, MatrixHuman bot, bool encryptConversations)
    {
        (this.synapse, Ana, Bot) = (synapse, ana, bot);
        Settings = new MatrixSettings
        {
            Homeserver = synapse.Address.ToString(),
            User = bot.Id,
            Password = bot.Password,
            AllowedInviters = [ana.Id],
            EncryptConversations = encryptConversations,
        };
    }

    public MatrixHuman Ana { get; }

    /// <summary>The bot's account.</summary>
    public MatrixHuman Bot { get; }

    public MatrixSettings Settings { get; }

    public MatrixBot Running => running!;

    public string Room { get; private set; } = "";

    /// <summary>The bot's encryption keys.</summary>
    public string KeyFile => Directory.EnumerateFiles(folder.Path, "matrix-encryption.db", SearchOption.AllDirectories).FirstOrDefault(keyFile ?? "")
        is { Length: > 0 } found ? keyFile = found : keyFile!;

    /// <param name="synapse">Null for the shared one.</param>
    /// <param name="adjust">Replaces parts of the bot.</param>
    /// <param name="room">Further options of the room.</param>
    /// <param name="startBot">False to start the bot later; there is no room then.</param>
    /// <param name="waitForGreeting">False for a room in which Ana's client cannot read the greeting.</param>
    /// <param name="encryptConversations">Whether the bot opens encrypted conversations, which Ana's client here cannot read.</param>
    public static async Task<Scene> StartAsync(
        Synapse? synapse = null, Action<IServiceCollection>? adjust = null, JsonObject? room = null, bool encryptConversations = false, bool waitForGreeting = true, bool startBot = true)
    {
        synapse ??= await Synapse.SharedAsync();
        var scene = new Scene(synapse, await synapse.RegisterAsync(), await synapse.RegisterAsync(), encryptConversations);
        if (!startBot)
            return scene;
        await scene.StartBotAsync(adjust: adjust);
        scene.Room = await scene.Ana.MakeRoomAsync([scene.Bot.Id], room);
        if (waitForGreeting)
            await scene.Ana.WaitForAsync(scene.Room, scene.Bot.Id, _ => true);
        await scene.JoinPlaceAsync(scene.Room);
        return scene;
    }

    /// <summary>A further person, who is in no room.</summary>
    public Task<MatrixHuman> RegisterAsync() => synapse.RegisterAsync();

    /// <summary>A further member of the room, who has read it.</summary>
    public async Task<MatrixHuman> AddMemberAsync()
    {
        var member = await synapse.RegisterAsync();
        await Ana.InviteAsync(Room, member.Id);
        await member.JoinAsync(Room);
        // While a member has read nothing, Synapse at some point counts the invitation as unread.
        await member.ReadAsync(Room, MatrixHuman.IdOf((await member.HistoryAsync(Room))[^1]));
        return member;
    }

    /// <summary>A further room of the group, with the bot and others in it.</summary>
    public async Task<string> MakeRoomAsync(params MatrixHuman[] others)
    {
        var room = await Ana.MakeRoomAsync([Bot.Id, .. others.Select(o => o.Id)]);
        foreach (var other in others)
            await other.JoinAsync(room);
        await Ana.WaitForAsync(room, Bot.Id, _ => true);
        await JoinPlaceAsync(room);
        return room;
    }

    /// <summary>Makes a room a place of the first community.</summary>
    public Task JoinPlaceAsync(string room) => Running.Harness.InScopeAsync(services => services.GetRequiredService<Membership>()
        .EnsureAsync(new PlaceRef("matrix", room), Community.FirstId, PlaceState.Confirmed, CancellationToken.None));

    /// <summary>A conversation that somebody starts with the bot.</summary>
    public async Task<string> StartConversationAsync(MatrixHuman human)
    {
        var conversation = await human.MakeRoomAsync([Bot.Id], new JsonObject { ["is_direct"] = true });
        await human.WaitForAsync(conversation, Bot.Id, body => body.StartsWith("Hello", StringComparison.Ordinal));
        return conversation;
    }

    /// <summary>Ana announces an action and publishes the preview that she gets in her conversation with the bot.</summary>
    /// <param name="known">Her conversation with the bot, if there is one before the first announcement.</param>
    /// <returns>The announcement in the room.</returns>
    public async Task<JsonElement> AnnounceAsync(string action, string? known = null)
    {
        var before = (await Ana.MessagesOfAsync(Room, Bot.Id)).Count;
        await Ana.SayAsync(Room, $"!announce {action}");
        conversation ??= known ?? await Ana.AcceptConversationAsync(Bot.Id);
        JsonElement preview = default;
        await Eventually.HoldsAsync(async () =>
        {
            preview = (await Ana.MessagesOfAsync(conversation, Bot.Id)).LastOrDefault(e => e.GetRawText().Contains("\"draft:", StringComparison.Ordinal));
            return preview.ValueKind != JsonValueKind.Undefined && !published.Contains(MatrixHuman.IdOf(preview));
        });
        published.Add(MatrixHuman.IdOf(preview));
        await Ana.ReactAsync(conversation, MatrixHuman.IdOf(preview), "1\uFE0F\u20E3");
        await Eventually.HoldsAsync(async () =>
        {
            await Running.Harness.TurnAsync();
            return (await Ana.MessagesOfAsync(Room, Bot.Id)).Skip(before).Any(IsAnnouncement);
        });
        return (await Ana.MessagesOfAsync(Room, Bot.Id)).Last(IsAnnouncement);
    }

    /// <summary>Gives somebody a power level in the room.</summary>
    public async Task SetPowerAsync(string user, int level)
    {
        var levels = JsonNode.Parse((await Ana.StateAsync(Room, "m.room.power_levels")).GetRawText())!.AsObject();
        levels["users"]![user] = level;
        await Ana.SetStateAsync(Room, "m.room.power_levels", levels);
    }

    /// <summary>Waits until the bot has processed everything that was said before: it answers in order.</summary>
    public async Task MarkAsync(string? room = null)
    {
        var mark = Guid.NewGuid().ToString("N");
        await Ana.SayAsync(room ?? Room, $"!echo {mark}");
        await Ana.WaitForAsync(room ?? Room, Bot.Id, body => body.StartsWith($"echo {mark}", StringComparison.Ordinal));
    }

    public async Task StartBotAsync(MatrixTiming? timing = null, Action<IServiceCollection>? adjust = null) =>
        running = await MatrixBot.StartAsync(Settings, folder.Path, timing, adjust);

    public async Task StopBotAsync()
    {
        if (running is not null)
            await running.DisposeAsync();
        running = null;
    }

    public async ValueTask DisposeAsync()
    {
        await StopBotAsync();
        folder.Dispose();
    }

    private static bool IsAnnouncement(JsonElement e) => e.GetRawText().Contains("\"rsvp:", StringComparison.Ordinal);
}
