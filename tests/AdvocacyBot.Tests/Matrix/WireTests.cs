using System.Text;
using System.Text.Json;
using AdvocacyBot.Matrix.Rooms;
using AdvocacyBot.Matrix.Wire;
using FsCheck;
using FsCheck.Fluent;

namespace AdvocacyBot.Tests.Matrix;

public sealed class WireTests
{
    [Theory]
    [InlineData("""["\ud83d\ude00"]""", "😀")]
    [InlineData("""["\ud83d"]""", "\uFFFD")]
    [InlineData("""["\ude00\ud83d"]""", "\uFFFD\uFFFD")]
    [InlineData("""["\\ud83d"]""", "\\ud83d")]
    [InlineData("""["\\\ud83d\n"]""", "\\\uFFFD\n")]
    [InlineData("""["a\ud83dA"]""", "a\uFFFDA")]
    public void A_lone_surrogate_becomes_a_replacement_character(string json, string text) =>
        Assert.Equal(text, JsonDocument.Parse(Mend(json)).RootElement[0].GetString());

    [Fact]
    public void Any_text_survives_except_for_lone_surrogates()
    {
        Prop.ForAll<string>(text =>
        {
            if (text is null)
                return true;
            var escaped = string.Concat(text.Select(c => $"\\u{(int)c:x4}"));
            return JsonDocument.Parse(Mend($"[\"{escaped}\"]")).RootElement[0].GetString() == string.Concat(text.EnumerateRunes());
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void A_sync_with_malformed_events_is_read()
    {
        const string Json = """
            {"next_batch":"s1","rooms":{"join":{"!a":{"timeline":{"limited":true,"prev_batch":"p","events":[
              {"type":5,"sender":null,"content":"x","origin_server_ts":"soon"}, 7, null,
              {"type":"m.room.message","event_id":"$1","sender":"@a:x","origin_server_ts":1.5e300,"content":{"body":"\ud83d"}}]}}},
             "invite":{"!b":{}},"leave":{"!c":{"timeline":{}}}}}
            """;

        var sync = JsonSerializer.Deserialize(Mend(Json), MatrixJson.Default.SyncResponse)!;
        var news = Assert.Single(RoomUpdate.Read(sync));

        Assert.Equal(("p", 4), (news.GapBefore, news.Timeline.Count));
        Assert.All(news.Timeline, e => _ = (e.Type, e.Sender, e.At, e.StateKey, e.Redacts, e.Membership, e.ChangesMembership));
        Assert.Equal("$1", news.Timeline[3].Id);
    }

    [Fact]
    public void A_deeply_nested_event_is_read()
    {
        var deep = string.Concat(Enumerable.Repeat("{\"a\":", 13_000)) + "1" + new string('}', 13_000);

        var sync = JsonSerializer.Deserialize(
            """{"next_batch":"s","rooms":{"join":{"!a":{"timeline":{"events":[{"type":"m.x","content":""" + deep + "}]}}}}}",
            MatrixJson.Default.SyncResponse)!;

        Assert.Equal("m.x", RoomUpdate.Read(sync)[0].Timeline[0].Type);
    }

    private static byte[] Mend(string json)
    {
        var bytes = Encoding.UTF8.GetBytes(json);
        Surrogates.Replace(bytes);
        return bytes;
    }
}
