using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Outbox;
using AdvocacyBot.FakeDiscord;
using AdvocacyBot.TestSupport;
using AdvocacyBot.TestSupport.Matrix;
using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Tests.Hostile;

/// <summary>21 to 38: what other people's words may hold, on their way from a feed or a person to each platform.</summary>
internal sealed class TextInputs(HostileScene scene) : IBadInputs
{
    private const string Everywhere = "feed to Discord, Matrix, room";
    private const string Family = "👩‍👩‍👧‍👦";

    public IReadOnlyList<BadInput> Rows =>
    [
        new(21, "@everyone in a title", Everywhere, "text, no ping", () => SilentAsync("@everyone and @here come")),
        new(22, "<@&role> in a title", Everywhere, "text, no ping", () => SilentAsync("&lt;@&amp;42&gt; and &lt;@7&gt; come")),
        new(23, "@room in a title", Everywhere, "text, no ping", () => SilentAsync("@room come")),
        new(24, "[x](javascript:…)", Everywhere, "dropped", ScriptLinkAsync),
        new(25, "masked link", Everywhere, "host shown", MaskedLinkAsync),
        new(26, "backticks and spoilers", Everywhere, "escaped", MarksAsync),
        new(27, "<script>", Everywhere, "stripped", ScriptAsync),
        new(28, "remote <img>", Everywhere, "stripped", ImageAsync),
        new(29, "200 nested tags", Everywhere, "flattened", NestedAsync),
        new(30, "bidi controls", Everywhere, "removed", () => RemovedAsync("\u202Eevil\u202C \u2066words\u2069 end", "\u202E\u202C\u2066\u2069", "evil words end")),
        new(31, "zero-width characters", "room HTTP", "folded for lookup", ZeroWidthAsync),
        new(32, "zalgo", Everywhere, "capped", ZalgoAsync),
        new(33, "lone surrogates", "feed, Matrix sync, room HTTP", "U+FFFD before storing and sending", SurrogatesAsync),
        new(34, "NUL and C0", "feed, room HTTP", "stripped", ControlsAsync),
        new(35, "a cut inside a joined emoji", Everywhere, "cut by grapheme", GraphemesAsync),
        new(36, "2,001 characters", "room HTTP, Discord REST", "a sentence; split, never a 400", LongAsync),
        new(37, "an embed of 6,001", "Discord REST", "split, never a 400", EmbedAsync),
        new(38, "Matrix over 64 KiB", "Matrix send", "shortened; no retry on 413", TooLargeAsync),
    ];

    /// <summary>Starts what those after it share.</summary>
    public Task StartAsync() => scene.StartAsync();

    public ValueTask DisposeAsync() => scene.DisposeAsync();

    private async Task<string> SilentAsync(string title)
    {
        var shown = await scene.PublishAsync(title);
        shown.AssertSilent();
        var text = WebUtility.HtmlDecode(title);
        Assert.Contains(text, shown.MatrixBody, StringComparison.Ordinal);
        Assert.Contains(text, shown.RoomText, StringComparison.Ordinal);
        return "shown as text, 0 notified";
    }

