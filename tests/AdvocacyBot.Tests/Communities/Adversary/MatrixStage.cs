using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Commands;
using AdvocacyBot.Core.Communities;
using AdvocacyBot.Core.Mobilizations;
using AdvocacyBot.Core.Platforms;
using AdvocacyBot.Matrix;
using AdvocacyBot.Matrix.Api;
using AdvocacyBot.TestSupport;
using AdvocacyBot.TestSupport.Matrix;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace AdvocacyBot.Tests.Communities.Adversary;

/// <summary>
/// The real host on a real homeserver, with two communities in rooms of their own and a room that has not joined. What the bot
/// answers is recorded where the platform hands it over.
/// </summary>
public sealed class MatrixStage : IAsyncLifetime
{
    private readonly ConcurrentDictionary<string, Reply> answers = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource stop = new();
    private Task running = Task.CompletedTask;
    private Synapse synapse = null!;

    internal BotHarness Bot { get; private set; } = null!;

    internal MatrixHuman Account { get; private set; } = null!;

    /// <summary>The first community: its organizer and a member, and its room with an action.</summary>
    internal RoomSide Amaranth { get; private set; } = null!;

    internal RoomSide Bellflower { get; private set; } = null!;

    /// <summary>Somebody with a room of their own that has not joined.</summary>
    internal MatrixHuman Stranger { get; private set; } = null!;

    internal string StrangersRoom { get; private set; } = "";

    internal StoredRows Rows { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        if (!Synapse.IsInstalled)
            return;

        synapse = await Synapse.SharedAsync();
        Account = await synapse.RegisterAsync();
        var (ana, bea) = (await synapse.RegisterAsync(), await synapse.RegisterAsync());
        Stranger = await synapse.RegisterAsync();
        var settings = new MatrixSettings
        {
            Homeserver = synapse.Address.ToString(),
            User = Account.Id,
            Password = Account.Password,
            AllowedInviters = [ana.Id, bea.Id, Stranger.Id],
            EncryptConversations = false,
        };
        Bot = await BotHarness.StartAsync(adjust: services =>
        {
            services.Replace(ServiceDescriptor.Singleton(TimeProvider.System));
            services.AddSingleton(new MatrixTiming { SyncTimeout = TimeSpan.FromSeconds(5), FirstRetry = TimeSpan.FromMilliseconds(100) });
            services.AddMatrix(settings);
        });
        Rows = new StoredRows(await Bot.DbAsync(db => Task.FromResult(db.Model)), Path.Combine(Bot.Folder, "advocacybot.db"));
        var platform = Bot.Services.GetServices<IChatPlatform>().Single(p => p.Name == "matrix");
        running = platform.RunAsync(HandleAsync, stop.Token);
        await Eventually.HoldsAsync(() => running.IsFaulted ? throw running.Exception!.InnerException! : Task.FromResult(platform.IsReady));

        Amaranth = await NewSideAsync("Amaranth", ana, Community.FirstId);
        Bellflower = await NewSideAsync("Bellflower", bea, community: null);
        StrangersRoom = await NewRoomAsync(Stranger);
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        stop.Dispose();
        if (Bot is not null)
            await Bot.DisposeAsync();
    }

    internal Task<MatrixHuman> RegisterAsync() => synapse.RegisterAsync();

    /// <summary>Somebody who organizes a community's room.</summary>
    internal async Task<MatrixHuman> NewOrganizerAsync(RoomSide side)
    {
        var human = await NewMemberAsync(side);
        var levels = JsonNode.Parse((await side.Organizer.StateAsync(side.Room, "m.room.power_levels")).GetRawText())!.AsObject();
        levels["users"]![human.Id] = 50;
        await side.Organizer.SetStateAsync(side.Room, "m.room.power_levels", levels);
        return human;
    }

    internal async Task<MatrixHuman> NewMemberAsync(RoomSide side)
    {
        var human = await synapse.RegisterAsync();
        await side.Organizer.InviteAsync(side.Room, human.Id);
        await human.JoinAsync(side.Room);
        return human;
    }

    /// <summary>A conversation that somebody begins with the bot.</summary>
    internal async Task<string> ConversationAsync(MatrixHuman human)
    {
        var room = await human.MakeRoomAsync([Account.Id], new JsonObject { ["is_direct"] = true });
        await Eventually.HoldsAsync(async () => await human.MembershipAsync(room, Account.Id) is "join" or "leave");
        return room;
    }

