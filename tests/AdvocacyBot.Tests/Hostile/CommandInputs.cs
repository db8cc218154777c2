using System.Net;
using System.Text;
using AdvocacyBot.Core.Mobilizations;
using AdvocacyBot.Core.Mobilizations.Announcing;
using AdvocacyBot.FakeDiscord;
using AdvocacyBot.TestSupport;
using AdvocacyBot.TestSupport.Matrix;
using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Tests.Hostile;

/// <summary>39 to 50: what may be asked of commands, and by whom.</summary>
internal sealed class CommandInputs(HostileScene scene) : IBadInputs
{
    private const string Gateway = "Discord gateway";
    private const string Sync = "Matrix sync";

    /// <summary>May manage events.</summary>
    private static readonly Person Organizer = new() { Permissions = 1UL << 33 };

    public IReadOnlyList<BadInput> Rows =>
    [
        new(39, "option out of range", Gateway, "a clear message", OutOfRangeAsync),
        new(40, "an autocomplete value never offered", Gateway, "a clear message", NeverOfferedAsync),
        new(41, "a forged custom_id", Gateway, "authorised on the row, not the id", ForgedAsync),
        new(42, "announcing without the right", "Discord mention, room HTTP", "refused and logged", WithoutRightAsync),
        new(43, "command rights overridden by a server's admin", Gateway, "own check", OverriddenAsync),
        new(44, "low power level", Sync, "refused", LowPowerAsync),
        new(45, "creator of a version 12 room", Sync, "accepted", CreatorAsync),
        new(46, "bad signature", "HTTP interactions", "no such door", () => NoDoorAsync("X-Signature-Ed25519", "00")),
        new(47, "stale timestamp", "HTTP interactions", "no such door", () => NoDoorAsync("X-Signature-Timestamp", "1")),
        new(48, "replay", $"{Gateway}, {Sync}", "one effect", ReplayAsync),
        new(49, "edited command", $"{Gateway}, {Sync}", "not run again", EditedAsync),
        new(50, "own message", $"{Gateway}, {Sync}", "ignored", OwnAsync),
    ];

    public Task StartAsync() => Task.CompletedTask;

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private async Task<string> OutOfRangeAsync()
    {
        var channel = scene.NewChannel();
        var told = new List<string>();
        foreach (var (command, name, value) in ((string, string, string)[])
            [
                ("calendar", "number", "99999999999"), ("calendar", "number", "-1"), ("calendar", "number", "2147483647"),
            ])
        {
            told.Add(await AnswerAsync(scene.Discord.Slash(channel, command, new Dictionary<string, string> { [name] = value })));
        }

        var guests = new Dictionary<string, string> { ["answer"] = "going", ["action"] = "1", ["guests"] = "1000000" };
        told.Add(await AnswerAsync(scene.Discord.Slash(channel, "rsvp", guests)));
        Assert.Contains("whole number", told[0], StringComparison.Ordinal);
        return $"\"{told[0]}\" and {told.Count - 1} more";
    }

    private async Task<string> NeverOfferedAsync()
    {
        var options = new Dictionary<string, string> { ["feed"] = "never offered" };
        var told = await AnswerAsync(scene.Discord.Slash(scene.NewChannel(), "feeds pause", options, Organizer));
        Assert.Contains("never offered", told, StringComparison.Ordinal);
        return $"\"{told}\"";
    }