    private async Task<string> ScriptLinkAsync()
    {
        var shown = await scene.PublishAsync(
            "[x](javascript:alert(1))", "&lt;a href=&quot;javascript:alert(2)&quot;&gt;press&lt;/a&gt; &lt;a href=&quot; JaVaScRiPt:alert(3)&quot;&gt;press&lt;/a&gt;");
        Assert.Contains("\\[x\\](javascript:alert(1))", shown.Discord.Words, StringComparison.Ordinal);
        foreach (var text in shown.Everywhere)
        {
            Assert.DoesNotContain("alert(2)", text, StringComparison.Ordinal);
            Assert.DoesNotContain("alert(3)", text, StringComparison.Ordinal);
        }

        Assert.DoesNotContain("href=\"javascript", shown.MatrixHtml, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("\"address\":\"javascript", shown.Room.GetRawText(), StringComparison.OrdinalIgnoreCase);
        return "no link in any place";
    }

    private async Task<string> MaskedLinkAsync()
    {
        var shown = await scene.PublishAsync("Your account", "See &lt;a href=&quot;https://evil.example/x&quot;&gt;https://bank.example&lt;/a&gt;.");
        // Discord makes no link of a label that is an address itself, and Matrix shows the true address in place of one that names another host.
        Assert.Contains("See <https://evil.example/x>.", shown.Discord.Words, StringComparison.Ordinal);
        Assert.DoesNotContain("bank.example", shown.Discord.Words, StringComparison.Ordinal);
        Assert.Contains(">https://evil.example/x</a>", shown.MatrixHtml, StringComparison.Ordinal);
        Assert.DoesNotContain("bank.example", shown.MatrixHtml, StringComparison.Ordinal);
        Assert.Contains("https://bank.example (evil.example) <https://evil.example/x>", shown.RoomText, StringComparison.Ordinal);
        return "evil.example shown in each place";
    }

    private async Task<string> MarksAsync()
    {
        var shown = await scene.PublishAsync("`code` ||spoiler|| **loud**");
        Assert.Contains("\\`code\\` \\|\\|spoiler\\|\\| \\*\\*loud\\*\\*", shown.Discord.Words, StringComparison.Ordinal);
        Assert.DoesNotContain("<code>", shown.MatrixHtml, StringComparison.Ordinal);
        return "escaped";
    }

    private async Task<string> ScriptAsync()
    {
        var shown = await scene.PublishAsync("Before &amp;lt;script&amp;gt; after", "Words &lt;script&gt;alert(1)&lt;/script&gt;&lt;style&gt;p{}&lt;/style&gt;go on");
        Assert.All(shown.Everywhere, text => Assert.DoesNotContain("alert(1)", text, StringComparison.Ordinal));
        Assert.DoesNotContain("<script", shown.MatrixHtml, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("go on", shown.RoomText, StringComparison.Ordinal);
        return "stripped with what it holds";
    }

    private async Task<string> ImageAsync()
    {
        var shown = await scene.PublishAsync("A picture", "Words &lt;img src=&quot;https://tracker.example/p.gif&quot; onerror=&quot;alert(1)&quot;&gt; go on");
        Assert.All(shown.Everywhere, text => Assert.DoesNotContain("onerror", text, StringComparison.Ordinal));
        Assert.DoesNotContain("<img", shown.MatrixHtml, StringComparison.Ordinal);
        Assert.All(shown.Everywhere.Append(shown.Discord.Body.ToJsonString()), text => Assert.DoesNotContain("tracker.example", text, StringComparison.Ordinal));

        // Discord fetches an embed's picture through its own proxy, which hides the members; the other platforms show no picture.
        shown = await scene.PublishAsync("A photograph", "Words &lt;img src=&quot;https://news.example/march.jpg&quot;&gt; go on");
        Assert.Contains("https://news.example/march.jpg", shown.Discord.Body.ToJsonString(), StringComparison.Ordinal);
        Assert.DoesNotContain("<img", shown.MatrixHtml, StringComparison.Ordinal);
        Assert.DoesNotContain("march.jpg", shown.RoomText, StringComparison.Ordinal);
        return "stripped, nothing for a member's client to fetch";
    }

    private async Task<string> NestedAsync()
    {
        var (open, close) = (string.Concat(Enumerable.Repeat("&lt;div&gt;&lt;b&gt;", 100)), string.Concat(Enumerable.Repeat("&lt;/b&gt;&lt;/div&gt;", 100)));
        var shown = await scene.PublishAsync("Deep", $"{open}the bottom{close}");
        Assert.Contains("the bottom", shown.Discord.Words, StringComparison.Ordinal);
        Assert.InRange(shown.MatrixHtml.Count(c => c == '<'), 1, 40);
        return $"flattened to {shown.MatrixHtml.Count(c => c == '<')} tags";
    }

    private async Task<string> RemovedAsync(string title, string removed, string left)
    {
        var shown = await scene.PublishAsync(title, title);
        foreach (var text in shown.Everywhere)
            Assert.DoesNotContain(removed, c => text.Contains(c, StringComparison.Ordinal));
        Assert.Contains(left, shown.RoomText, StringComparison.Ordinal);
        return $"shown as \"{left}\"";
    }

    private async Task<string> ZeroWidthAsync()
    {
        var plain = await scene.AskRoomAsync("delegations 2014");
        Assert.Contains("2014", plain, StringComparison.Ordinal);
        Assert.Equal(plain, await scene.AskRoomAsync("dele\u200Bga\uFEFFti\u2060ons 20\u200B14"));
        Assert.Equal(plain, await scene.AskRoomAsync("dele\u200Dgations 2014"));
        return "the same answer";
    }

    private async Task<string> ZalgoAsync()
    {
        var shown = await scene.PublishAsync("z" + new string('\u0301', 500) + "algo");
        foreach (var text in shown.Everywhere)
            Assert.InRange(text.Count(c => CharUnicodeInfo.GetUnicodeCategory(c) == UnicodeCategory.NonSpacingMark), 0, 4);
        return "4 marks of 500 are left";
    }

    private async Task<string> SurrogatesAsync()
    {
        var shown = await scene.PublishAsync("a&#xD83D;b", "c&#xDE00;d");
        Assert.All(shown.Everywhere, text => Assert.False(text.Any(char.IsSurrogate), text));
        Assert.Contains("a\uFFFDb", shown.RoomText, StringComparison.Ordinal);

        var (once, before) = (true, scene.Matrix.Shown.Count);
        scene.Matrix.RawSync = since =>
        {
            if (!once || since is null)
                return null;
            once = false;
            return $$"""
                {"next_batch":"{{since}}","rooms":{"join":{"{{FakeHomeserver.Room}}":{"timeline":{"events":[
                  {"type":"m.room.message","event_id":"$half","sender":"@half:fake","origin_server_ts":1,
                   "content":{"msgtype":"m.text","body":"!what is \ud83d half"} } ] } } } } }
                """;
        };
        await Eventually.HoldsAsync(() => scene.Matrix.Shown.Count > before, "half a pair is answered");
        scene.Matrix.RawSync = null;

        using var body = new StringContent("{\"text\":\"\\ud83d\"}", Encoding.UTF8, "application/json");
        using var response = await scene.Room.PostAsync("/api/room/messages", body);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        return "U+FFFD from the feed, answered in Matrix, 400 in the room";
    }

    private async Task<string> ControlsAsync()
    {
        await RemovedAsync("a&#0;b&#7;c\u0001d&#x9B;e", "\0\u0007\u0001\u009B", "cde");
        var said = "wh\0at is\u0007 zzz\u001B[31m";
        using var response = await scene.Room.PostAsJsonAsync("/api/room/messages", new { text = said });
        response.EnsureSuccessStatusCode();
        foreach (var text in (await scene.ReadRoomAsync()).Select(m => m.GetProperty("text").GetString()!))
            Assert.DoesNotContain(text, c => char.IsControl(c) && c is not ('\n' or '\t'));
        return "stripped in both";
    }

    private async Task<string> GraphemesAsync()
    {
        var shown = await scene.PublishAsync(string.Concat(Enumerable.Repeat(Family, 60)), string.Concat(Enumerable.Repeat(Family, 200)));
        foreach (var text in shown.Everywhere)
        {
            var rest = WebUtility.HtmlDecode(text).Replace(Family, "", StringComparison.Ordinal);
            Assert.DoesNotContain(rest, c => char.IsSurrogate(c) || c == '\u200D');
        }

        return "whole families alone are left";
    }

    private async Task<string> LongAsync()
    {
        Assert.StartsWith("That is longer than 2000", await scene.AskRoomAsync(new string('x', 2_001)), StringComparison.Ordinal);
        var words = string.Join(' ', Enumerable.Range(0, 400).Select(i => $"word{i}"));
        var message = await PostAsync(Reply.Say(Language.English, words), "long");
        Assert.True(words.Length > 2_001);
        Assert.Contains("word399", message.Words, StringComparison.Ordinal);
        return $"a sentence; {words.Length} characters posted whole, {scene.Discord.Invalid} refused by Discord";
    }

    private async Task<string> EmbedAsync()
    {
        var fields = Enumerable.Range(0, 30).Select(i => new Field($"Name {i}", new string((char)('a' + (i % 26)), 300)));
        var message = await PostAsync(new Reply([new Fields([.. fields])]) { Title = new string('t', 500) }, "embed");
        Assert.Empty(MessageRules.Problems(message.Body));
        return $"shortened to {message.Words.Length} characters, {scene.Discord.Invalid} refused by Discord";
    }

    private async Task<string> TooLargeAsync()
    {
        await scene.QueueAsync(new("matrix", FakeHomeserver.Room), Reply.Say(Language.English, "Vast " + new string('あ', 100_000)), "hostile/vast");
        await Eventually.HoldsAsync(() => scene.Matrix.Shown.Any(t => t.StartsWith("Vast", StringComparison.Ordinal)), "it is shown");
        var size = Encoding.UTF8.GetByteCount(scene.Matrix.Contents.Last(c => ((string)c["body"]!).StartsWith("Vast", StringComparison.Ordinal)).ToJsonString());
        Assert.InRange(size, 1_000, 65_536);

        scene.Matrix.Before = (endpoint, _) => endpoint == "send" ? FakeHomeserver.Error(413, "M_TOO_LARGE") : null;
        await scene.QueueAsync(new("matrix", FakeHomeserver.Room), Reply.Say(Language.English, "Refused"), "hostile/refused");
        Delivery? parked = null;
        await Eventually.HoldsAsync(
            async () => (parked = await scene.Bot.DbAsync(db =>
                db.Deliveries.FirstOrDefaultAsync(d => d.State == DeliveryState.Parked && d.Cause == "hostile/refused"))) is not null,
            "it is parked");
        scene.Matrix.Before = null;
        Assert.Equal(1, parked!.Attempts);
        return $"shortened to {size >> 10} KiB; parked after 1 try";
    }

    private async Task<FakeMessage> PostAsync(Reply reply, string cause)
    {
        var (channel, invalid) = (scene.NewChannel(), scene.Discord.Invalid);
        await scene.QueueAsync(new("discord", channel.Id), reply, $"hostile/{cause}");
        await Eventually.HoldsAsync(() => scene.Discord.World.Shown(channel.Id).Count > 0, $"{cause} is shown");
        Assert.Equal(invalid, scene.Discord.Invalid);
        return Assert.Single(scene.Discord.World.Shown(channel.Id));
    }
}
