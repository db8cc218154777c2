using System.Text.Json;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Matrix.Rooms;
using AdvocacyBot.TestSupport;
using AdvocacyBot.TestSupport.Matrix;
using Microsoft.Extensions.DependencyInjection;

namespace AdvocacyBot.Tests.Matrix;

/// <summary>Ana, an organizer whose client encrypts, and the bot in an encrypted room of a real homeserver.</summary>
internal sealed class EncryptedScene : IAsyncDisposable
{
    private readonly NodePeer peer = new("matrix-human.mjs");
    private readonly bool isStrict;
    private EncryptedHuman? ana;

    private EncryptedScene(Scene plain, bool isStrict) => (Plain, this.isStrict) = (plain, isStrict);

    /// <summary>The bot, and the same people in a room without encryption.</summary>
    public Scene Plain { get; }

    public EncryptedHuman Ana => ana!;

    public string Bot => Plain.Bot.Id;

    /// <summary>The encrypted room.</summary>
    public string Room { get; private set; } = "";

    public static async Task<EncryptedScene> StartAsync(bool isStrict = false, Action<IServiceCollection>? adjust = null, bool startBot = true)
    {
        var scene = new EncryptedScene(await Scene.StartAsync(adjust: adjust, encryptConversations: true, startBot: startBot), isStrict);
        scene.ana = await scene.StartAsync(scene.Plain.Ana);
        if (startBot)
        {
            scene.Room = await scene.MakeRoomAsync();
            // A strict client drops keys from a device that it does not yet know to be signed.
            await Eventually.HoldsAsync(
                () => scene.Ana.DevicesOf(scene.Bot) is { Count: > 0 } devices && devices.Values.All(isSigned => isSigned), "Ana's client knows that the bot's device is signed");
        }

        return scene;
    }

    /// <summary>A person whose client encrypts, in the encrypted room.</summary>
    public async Task<EncryptedHuman> AddMemberAsync()
    {
        var person = await StartAsync(await Plain.RegisterAsync());
        await Plain.Ana.InviteAsync(Room, person.Id);
        person.Join(Room);
        return person;
    }

    /// <summary>A further device of a person.</summary>
    public async Task<EncryptedHuman> AddDeviceAsync(EncryptedHuman person, bool isSigned = true) =>
        await EncryptedHuman.StartAsync(peer, (await Synapse.SharedAsync()).Address, person.Human, isStrict && isSigned, isSigned ? person : null, isSigned);

    /// <summary>An encrypted room that is a place of the first community.</summary>
    public async Task<string> MakeRoomAsync()
    {
        var room = await Plain.Ana.MakeRoomAsync([Bot], SynapseRoomTests.Encrypted());
        Ana.WaitForMember(room, Bot);
        // A post to a room that the bot does not know yet would be given up.
        await Eventually.HoldsAsync(async () => await Plain.Running.Platform.PlaceOfAsync(new ChannelRef("matrix", room), CancellationToken.None) is not null, "the bot knows the room");
        await Plain.JoinPlaceAsync(room);
        return room;
    }

    /// <summary>The first of the rooms of which a room is the latest replacement, as the bot knows it.</summary>
    public string FirstOf(string room) => Plain.Running.Harness.Services.GetRequiredService<RoomDirectory>().FirstOf(room);

    /// <summary>A conversation that somebody starts with the bot.</summary>
    public async Task<string> StartConversationAsync(EncryptedHuman person)
    {
        var room = await person.Human.MakeRoomAsync([Bot], SynapseRoomTests.Encrypted(isDirect: true));
        person.WaitForMember(room, Bot);
        return room;
    }

    /// <summary>Everything that the bot has sent to a room as the homeserver sees it.</summary>
    public async Task<IReadOnlyList<JsonElement>> SentAsync(string room) =>
        [.. (await Plain.Ana.HistoryAsync(room)).Where(e => MatrixHuman.Text(e, "sender") == Bot && !e.TryGetProperty("state_key", out _))];

    public async ValueTask DisposeAsync()
    {
        peer.Dispose();
        await Plain.DisposeAsync();
    }

    /// <summary>A client that encrypts, for an account.</summary>
    public async Task<EncryptedHuman> StartAsync(MatrixHuman human) =>
        await EncryptedHuman.StartAsync(peer, (await Synapse.SharedAsync()).Address, human, isStrict);
}