    private async Task<string> ForgedAsync()
    {
        var channel = scene.NewChannel();
        var form = new Dictionary<string, string> { ["title"] = "A draft", ["when"] = "2099-05-31 07:00", ["place"] = "EY Centre" };
        var preview = await scene.Discord.Slash(channel, "announce", form, Organizer).RespondedAsync();
        var token = await scene.Bot.DbAsync(db => db.AnnouncementDrafts.Where(d => d.Channel == channel.Id).Select(d => d.Token).SingleAsync());

        Assert.Contains("Only organizers", await AnswerAsync(scene.Discord.Press(channel, preview.Original!, $"draft:{token}:publish")), StringComparison.Ordinal);
        Assert.Equal(0, await scene.Bot.DbAsync(db => db.Mobilizations.CountAsync(m => m.Title == "A draft")));

        string[] forged =
        [
            "draft:1:publish", "draft::publish", $"draft:{token}:2", "rsvp:999999:going", "rsvp:-1:going", "rsvp:9223372036854775808:going", "rsvp:1", "rsvp", ":", "nothing:1",
            "held-article:approve:1", "safe:1", "~page:zz:9", "~form-again:zz", new string('a', 100),
        ];
        foreach (var id in forged)
            await AnswerAsync(scene.Discord.Press(channel, preview.Original!, id));
        Assert.Equal(0, await scene.Bot.DbAsync(db => db.Rsvps.CountAsync()));
        return $"a draft stays one; {forged.Length} more told, 0 effects";
    }

    private async Task<string> WithoutRightAsync()
    {
        var person = new Person();
        scene.Discord.Say(scene.NewChannel(), $"<@{scene.Discord.World.BotId}> !{Announce("Unasked in Discord")}", person);
        var direct = scene.Discord.Direct(person);
        await Eventually.HoldsAsync(() => scene.Discord.World.Shown(direct.Id).Count > 0, "the refusal");
        Assert.StartsWith("Only organizers", scene.Discord.World.Shown(direct.Id)[0].Words, StringComparison.Ordinal);

        Assert.StartsWith("Only organizers", await scene.AskRoomAsync("!" + Announce("Unasked in the room")), StringComparison.Ordinal);
        Assert.Equal(0, await CountAsync("Unasked"));
        Assert.Contains("Refused announce in discord", scene.Logs.All, StringComparison.Ordinal);
        Assert.Contains("Refused announce in room", scene.Logs.All, StringComparison.Ordinal);
        return "refused, nothing stored, 2 log lines";
    }

    private async Task<string> OverriddenAsync()
    {
        var form = new Dictionary<string, string> { ["title"] = "Overridden", ["when"] = "2099-05-31 07:00", ["place"] = "EY Centre" };
        // That it arrives at all is the override: without one Discord would not have shown the command.
        Assert.StartsWith("Only organizers", await AnswerAsync(scene.Discord.Slash(scene.NewChannel(), "announce", form)), StringComparison.Ordinal);
        Assert.Equal(0, await CountAsync("Overridden"));
        return "refused by the member's own permissions";
    }

    private async Task<string> LowPowerAsync()
    {
        scene.Matrix.Say("!" + Announce("Powerless"), "@low:fake");
        await Eventually.HoldsAsync(() => scene.Logs.All.Contains("Refused announce in matrix", StringComparison.Ordinal), "the refusal");
        Assert.Equal(0, await CountAsync("Powerless"));
        return "refused, nothing stored";
    }

    private async Task<string> CreatorAsync()
    {
        scene.Matrix.Say("!" + Announce("By the creator"), "@ana:fake");
        await Eventually.HoldsAsync(async () => await CountAsync("By the creator") == 1, "it is previewed");
        return "previewed";
    }

