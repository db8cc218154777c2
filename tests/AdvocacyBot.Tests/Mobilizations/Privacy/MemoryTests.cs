using System.Globalization;
using System.Net;
using AdvocacyBot.FakeDiscord;
using AdvocacyBot.Tests.Discord;
using AdvocacyBot.TestSupport;
using AdvocacyBot.TestSupport.Matrix;
using AdvocacyBot.Web.Sessions;

namespace AdvocacyBot.Tests.Mobilizations.Privacy;

/// <summary>The memory of the real executable after people have asked to be forgotten.</summary>
public sealed class MemoryTests(ITestOutputHelper output)
{
    /// <summary>What somebody writes who uses everything that keeps something about them, after the action's number is filled in.</summary>
    private static readonly string[] Orders =
    [
        "rsvp {0} going +2", "match {0} buddy \"Signal: me\"", "my data", "my rsvps", "link {0}", "action {0}", "actions", "delegations 2014",
    ];

    private const string MatrixMember = "@eve-who-is-forgotten:fake";

    [MemoryDumpFact]
    public async Task After_forget_me_no_live_object_holds_the_member()
    {
        await using var discord = await DiscordRig.StartServerAsync();
        await using var matrix = await FakeHomeserver.StartAsync();
        matrix.OpensConversations = true;
        using var folder = new TemporaryFolder();
        await using var bot = await BotProcess.StartAsync(
            folder.Path,
            ("Discord__Token", discord.Settings.Token),
            ("Discord__ApiBaseUrl", discord.ApiBaseUrl.ToString()),
            ("Discord__GuildIds__0", discord.World.Guilds.Values.First().Id),
            ("Matrix__Rooms", FakeHomeserver.Room),
            ("Matrix__Homeserver", matrix.Address.ToString()),
            ("Matrix__User", FakeHomeserver.Bot),
            ("Matrix__Password", "password"));
        var action = await AnnounceAsync(bot);
        string[] orders = [.. Orders.Select(order => string.Format(CultureInfo.InvariantCulture, order, action))];
        var (forgotten, remaining) = (new Person(), new Person());
        await Eventually.HoldsAsync(() => discord.OpenConnections == 1 && matrix.CallsTo("sync") > 0, "it connects", TimeSpan.FromSeconds(60));
        await WriteAsync(discord, remaining, ["actions"]);
        await WriteAsync(discord, forgotten, [.. orders, "forget me"]);
        // A homeserver takes only so many messages at once.
        await WriteAsync(matrix, [.. orders[..3], "forget me"]);
        var visitor = await VisitAsync(bot, [.. orders, "forget me"]);

        using var dump = MemoryDump.Of(bot.Id, folder.Path);

        Assert.NotEmpty(dump.LiveWith(remaining.Id));
        output.WriteLine($"{dump.LiveObjects} live objects");
        foreach (var (platform, id) in new[] { ("Discord", forgotten.Id), ("Matrix", MatrixMember), ("web", visitor) })
        {
            output.WriteLine($"{platform}: {dump.RawCount(id)} copies anywhere in the dump");
            Assert.True(dump.LiveWith(id) is [], $"{platform}: {string.Join('\n', dump.LiveWith(id))}");
        }
    }

    /// <summary>An organizer announces an action that everybody may see.</summary>
    private static async Task<string> AnnounceAsync(BotProcess bot)
    {
        using var organizer = new HttpClient { BaseAddress = bot.Room };
        using var signedIn = await organizer.SignInAsync(bot.OrganizerLink);
        signedIn.EnsureSuccessStatusCode();
        await organizer.SayInRoomAsync("/announce \"March\" tomorrow 7am at \"City Hall\" open");
        var preview = (await organizer.ReadRoomAsync())[^1];
        await organizer.ChooseInRoomAsync(preview.Id, preview.Choices[0].Id);
        RoomViewChoice? going = null;
        await Eventually.HoldsAsync(async () =>
        {
            going = (await organizer.ReadRoomAsync()).SelectMany(m => m.Choices).FirstOrDefault(c => c.Id.StartsWith("rsvp:", StringComparison.Ordinal));
            return going is not null;
        });
        return going!.Id.Split(':')[1];
    }

    /// <summary>A member writes to the bot on Discord, alone, and waits for each answer.</summary>
    private static async Task WriteAsync(FakeDiscordServer discord, Person person, IReadOnlyList<string> texts)
    {
        var conversation = discord.Direct(person);
        foreach (var text in texts)
        {
            var before = discord.World.Shown(conversation.Id).Count;
            discord.Say(conversation, text, person);
            await Eventually.HoldsAsync(() => discord.World.Shown(conversation.Id).Count > before, text);
        }
    }

    /// <summary>A member writes in the room on Matrix. The answers are private, so the bot opens a conversation, which it leaves in the end.</summary>
    private static async Task WriteAsync(FakeHomeserver matrix, IReadOnlyList<string> texts)
    {
        var answers = 0;
        matrix.SaidPrivately = (_, _, _) => Interlocked.Increment(ref answers);
        foreach (var text in texts)
        {
            var before = Count();
            matrix.Say($"!{text}", MatrixMember);
            await Eventually.HoldsAsync(() => Count() > before, text);
        }

        await Eventually.HoldsAsync(() => matrix.CallsTo("forget") == 1, "the bot leaves");

        int Count() => Volatile.Read(ref answers) + matrix.Shown.Count;
    }

    /// <summary>A visitor of the web room writes and closes the page.</summary>
    /// <returns>The member's id.</returns>
    private static async Task<string> VisitAsync(BotProcess bot, IReadOnlyList<string> texts)
    {
        var cookies = new CookieContainer();
        using var visitor = new HttpClient(new HttpClientHandler { CookieContainer = cookies }) { BaseAddress = bot.Room };
        foreach (var text in texts)
            await visitor.SayInRoomAsync("/" + text);
        Assert.Contains("Everything about you is deleted", (await visitor.ReadRoomAsync())[^1].Text, StringComparison.Ordinal);
        return MemberCookie.Digest(cookies.GetCookies(bot.Room)["advocacybot-member"]!.Value);
    }
}
