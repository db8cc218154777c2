using System.IO.Compression;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using AdvocacyBot.Core.Articles;
using AdvocacyBot.Core.Articles.Polling;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Facts;
using AdvocacyBot.Core.Facts.Files;
using AdvocacyBot.Core.Loops;
using AdvocacyBot.Core.Outbox;
using AdvocacyBot.FakeDiscord;
using AdvocacyBot.Tests.Facts;
using AdvocacyBot.TestSupport;
using AdvocacyBot.TestSupport.Articles;
using AdvocacyBot.TestSupport.Matrix;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace AdvocacyBot.Tests.Hostile;

/// <summary>51 to 60: secrets, files, queries and limits.</summary>
internal sealed class FileInputs(HostileScene scene) : IBadInputs
{
    private const string Ask = "room HTTP";
    private const string Import = "facts import";
    private static readonly Person Organizer = new() { Permissions = 1UL << 33 };
    private readonly TemporaryFolder folder = new();
    private Task<(int ExitCode, string Output)>? imported;

    public IReadOnlyList<BadInput> Rows =>
    [
        new(51, "a token in an exception, URL or header", "Discord REST, Matrix send, feed", "redacted in every log", SecretsAsync),
        new(52, "../../etc/x, symlink, zip slip", Import, "refused", PathsAsync),
        new(53, "cells that begin with = + - @ tab CR", "facts export", "quoted", FormulasAsync),
        new(54, "YAML alias bomb, custom tag", Import, "refused", YamlAsync),
        new(55, "CRLF in an iCalendar title", "Discord gateway to calendar.ics", "escaped, folded at 75 octets", CalendarAsync),
        new(56, "(a+)+$ as filter", "Discord gateway, feed", "non-backtracking", FilterAsync),
        new(57, "\" OR NEAR(, *", Ask, "quoted", () => QueriesAsync("\" OR NEAR(", "*", "\"", "NEAR(a b, 2)", "a AND", "^a", "title:x", "a* -b", "(")),
        new(58, "'; DROP", Ask, "parameters", () => QueriesAsync("'; DROP TABLE \"Claims\"; --", "x' OR '1'='1", "%", "_", "\\")),
        new(59, "NFC and NFD, Turkish İ", Ask, "the same record", FoldedAsync),
        new(60, "one user at 100 a second", Ask, "limited; others unaffected", FloodAsync),
    ];

    public Task StartAsync() => Task.CompletedTask;