    private async Task<string> NoDoorAsync(string header, string value)
    {
        foreach (var path in (string[])["/interactions", "/api/interactions", "/discord/interactions", "/api/discord", "/webhook"])
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent("{\"type\":1}", Encoding.UTF8, "application/json") };
            request.Headers.Add(header, value);
            using var response = await scene.Room.SendAsync(request);
            Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        }

        return "no such door: 404 in 5 places";
    }

    private async Task<string> ReplayAsync()
    {
        scene.Discord.Duplicates = true;
        var form = new Dictionary<string, string> { ["title"] = "Replayed in Discord", ["when"] = "2099-05-31 07:00", ["place"] = "EY Centre" };
        await scene.Discord.Slash(scene.NewChannel(), "announce", form, Organizer).RespondedAsync();
        await scene.Discord.Slash(scene.NewChannel(), "help").RespondedAsync();
        scene.Discord.Duplicates = false;

        var since = "0";
        var (question, times) = ("!" + Announce("Replayed in Matrix"), 3);
        scene.Matrix.RawSync = at =>
        {
            if (at is null || times-- <= 0)
                return null;
            since = at;
            return $$"""
                {"next_batch":"{{since}}","rooms":{"join":{"{{FakeHomeserver.Room}}":{"timeline":{"events":[
                  {"type":"m.room.message","event_id":"$replayed","sender":"@ana:fake","origin_server_ts":1,
                   "content":{"msgtype":"m.text","body":{{System.Text.Json.JsonSerializer.Serialize(question)}} } } ] } } } } }
                """;
        };
        await Eventually.HoldsAsync(() => times <= 0, "it has come three times");
        scene.Matrix.RawSync = null;
        await MarkAsync("after replay");
        Assert.Equal((1, 1), (await CountAsync("Replayed in Discord"), await CountAsync("Replayed in Matrix")));
        return "1 effect of 2 in Discord, of 3 in Matrix";
    }

    private async Task<string> EditedAsync()
    {
        var id = scene.Matrix.Say("nothing yet", "@ana:fake");
        scene.Matrix.Edit(id, "!" + Announce("Edited in Matrix"), "@ana:fake");
        await MarkAsync("after the edit");

        var channel = scene.NewChannel();
        var person = new Person();
        var mention = $"<@{scene.Discord.World.BotId}>";
        var asked = scene.Discord.Say(channel, $"{mention} delegations 2014", person);
        await Eventually.HoldsAsync(() => scene.Discord.World.Shown(channel.Id).Count == 1, "the first answer");
        scene.Discord.Edit(channel, asked, $"{mention} delegations 2015", person);
        scene.Discord.Say(channel, $"{mention} delegations 2014", person);
        await Eventually.HoldsAsync(() => scene.Discord.World.Shown(channel.Id).Count == 2, "the second answer");
        Assert.Equal(2, scene.Discord.World.Shown(channel.Id).Count);
        Assert.Equal(0, await CountAsync("Edited"));
        return "not run again";
    }

    private async Task<string> OwnAsync()
    {
        scene.Matrix.Say("!" + Announce("Own in Matrix"), FakeHomeserver.Bot);
        await MarkAsync("after its own");

        var channel = scene.NewChannel();
        var mention = $"<@{scene.Discord.World.BotId}>";
        scene.Discord.Say(channel, $"{mention} delegations 2015", new Person { Id = scene.Discord.World.BotId, IsBot = true });
        scene.Discord.Say(channel, $"{mention} delegations 2014");
        await Eventually.HoldsAsync(() => scene.Discord.World.Shown(channel.Id).Count > 0, "the answer to somebody else");
        Assert.Single(scene.Discord.World.Shown(channel.Id));
        Assert.Equal(0, await CountAsync("Own in Matrix"));
        return "ignored";
    }

    private static string Announce(string title) => $"announce \"{title}\" 2099-05-31 07:00 America/Toronto at \"EY Centre, Ottawa\"";

    /// <summary>What somebody is told; nothing may have gone wrong on the bot's side.</summary>
    private static async Task<string> AnswerAsync(FakeInteraction asked)
    {
        await asked.RespondedAsync();
        Assert.True(asked.Original is not null, $"Answered with {asked.ResponseType}: {asked.Response}");
        var words = asked.Original.Words;
        Assert.DoesNotContain("went wrong on my side", words, StringComparison.Ordinal);
        Assert.NotEmpty(words);
        return words;
    }

    /// <summary>Something is asked in Matrix and answered, so that all that came before it has been read.</summary>
    private async Task MarkAsync(string words)
    {
        var before = scene.Matrix.Shown.Count;
        scene.Matrix.Say("!delegations 2014", $"@{words.Replace(' ', '-')}:fake");
        await Eventually.HoldsAsync(() => scene.Matrix.Shown.Skip(before).Any(t => t.Contains("2014", StringComparison.Ordinal)), words);
    }

    /// <summary>How many actions of a title there are, previewed or announced.</summary>
    private Task<int> CountAsync(string title) => scene.Bot.DbAsync(async db =>
        await db.Mobilizations.CountAsync(m => m.Title.StartsWith(title)) + await db.AnnouncementDrafts.CountAsync(d => d.Options.Contains(title)));
}
