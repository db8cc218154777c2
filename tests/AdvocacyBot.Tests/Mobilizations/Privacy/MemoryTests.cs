using System.Globalization;
using System.Net;
using AdvocacyBot.FakeDiscord;
using AdvocacyBot.TestSupport;
using AdvocacyBot.Tests.Discord;
using AdvocacyBot.Web.Sessions;

namespace AdvocacyBot.Tests.Mobilizations.Privacy;

/// <summary>The memory of the real executable after people have asked to be forgotten.</summary>
public sealed class MemoryTests(ITestOutputHelper output)
{
    /// <summary>What somebody writes who uses everything that keeps something about them, after the action's number is filled in.</summary>
    private static readonly string[] Orders =
    [
        "rsvp {0} going +2", "match {0} buddy \"Signal: me\"", "link {0}", "my rsvps", "my data", "action {0}", "actions", "delegations 2014",
    ];

    [MemoryDumpFact]
    public async Task After_forget_me_no_live_object_holds_the_member()
    {
        await using var discord = await DiscordRig.StartServerAsync();
        using var folder = new TemporaryFolder();
        await using var bot = await BotProcess.StartAsync(
            folder.Path,
            ("Discord__Token", discord.Settings.Token),
            ("Discord__ApiBaseUrl", discord.ApiBaseUrl.ToString()),
            ("Discord__GuildIds__0", discord.World.Guilds.Values.First().Id));
        var action = await AnnounceAsync(bot);
        var (forgotten, remaining) = (new Person(), new Person());
        await Eventually.HoldsAsync(() => discord.OpenConnections == 1, "it connects", TimeSpan.FromSeconds(60));
        foreach (var person in new[] { forgotten, remaining })
            await WriteAsync(discord, person, [.. Orders.Select(o => string.Format(CultureInfo.InvariantCulture, o, action))]);
        var visitor = await VisitAsync(bot, [.. Orders.Select(o => string.Format(CultureInfo.InvariantCulture, o, action))]);
        await WriteAsync(discord, forgotten, ["forget me"]);

        using var dump = MemoryDump.Of(bot.Id, folder.Path);

        var found = dump.LiveWith(forgotten.Id).Select(path => $"Discord: {path}").Concat(dump.LiveWith(visitor).Select(path => $"web: {path}")).ToList();
        output.WriteLine($"{dump.LiveObjects} live objects; raw copies of the forgotten: {dump.RawCount(forgotten.Id)} (Discord), {dump.RawCount(visitor)} (web)");
        Assert.NotEmpty(dump.LiveWith(remaining.Id));
        Assert.True(found.Count == 0, string.Join('\n', found));
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

    /// <summary>A visitor of the web room writes and is forgotten, and closes the page.</summary>
    /// <returns>The member's id.</returns>
    private static async Task<string> VisitAsync(BotProcess bot, IReadOnlyList<string> texts)
    {
        var cookies = new CookieContainer();
        using var visitor = new HttpClient(new HttpClientHandler { CookieContainer = cookies }) { BaseAddress = bot.Room };
        foreach (var text in texts.Append("forget me"))
            await visitor.SayInRoomAsync("/" + text);
        Assert.Contains("You are forgotten", (await visitor.ReadRoomAsync())[^1].Text, StringComparison.Ordinal);
        return MemberCookie.Digest(cookies.GetCookies(bot.Room)["advocacybot-member"]!.Value);
    }
}