    public ValueTask DisposeAsync()
    {
        folder.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<string> SecretsAsync()
    {
        scene.Feeds.Status("/broken?key=canary-url", 500);
        await scene.Bot.SayAsync($"feeds add {scene.Feeds.At("/broken?key=canary-url")}", organizer: true);
        scene.Matrix.Before = (endpoint, _) => endpoint == "send" ? FakeHomeserver.Error(403, "M_FORBIDDEN") : null;
        await scene.QueueAsync(new("matrix", FakeHomeserver.Room), Reply.Say(default, "forbidden"), "hostile/forbidden");
        await scene.QueueAsync(new("discord", "1"), Reply.Say(default, "nowhere"), "hostile/nowhere");
        var problems = new List<string?>();
        await Eventually.HoldsAsync(
            async () =>
            {
                problems = await scene.Bot.DbAsync(db => db.Deliveries
                    .Where(d => d.State == DeliveryState.Parked && (d.Cause == "hostile/forbidden" || d.Cause == "hostile/nowhere"))
                    .Select(d => d.Problem).ToListAsync());
                return problems.Count == 2;
            },
            "both are parked");
        scene.Matrix.Before = null;

        var written = scene.Logs.All + string.Join('\n', problems);
        foreach (var secret in (string[])[HostileScene.DiscordToken, HostileScene.MatrixPassword, "canary-url"])
            Assert.DoesNotContain(secret, written, StringComparison.Ordinal);
        Assert.NotEmpty(scene.Logs.All);
        return $"none in {scene.Logs.All.Split('\n').Length} lines of log and {problems.Count} parked posts";
    }

    private async Task<string> PathsAsync()
    {
        var (exitCode, output) = await ImportedAsync();
        Assert.Equal(1, exitCode);
        Assert.Contains("There is no file ../../etc/x", output, StringComparison.Ordinal);
        Assert.Matches(@"slip\.zip: 0 facts, [1-9]\d* errors.*; nothing was changed", output);
        Assert.Matches(@"link\.yaml: 0 facts, [1-9]\d* errors.*; nothing was changed", output);
        Assert.DoesNotContain("root:x:", output, StringComparison.Ordinal);
        Assert.DoesNotContain(Directory.EnumerateFiles(folder.Path, "*", SearchOption.AllDirectories), f => f.Contains("evil", StringComparison.Ordinal));
        Assert.False(File.Exists(Path.Combine(folder.Path, "..", "evil.yaml")));
        return "a sentence each, nothing unpacked, nothing of the link's target told";
    }

    private async Task<string> YamlAsync()
    {
        var (_, output) = await ImportedAsync();
        Assert.Matches(@"bomb\.yaml:\d+:\d+:", output);
        Assert.Matches(@"bomb\.yaml: 0 facts, [1-9]\d* errors.*; nothing was changed", output);
        Assert.Matches(@"tag\.yaml: 0 facts, [1-9]\d* errors.*; nothing was changed", output);
        return "refused with line and column";
    }

    /// <summary>One run of the executable over all the files.</summary>
    private Task<(int ExitCode, string Output)> ImportedAsync() => imported ??= ImportAsync();

    private async Task<(int ExitCode, string Output)> ImportAsync()
    {
        string Named(string name) => Path.Combine(folder.Path, name);
        using (var zip = ZipFile.Open(Named("slip.zip"), ZipArchiveMode.Create))
        {
            await using var entry = zip.CreateEntry("../evil.yaml").Open();
            await entry.WriteAsync("facts: []"u8.ToArray());
        }

        File.CreateSymbolicLink(Named("link.yaml"), "/etc/passwd");
        var bomb = "a0: &a0 [x, x]\n" + string.Concat(Enumerable.Range(1, 30).Select(i => $"a{i}: &a{i} [*a{i - 1}, *a{i - 1}]\n")) + "facts: *a30\n";
        await File.WriteAllTextAsync(Named("bomb.yaml"), bomb);
        await File.WriteAllTextAsync(Named("tag.yaml"), "facts: !!python/object/apply:os.system [\"touch evil\"]\n");
        return await BotProcess.RunAsync(folder.Path, ["facts", "import", "slip.zip", "link.yaml", "bomb.yaml", "tag.yaml", "../../etc/x"]);
    }

    private async Task<string> FormulasAsync()
    {
        string[] cells = ["=cmd()", "+1+1", "-1-1", "@SUM(A1)", "\\t=tab", "\\r=return"];
        var outcome = await scene.Bot.ImportAsync(
            "terms:\n  formulas: {kind: topic, en: [formulas], fr: [formules], es: [formulas]}\nsources:\n  one: {publisher: PBI-Canada, published: 2023-05-23}\nfacts:\n"
            + string.Concat(cells.Select((cell, i) => $"  - {{topic: formulas, when: {2001 + i}, text: {{en: \"{cell}\", fr: \"{cell}\", es: \"{cell}\"}}, source: one}}\n")));
        Assert.Equal(cells.Length, outcome.Added);
        var text = new StringWriter();
        await scene.Bot.InScopeAsync(async services => await services.GetRequiredService<ExportFacts>().RunAsync(text, "facts.csv", CancellationToken.None) > 0);
        var written = CsvText.Read(new StringReader(text.ToString()), ',', (_, _) => Assert.Fail("A quotation mark is misplaced.")).SelectMany(row => row).ToList();
        Assert.DoesNotContain(written, cell => cell.Value is ['=' or '+' or '-' or '@' or '\t' or '\r', ..]);
        Assert.Contains(written, cell => cell.Value == "'=cmd()");
        return $"quoted in {written.Count} cells";
    }

    private async Task<string> CalendarAsync()
    {
        var channel = scene.NewChannel();
        var form = new Dictionary<string, string>
        {
            ["title"] = "Crlf\r\nATTENDEE:mailto:spy@example.org " + string.Concat(Enumerable.Repeat("à l'eau 🌊 ", 8)),
            ["when"] = "2099-05-31 07:00",
            ["place"] = "EY Centre\r\nX-EVIL:1",
            ["open"] = "yes",
        };
        var preview = await scene.Discord.Slash(channel, "announce", form, Organizer).RespondedAsync();
        var publish = (string)preview.Original!.Buttons[0]["custom_id"]!;
        await scene.Discord.Press(channel, preview.Original, publish, Organizer).RespondedAsync();
        var lines = (await scene.Room.GetStringAsync("/calendar.ics")).Split("\r\n");
        Assert.Contains(lines, line => line.StartsWith("SUMMARY:Crlf", StringComparison.Ordinal));
        Assert.DoesNotContain(lines, line => line.StartsWith("ATTENDEE", StringComparison.Ordinal) || line.StartsWith("X-EVIL", StringComparison.Ordinal));
        Assert.All(lines, line => Assert.InRange(Encoding.UTF8.GetByteCount(line), 0, 75));
        return $"escaped, longest of {lines.Length} lines {lines.Max(Encoding.UTF8.GetByteCount)} octets";
    }

    private async Task<string> FilterAsync()
    {
        var channel = scene.NewChannel();
        scene.Feeds.Serve("/filtered", SomeFeed.Rss(new SomeItem(1)));
        var add = new Dictionary<string, string> { ["url"] = scene.Feeds.At("/filtered").ToString() };
        await scene.Discord.Slash(channel, "feeds add", add, Organizer).RespondedAsync();
        var refused = await FilterByAsync("title:/(?=a)a/");
        Assert.Contains("(?=a)", refused, StringComparison.Ordinal);
        await FilterByAsync("title:/(a+)+$/");
        await Eventually.HoldsAsync(() => scene.Bot.DbAsync(db => db.Feeds.AnyAsync(f => f.Address.EndsWith("/filtered") && f.FirstReadAt != null)), "it is read first");

        scene.Feeds.Serve("/filtered", SomeFeed.Rss(new SomeItem(3) { Title = "baaa" }, new SomeItem(2) { Title = new string('a', 900) + "!" }, new SomeItem(1)));
        await scene.Bot.DbAsync(db => db.Feeds.Where(f => f.Address.EndsWith("/filtered")).ExecuteUpdateAsync(f => f.SetProperty(x => x.NextPollAt, DateTime.UtcNow.AddMinutes(-1))));
        scene.Bot.Services.GetServices<Loop>().OfType<FeedPoller>().Single().Wake();
        await Eventually.HoldsAsync(() => scene.Discord.World.Shown(channel.Id).Count > 0, "what the filter wants is posted");
        Assert.StartsWith("baaa", Assert.Single(scene.Discord.World.Shown(channel.Id)).Words, StringComparison.Ordinal);
        return "decided at once; a pattern that would have to backtrack is refused";

        async Task<string> FilterByAsync(string words) =>
            (await scene.Discord.Slash(channel, "feeds which filter", new Dictionary<string, string> { ["feed"] = "Land Watch", ["words"] = words }, Organizer).RespondedAsync()).Original!.Words;
    }

    private async Task<string> QueriesAsync(params string[] queries)
    {
        var before = await scene.Bot.DbAsync(db => db.Claims.CountAsync());
        foreach (var query in queries)
        {
            // Each as somebody else, whom no limit holds back.
            using var visitor = scene.Bot.Visit();
            foreach (var text in (string[])[$"/ask {query}", $"/ask delegations {query}", $"/articles search {query}"])
            {
                var answer = await scene.AskRoomAsync(text, visitor);
                Assert.DoesNotContain("went wrong on my side", answer, StringComparison.Ordinal);
            }
        }

        Assert.Equal(before, await scene.Bot.DbAsync(db => db.Claims.CountAsync()));
        return $"{queries.Length * 3} answered, {before} claims before and after";
    }

    private async Task<string> FoldedAsync()
    {
        using var visitor = scene.Bot.Visit();
        var plain = await scene.AskRoomAsync("delegations 2014", visitor);
        Assert.Equal(await scene.AskRoomAsync("d\u00E9l\u00E9gations 2014", visitor), await scene.AskRoomAsync("de\u0301le\u0301gations 2014", visitor));
        Assert.Equal(plain, await scene.AskRoomAsync("DELEGAT\u0130ONS 2014", visitor));
        Assert.Equal(plain, await scene.AskRoomAsync("delegat\u0131ons 2014", visitor));
        Assert.Equal(plain, await scene.AskRoomAsync("DELEGATI\u0307ONS ２０１４", visitor));
        return "the same answer to all";
    }

    private async Task<string> FloodAsync()
    {
        using var eager = scene.Bot.Visit();
        using var other = scene.Bot.Visit();
        var started = TimeProvider.System.GetTimestamp();
        await scene.AskRoomAsync("delegations 2014", eager);
        var flood = Enumerable.Range(0, 99).Select(async _ =>
        {
            using var response = await eager.PostAsJsonAsync("/api/room/messages", new { text = "delegations 2014" });
            return response.StatusCode;
        }).ToList();
        Assert.Contains("2014", await scene.AskRoomAsync("delegations 2014", other), StringComparison.Ordinal);
        var tooMany = (await Task.WhenAll(flood)).Count(status => status == HttpStatusCode.TooManyRequests);
        var told = (await scene.ReadRoomAsync(eager)).Count(m => m.GetProperty("text").GetString()!.StartsWith("You are asking faster", StringComparison.Ordinal));
        // Twenty at once, and then one a second.
        var later = (int)TimeProvider.System.GetElapsedTime(started).TotalSeconds + 1;
        Assert.InRange(told + tooMany, 80 - later, 80);
        return $"{told + tooMany} of 100 held back, the other answered meanwhile";
    }
}