    /// <summary>Somebody says something, and the bot answers; silence fails.</summary>
    internal async Task<Answer> SayAsync(MatrixHuman human, string room, string text)
    {
        var id = await human.SayAsync(room, $"!{text}");
        Reply? reply = null;
        await Eventually.HoldsAsync(() => answers.TryGetValue(id, out reply), $"the bot answers {text}");
        return Read(reply!);
    }

    /// <summary>The room of somebody who has invited the bot, with the bot in it.</summary>
    internal async Task<string> NewRoomAsync(MatrixHuman organizer, JsonObject? options = null)
    {
        var room = await organizer.MakeRoomAsync([Account.Id], options);
        await Eventually.HoldsAsync(async () => await organizer.MembershipAsync(room, Account.Id) == "join");
        return room;
    }

    /// <summary>Makes a room a place of a community.</summary>
    internal Task<bool> JoinAsync(string room, RoomSide side) => Bot.InScopeAsync(services =>
        services.GetRequiredService<Membership>().EnsureAsync(new PlaceRef("matrix", room), side.Community, PlaceState.Confirmed, CancellationToken.None));

    /// <summary>The announcement in a community's room.</summary>
    internal async Task<string> AnnouncementAsync(RoomSide side)
    {
        await Bot.TurnAsync();
        // A preview offers to publish it; the announcement itself offers the answers.
        var shown = (await side.Organizer.MessagesOfAsync(side.Room, Account.Id)).Where(e => MatrixHuman.BodyOf(e).Contains('✅', StringComparison.Ordinal));
        return shown.First().GetProperty("event_id").GetString()!;
    }

    /// <summary>All rows of a community.</summary>
    internal Task<IReadOnlyList<string>> RowsOfAsync(RoomSide side) => Rows.ReadAsync(side.Community, [side.Room]);

    private static Answer Read(Reply reply)
    {
        var text = PlainText.Write(reply);
        return new Answer(text, $"{text}\n{string.Join('\n', reply.Choices.Select(c => $"{c.Id} {c.Label}"))}\n{reply.Attachment?.Content}");
    }

    private async Task<Reply> HandleAsync(Intent intent, CancellationToken ct)
    {
        var reply = await Bot.Services.GetRequiredService<CommandRouter>().HandleAsync(intent, ct);
        answers[intent.EventId] = reply;
        return reply;
    }

    private async Task<RoomSide> NewSideAsync(string marker, MatrixHuman organizer, long? community)
    {
        var room = await NewRoomAsync(organizer);
        var place = new PlaceRef("matrix", room);
        community ??= (await Bot.InScopeAsync(services => services.GetRequiredService<Membership>().FoundAsync(place, $"{marker} group", CancellationToken.None)))!.Id;
        await Bot.InScopeAsync(services => services.GetRequiredService<Membership>().EnsureAsync(place, community.Value, PlaceState.Confirmed, CancellationToken.None));
        await Bot.DbAsync(db => db.Communities.Where(c => c.Id == community && c.Id != Community.FirstId).ExecuteUpdateAsync(row => row.SetProperty(c => c.LastMobilizationNumber, 100)));

        var draft = await SayAsync(organizer, room, $"announce \"{marker} vigil\" 31 May 2099 7am at \"{marker} square\" capacity 40");
        var publish = draft.Whole.Split('\n').First(line => line.Contains(":publish", StringComparison.Ordinal)).Split(' ')[0];
        await HandleAsync(
            new Intent($"publish-{marker}", new MemberRef("matrix", organizer.Id), new ChannelRef("matrix", room), new ChoiceBody(publish)) { Place = place, IsVouchedOrganizer = true },
            CancellationToken.None);
        var number = await Bot.DbAsync(db => db.Mobilizations.Select(m => m.Number.ToString()).SingleAsync(), community.Value);
        return new RoomSide(marker, organizer, room, community.Value, number);
    }
}

/// <summary>A community in a room.</summary>
/// <param name="Action">The number of its action.</param>
internal sealed record RoomSide(string Marker, MatrixHuman Organizer, string Room, long Community, string Action)
{
    public IReadOnlyDictionary<string, string> Targets => new Dictionary<string, string>
    {
        ["action"] = Action,
        ["community"] = Community.ToString(System.Globalization.CultureInfo.InvariantCulture),
        ["channel"] = Room,
        ["place"] = "1",
        ["template"] = $"{Marker}-template",
        ["code"] = "ZZZZZZZZZZ",
        ["link"] = "ZZZZZZZZZZ",
        ["feed"] = "1",
        ["shared"] = "2",
        ["article"] = "1",
    };
}
