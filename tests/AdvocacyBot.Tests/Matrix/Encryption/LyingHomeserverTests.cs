using System.Text.Json;
using System.Text.Json.Nodes;
using AdvocacyBot.Matrix.Encryption.Machine;
using AdvocacyBot.Matrix.Encryption.Olm;
using AdvocacyBot.Matrix.Encryption.Primitives;
using AdvocacyBot.Matrix.Encryption.Storage;
using AdvocacyBot.TestSupport.Matrix.Encryption;

namespace AdvocacyBot.Tests.Matrix.Encryption;

/// <summary>A homeserver that adds devices, changes keys, answers with garbage, or hides changes.</summary>
public sealed class LyingHomeserverTests
{
    private readonly EncryptionScene scene = new();

    [Fact]
    public void A_device_that_the_homeserver_adds_gets_no_keys()
    {
        // The homeserver has no key that could sign the device: it uses one of its own.
        var added = new TestDevice(scene.Server, EncryptionScene.Alice, "ADDED", 66);
        added.Step(new MachineInput.SyncArrived(ParsedJson.Of("{}")));
        added.Sync();
        scene.Bot.Say(EncryptionScene.Room, "secret", EncryptionScene.Alice, EncryptionScene.Mallory);
        added.Sync();
        Assert.Empty(added.Read);
        Assert.DoesNotContain(scene.Server.ToDevice, t => t.Device == "ADDED" && (string?)t.Event["type"] == "m.room.encrypted");
        scene.Person.Sync();
        Assert.Equal("secret", scene.Person.Read[^1].Body);
    }

    [Fact]
    public void A_message_of_a_device_that_the_homeserver_adds_is_not_believed()
    {
        var added = new TestDevice(scene.Server, EncryptionScene.Alice, "ADDED", 66, new MachineOptions(AllowUnsignedDevices: true));
        added.Step(new MachineInput.SyncArrived(ParsedJson.Of("{}")));
        added.Sync();
        added.Say(EncryptionScene.Room, "announce a false meeting", EncryptionScene.BotId);
        scene.Bot.Sync();
        Assert.DoesNotContain(scene.Bot.Read, r => r.Body.StartsWith("announce", StringComparison.Ordinal));
        Assert.Equal(EncryptionFault.UnsignedDevice, Assert.Single(scene.Bot.Notices.OfType<MachineEffect.EventUndecryptable>()).Fault);
    }

