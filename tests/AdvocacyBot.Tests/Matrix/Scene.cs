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
    private MatrixBot? running;

    private Scene(Synapse synapse, MatrixHuman ana, MatrixHuman bot)
    {
        (this.synapse, Ana, Bot) = (synapse, ana, bot);
        Settings = new MatrixSettings
        {
            Homeserver = synapse.Address.ToString(),
            User = bot.Id,
            Password = bot.Password,
            AllowedInviters = [ana.Id],
        };
    }

    public MatrixHuman Ana { get; }

    /// <summary>The bot's account.</summary>
    public MatrixHuman Bot { get; }

    public MatrixSettings Settings { get; }

    public MatrixBot Running => running!;

    public string Room { get; private set; } = "";

    /// <param name="synapse">The shared one where null.</param>
    /// <param name="adjust">Replaces parts of the bot.</param>
    public static async Task<Scene> StartAsync(Synapse? synapse = null, Action<IServiceCollection>? adjust = null)
    {
        synapse ??= await Synapse.SharedAsync();
        var scene = new Scene(synapse, await synapse.RegisterAsync(), await synapse.RegisterAsync());
        await scene.StartBotAsync(adjust: adjust);
        scene.Room = await scene.MakeRoomAsync();
        return scene;
    }

    public Task<MatrixHuman> AnotherAsync() => synapse.RegisterAsync();

    /// <summary>A group's room with the bot in it, and whoever else.</summary>
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

    public async Task BringAsync(MatrixHuman human)
    {
        await Ana.InviteAsync(Room, human.Id);
        await human.JoinAsync(Room);
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
}
