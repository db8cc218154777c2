using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Discord.Rendering;
using AdvocacyBot.Discord.Wire;
using AdvocacyBot.FakeDiscord;
using AdvocacyBot.Matrix.Sending;
using AdvocacyBot.Web.Room;
using AdvocacyBot.Web.Sessions;
using FsCheck;
using FsCheck.Fluent;

namespace AdvocacyBot.Tests.Hostile;

/// <summary>Whatever a reply holds, what each platform is sent of it is well formed, within its limits, and notifies nobody.</summary>
public sealed class RenderedTextTests
{
    private const int MaxEventBytes = 65_536;

    // A homeserver counts characters and not escapes.
    private static readonly JsonSerializerOptions AsSent = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [Fact]
    public void As_plain_text() => Holds(reply => [PlainText.Write(reply)]);

    [Fact]
    public void On_Discord() => Holds(reply => DiscordRenderer.Pages(reply).Append(DiscordRenderer.Single(reply)).SelectMany(message =>
    {
        var json = JsonSerializer.SerializeToNode(message, DiscordJson.Default.MessagePayload)!.AsObject();
        Assert.Empty(MessageRules.Problems(json));
        json.Remove("allowed_mentions");
        var pings = Pings.Of(json);
        Assert.True(pings is { Everyone: false, Roles: [], Users: [] }, $"It notifies: {json["content"]}");
        return Strings(json);
    }));

    [Fact]
    public void On_Matrix() => Holds(reply => new[] { MessageContent.Write(reply, "key"), MessageContent.WriteEdit("$first", reply) }.SelectMany(content =>
    {
        // Beside the content stand the event's own fields, which the homeserver adds.
        Assert.InRange(Encoding.UTF8.GetByteCount(content.ToJsonString(AsSent)), 1, MaxEventBytes - 4_096);
        Assert.Equal("{}", content["m.mentions"]!.ToJsonString());
        return Strings(content);
    }));

    [Fact]
    public void In_the_room() => Holds(reply =>
    {
        var message = new RoomMessage(1, new DateTime(2026, 5, 4, 12, 0, 0, DateTimeKind.Utc), null, null, reply);
        var shown = ShownMessage.Of(message, new Visitor("somebody", "author", "secret"), reply.Language);
        return Strings(JsonNode.Parse(JsonSerializer.Serialize([shown], RoomJson.Default.ShownMessageArray)));
    });

    private static void Holds(Func<Reply, IEnumerable<string>> render) =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(150), Prop.ForAll<string, int>((text, seed) =>
        {
            foreach (var shown in render(new AnyText(new Random(seed), text ?? "").Make()))
            {
                Assert.Equal(shown, string.Concat(shown.EnumerateRunes()));
                Assert.DoesNotContain(shown, c => (char.IsControl(c) && c is not ('\n' or '\t')) || c is (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069'));
            }
        }));

    private static IEnumerable<string> Strings(JsonNode? json) => json switch
    {
        JsonValue value when value.TryGetValue<string>(out var text) => [text],
        JsonArray array => array.SelectMany(Strings),
        JsonObject map => map.SelectMany(p => Strings(p.Value)),
        _ => [],
    };
}