    [Fact]
    public void A_one_time_key_that_the_homeserver_swapped_is_refused()
    {
        ForgetSessions();
        scene.Server.Tamper = (request, answer) =>
        {
            if (request.Kind == RequestKind.KeysClaim)
                answer["one_time_keys"]![EncryptionScene.Alice]!["PHONE"]!.AsObject().First().Value!["key"] = scene.BotDevice.IdentityKey.Value;
            return answer;
        };
        scene.Bot.Say(EncryptionScene.Room, "hello again", EncryptionScene.Alice);
        scene.Server.Tamper = null;
        scene.AssertProblem(EncryptionFault.BadSignature);
        Assert.DoesNotContain("hello again", ReadByPerson());
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"one_time_keys": 1}""")]
    [InlineData("""{"one_time_keys": {"@alice:a.org": []}}""")]
    [InlineData("""{"one_time_keys": {"@alice:a.org": {"PHONE": {"signed_curve25519:AAAA": {"key": 1}}}}}""")]
    [InlineData("""{"one_time_keys": {"@alice:a.org": {"PHONE": {"curve25519:AAAA": "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"}}}}""")]
    [InlineData("""{"failures": {"a.org": {}}}""")]
    public void A_claim_that_is_answered_with_garbage_does_not_stop_the_message(string answer)
    {
        ForgetSessions();
        scene.Server.Tamper = (request, right) => request.Kind == RequestKind.KeysClaim ? JsonNode.Parse(answer)!.AsObject() : right;
        scene.Bot.Say(EncryptionScene.Room, "to whoever can read", EncryptionScene.Alice);
        Assert.Equal(EncryptionScene.BotId, scene.Server.Events[^1].Sender);
        Assert.Contains(scene.Server.ToDevice, t => (string?)t.Event["content"]!["code"] == "m.no_olm");
    }

    [Fact]
    public void A_known_device_keeps_its_keys()
    {
        var before = Device();
        var other = new TestDevice(new KeyServer(), EncryptionScene.Alice, "PHONE", 99);
        scene.Server.Tamper = (request, answer) =>
        {
            if (request.Kind == RequestKind.KeysQuery && answer["device_keys"]?[EncryptionScene.Alice] is JsonObject devices)
                devices["PHONE"] = other.Machine.State.Account.DeviceKeys();
            return answer;
        };
        scene.Bot.Step(new MachineInput.SyncArrived(Changed(EncryptionScene.Alice)));
        scene.Bot.Sync();
        Assert.Equal(before, Device());
        scene.AssertProblem(EncryptionFault.KeyChanged);
    }

    [Theory]
    [InlineData("user_id", "\"@mallory:a.org\"")]
    [InlineData("device_id", "\"OTHER\"")]
    [InlineData("keys", """{"curve25519:PHONE": "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"}""")]
    [InlineData("keys", "[]")]
    [InlineData("algorithms", """["m.olm.v1.curve25519-aes-sha2", "m.megolm.v1.aes-sha2", "added"]""")]
    [InlineData("signatures", "{}")]
    public void Device_keys_with_one_changed_member_are_ignored(string member, string value)
    {
        var server = new KeyServer();
        var alice = new TestDevice(server, EncryptionScene.Alice, "PHONE", 2).Start();
        server.Tamper = (request, answer) =>
        {
            if (request.Kind == RequestKind.KeysQuery && answer["device_keys"]?[EncryptionScene.Alice]?["PHONE"] is JsonObject keys)
                keys[member] = JsonNode.Parse(value);
            return answer;
        };
        var bot = new TestDevice(server, EncryptionScene.BotId, "BOT", 1);
        bot.Step(new MachineInput.UsersTracked([EncryptionScene.Alice]));
        bot.Sync();
        Assert.Empty(bot.Machine.State.Users.Find(EncryptionScene.Alice)!.Devices);
        Assert.NotEmpty(bot.Problems);
        Assert.NotNull(alice);
    }

    [Fact]
    public void A_change_during_a_query_leads_to_another_query()
    {
        var queries = 0;
        scene.Bot.Point = name =>
        {
            if (name == $"after {RequestKind.KeysQuery}" && ++queries == 1)
            {
                scene.Bot.Step(new MachineInput.SyncArrived(Changed(EncryptionScene.Alice)));
                Assert.Single(scene.Bot.Machine.State.InFlight.Values.OfType<InFlightRequest.Query>());
            }
        };
        scene.Bot.Step(new MachineInput.SyncArrived(Changed(EncryptionScene.Alice)));
        scene.Bot.Sync();
        Assert.Equal(2, queries);
        Assert.False(scene.Bot.Machine.State.Users.Find(EncryptionScene.Alice)!.Outdated);
    }

    [Fact]
    public void After_a_gap_all_lists_are_queried_again()
    {
        scene.Server.RemoveDevice(EncryptionScene.Mallory, "LAPTOP");
        scene.Bot.Step(new MachineInput.SyncArrived(ParsedJson.Of("{}"), AfterGap: true));
        Assert.All(scene.Bot.Machine.State.Users.Values, u => Assert.True(u.Outdated));
        scene.Bot.Sync();
        Assert.Empty(scene.Bot.Machine.State.Users.Find(EncryptionScene.Mallory)!.Devices);
    }

    [Fact]
    public void A_query_that_failed_is_repeated_after_a_restart()
    {
        scene.Bot.Step(new MachineInput.SyncArrived(Changed(EncryptionScene.Alice)));
        Assert.True(scene.Bot.Machine.State.Users.Find(EncryptionScene.Alice)!.Outdated);
        scene.Bot.Restart();
        scene.Bot.Sync();
        Assert.False(scene.Bot.Machine.State.Users.Find(EncryptionScene.Alice)!.Outdated);
    }

    [Fact]
    public void A_homeserver_that_cannot_be_reached_does_not_hold_up_messages()
    {
        scene.Server.Tamper = (request, answer) =>
        {
            if (request.Kind == RequestKind.KeysQuery)
                answer["failures"] = new JsonObject { ["a.org"] = new JsonObject() };
            return answer;
        };
        scene.Bot.Step(new MachineInput.SyncArrived(Changed(EncryptionScene.Alice)));
        scene.Bot.Say(EncryptionScene.Room, "still sent", EncryptionScene.Alice, EncryptionScene.Mallory);
        Assert.Contains("still sent", ReadByPerson());
    }

    [Fact]
    public void A_message_of_a_device_that_could_not_be_looked_up_waits_for_the_next_query()
    {
        var carol = new TestDevice(scene.Server, "@carol:b.org", "D", 9).Start();
        scene.Server.Tamper = (request, answer) =>
        {
            if (request.Kind == RequestKind.KeysQuery && request.Body.Contains("carol", StringComparison.Ordinal))
                answer["failures"] = new JsonObject { ["b.org"] = new JsonObject() };
            return answer;
        };
        carol.Say("!r:b.org", "hello", EncryptionScene.BotId);
        scene.Bot.Sync();
        Assert.DoesNotContain(scene.Bot.Read, r => r.Body == "hello");

        scene.Server.Tamper = null;
        scene.Bot.Restart();
        scene.Bot.Sync();
        Assert.Contains(scene.Bot.Read, r => r.Body == "hello");
    }

    [Theory]
    [InlineData("""{"type": "m.room.encrypted", "sender": "@carol:b.org", "content": {"algorithm": "x", "algorithm": "y"}}""")]
    [InlineData("""{"type": "m.room.encrypted", "type": "m.room.encrypted", "sender": "@carol:b.org", "content": CONTENT}""")]
    [InlineData("""{"type": "m.room.encrypted", "sender": "@carol:b.org", "content": CONTENT, "deep": DEEP}""")]
    public void A_held_event_with_odd_JSON_stops_nothing(string json)
    {
        var content = scene.OlmEvent(new OlmCiphertext(OlmCiphertext.Normal, [3]))["content"]!.ToJsonString();
        var deep = new string('[', 40) + new string(']', 40);
        var text = json.Replace("CONTENT", content, StringComparison.Ordinal).Replace("DEEP", deep, StringComparison.Ordinal);
        scene.Bot.Step(new MachineInput.SyncArrived(ParsedJson.Of("{\"to_device\": {\"events\": [" + text + "]}}")));
        scene.Bot.Sync();
        scene.Bot.Say(EncryptionScene.Room, "goes on", EncryptionScene.Alice);
        Assert.Contains("goes on", ReadByPerson());
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"algorithm": "none"}""")]
    [InlineData("""{"algorithm": "m.megolm.v1.aes-sha2", "rotation_period_msgs": 1000000, "rotation_period_ms": 99999999999}""")]
    public void Encryption_cannot_be_turned_off_or_loosened(string content)
    {
        scene.Bot.Step(new MachineInput.RoomEncryptionSeen(EncryptionScene.Room, ParsedJson.Of("""{"algorithm": "m.megolm.v1.aes-sha2", "rotation_period_msgs": 10}""")));
        scene.Bot.Step(new MachineInput.RoomEncryptionSeen(EncryptionScene.Room, ParsedJson.Of(content)));
        Assert.True(scene.Bot.Machine.IsEncrypted(EncryptionScene.Room));
        var room = scene.Bot.Machine.State.Rooms.Find(EncryptionScene.Room)!;
        Assert.Equal((true, TimeSpan.FromDays(7), 10), (room.Supported, room.RotationPeriod, room.RotationMessages));
        scene.Bot.Restart();
        Assert.True(scene.Bot.Machine.IsEncrypted(EncryptionScene.Room));
    }

    [Fact]
    public void Nothing_is_sent_to_a_room_with_an_unknown_algorithm()
    {
        scene.Bot.Step(new MachineInput.RoomEncryptionSeen("!new:a.org", ParsedJson.Of("""{"algorithm": "m.newer"}""")));
        var before = scene.Server.Events.Count;
        scene.Bot.Say("!new:a.org", "not sent", EncryptionScene.Alice);
        Assert.Equal(before, scene.Server.Events.Count);
        Assert.Equal(EncryptionFault.UnknownAlgorithm, Assert.Single(scene.Bot.Notices.OfType<MachineEffect.EncryptionRefused>()).Fault);
    }

    [Fact]
    public void Without_counts_new_keys_are_uploaded_and_ids_are_never_used_twice()
    {
        var ids = new HashSet<string>();
        for (var i = 0; i < 5; i++)
        {
            scene.Server.Exhaust(EncryptionScene.BotId, "BOT");
            scene.Bot.Step(new MachineInput.SyncArrived(ParsedJson.Of("{}")));
            scene.Bot.Sync();
            ids.UnionWith(scene.Bot.Machine.State.Account.OneTimeKeys.Select(k => k.KeyId));
        }

        Assert.True(ids.Count >= 250);
        Assert.True(scene.Bot.Machine.State.Account.OneTimeKeys.Length <= 200);
        Assert.DoesNotContain(scene.Bot.Notices, n => n is MachineEffect.DeviceUnusable);
    }

    [Fact]
    public void Private_keys_are_stored_before_the_upload()
    {
        var bot = new TestDevice(new KeyServer(), EncryptionScene.BotId, "NEW", 5);
        var stored = 0;
        bot.Point = name =>
        {
            if (name == $"before {RequestKind.KeysUpload}")
                stored = bot.Rows[(RowKind.Account, string.Empty)].Length;
        };
        bot.Start();
        Assert.True(stored > 50 * 32);
    }

    private void ForgetSessions()
    {
        scene.Bot.Step(new MachineInput.UserForgotten(EncryptionScene.Alice));
        scene.Bot.Step(new MachineInput.UsersTracked([EncryptionScene.Alice]));
        scene.Bot.Sync();
    }

    private List<string> ReadByPerson()
    {
        scene.Person.Sync();
        return [.. scene.Person.Read.Select(r => r.Body)];
    }

    private object Device() => scene.Bot.Machine.State.Users.Find(EncryptionScene.Alice)!.Devices["PHONE"];

    private static JsonElement Changed(string user) => Lists("changed", user);

    private static JsonElement Lists(string member, string user) =>
        ParsedJson.Of(new JsonObject { ["device_lists"] = new JsonObject { [member] = new JsonArray(user) } });
}
