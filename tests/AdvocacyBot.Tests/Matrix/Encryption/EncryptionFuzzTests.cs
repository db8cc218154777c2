using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using AdvocacyBot.Matrix.Encryption.Identity;
using AdvocacyBot.Matrix.Encryption.Machine;
using AdvocacyBot.Matrix.Encryption.Megolm;
using AdvocacyBot.Matrix.Encryption.Olm;
using AdvocacyBot.Matrix.Encryption.Primitives;
using AdvocacyBot.Matrix.Encryption.Signing;
using AdvocacyBot.Matrix.Encryption.Storage;
using AdvocacyBot.TestSupport;
using AdvocacyBot.TestSupport.Matrix.Encryption;

namespace AdvocacyBot.Tests.Matrix.Encryption;

/// <summary>Damaged input for every decoder and for the state machine: only the typed exception, or none. Each run has other seeds.</summary>
public sealed class EncryptionFuzzTests
{
    /// <summary>Rounds, not seconds: a slow machine takes longer, but tests the same.</summary>
    private static readonly int Rounds = LongRuns.Count(everyDay: 400, longRun: 12_000);

    /// <summary>Stands for an escaped lone surrogate, which System.Text.Json reads but does not write.</summary>
    private const string LoneSurrogate = "LONE-SURROGATE";

    private readonly int seed = Environment.TickCount;
    private readonly Random random;

    public EncryptionFuzzTests() => random = new Random(seed);

    [Fact]
    public void Damaged_messages_throw_only_the_typed_exception()
    {
        var account = OlmAccount.Create("@a:a.org", "A", RandomNumberGenerator.Fill).Replenish(49, RandomNumberGenerator.Fill);
        var session = OlmSession.Begin(
            CurveKeyPair.Generate(RandomNumberGenerator.Fill), account.Identity.Public, account.OneTimeKeys[0].Pair.Public, RandomNumberGenerator.Fill);
        var (_, preKey) = session.Encrypt("hello"u8, RandomNumberGenerator.Fill);
        var outbound = OutboundGroupSession.Create(DateTimeOffset.UnixEpoch, RandomNumberGenerator.Fill);
        using var key = outbound.SharedKey();
        var keyBytes = key.Span.ToArray();
        var inbound = InboundGroupSession.FromSharedKey(keyBytes);
        var (_, group) = outbound.Encrypt("hello"u8);
        var canonical = Encoding.UTF8.GetBytes("""{"a":[1,2,{"b":"cé"}],"d":-12,"e":null}""");

        for (var round = 0; round < Rounds * 10; round++)
        {
            OnlyTyped(() => OlmSession.Accept(account.Identity, account.OneTimeKeys[0].Pair, OlmPreKeyMessage.Decode(Damage(preKey.Body))));
            OnlyTyped(() => OlmMessage.Decode(Damage(preKey.Body)));
            OnlyTyped(() => inbound.Decrypt(MegolmMessage.Decode(Damage(group)), new ReadIndex("$x", 1)));
            OnlyTyped(() => InboundGroupSession.FromSharedKey(Damage(keyBytes)));
            OnlyTyped(() => RecoveryKey.Parse(Encoding.Latin1.GetString(Damage(canonical))));
            OnlyTyped(() =>
            {
                using var json = JsonReading.Parse(Damage(canonical));
                CanonicalJson.Encode(json.RootElement);
            });
        }
    }

    [Fact]
    public void Damaged_rows_throw_only_the_typed_exception()
    {
        var rows = new EncryptionScene().Bot.Rows.ToArray();
        for (var round = 0; round < Rounds; round++)
        {
            var (key, value) = rows[random.Next(rows.Length)];
            OnlyTyped(() =>
            {
                using var damaged = SecretBytes.CopyOf(Damage(value));
                EncryptionMachine.Load([new StoredRow(key.Kind, key.Key, damaged)], new MachineOptions());
            });
        }
    }

    [Fact]
    public void Damaged_events_and_answers_throw_nothing_and_the_machine_goes_on()
    {
        var scene = new EncryptionScene();
        scene.Server.Tamper = (request, answer) => random.Next(3) == 0 ? (JsonObject)DamageJson(answer) : answer;
        for (var round = 0; round < Rounds; round++)
        {
            scene.Person.Post(EncryptionScene.Room, $"{seed} {round}", EncryptionScene.BotId);
            scene.Person.Sync();
            foreach (var input in Inputs(scene))
                scene.Bot.Step(input);
            if (round % 50 == 0)
                scene.Bot.Restart();
        }

        scene.Server.Tamper = null;
        scene.Bot.Now += TimeSpan.FromDays(1);
        scene.Person.Now += TimeSpan.FromDays(8);
        scene.Bot.Step(new MachineInput.SyncArrived(ParsedJson.Of("{}"), AfterGap: true));
        scene.Bot.Sync();
        scene.Person.Step(new MachineInput.SyncArrived(ParsedJson.Of("{}"), AfterGap: true));
        scene.Person.Sync();
        scene.Person.Say(EncryptionScene.Room, "after all that", EncryptionScene.BotId);
        scene.Bot.Sync();
        Assert.Contains("after all that", scene.Bot.Read.Select(r => r.Body));
        Assert.Empty(scene.Server.Check.ReusedKeys);
    }

    private IEnumerable<MachineInput> Inputs(EncryptionScene scene)
    {
        var toDevice = scene.Server.ToDevice[random.Next(scene.Server.ToDevice.Count)].Event;
        yield return new MachineInput.SyncArrived(Text(DamageJson(new JsonObject
        {
            ["to_device"] = new JsonObject { ["events"] = new JsonArray(DamageJson(toDevice)) },
            ["device_lists"] = new JsonObject { ["changed"] = new JsonArray(EncryptionScene.Alice), ["left"] = new JsonArray("@nobody:a.org") },
            ["device_one_time_keys_count"] = new JsonObject { ["signed_curve25519"] = 40 },
            ["device_unused_fallback_key_types"] = new JsonArray("signed_curve25519"),
        })));
        var entry = scene.Server.Events[random.Next(scene.Server.Events.Count)];
        yield return new MachineInput.RoomEventArrived(EncryptionScene.Room, Text(DamageJson(JsonNode.Parse(entry.Json.GetRawText())!)));
        yield return new MachineInput.RoomEncryptionSeen(
            EncryptionScene.Room, Text(DamageJson(JsonNode.Parse("""{"algorithm": "m.megolm.v1.aes-sha2", "rotation_period_ms": 1}""")!)));
        yield return new MachineInput.RequestAnswered($"olm{random.Next(50):D10}", Text(DamageJson(new JsonObject { ["one_time_keys"] = 1 })));
        yield return new MachineInput.TimePassed();
    }

    /// <summary>Changes, removes, repeats or inserts a few bytes.</summary>
    private byte[] Damage(byte[] bytes)
    {
        var result = bytes.ToList();
        for (var i = random.Next(1, 4); i > 0 && result.Count > 0; i--)
        {
            var at = random.Next(result.Count);
            switch (random.Next(4))
            {
                case 0:
                    result[at] = (byte)random.Next(256);
                    break;
                case 1:
                    result.RemoveRange(at, random.Next(1, Math.Min(20, result.Count - at) + 1));
                    break;
                case 2:
                    result.InsertRange(at, result.GetRange(at, Math.Min(8, result.Count - at)));
                    break;
                default:
                    result[at] ^= (byte)(1 << random.Next(8));
                    break;
            }
        }

        return [.. result];
    }

    private static JsonElement Text(JsonNode json) =>
        ParsedJson.Of(json.ToJsonString().Replace(LoneSurrogate, "\\ud800", StringComparison.Ordinal));

    /// <summary>Replaces some values by others, of any type.</summary>
    private JsonNode DamageJson(JsonNode node)
    {
        var copy = node.DeepClone();
        var places = new List<(JsonNode Parent, string Name)>();
        Collect(copy, places);
        for (var i = random.Next(3); i > 0 && places.Count > 0; i--)
        {
            var (parent, name) = places[random.Next(places.Count)];
            parent[name] = random.Next(8) switch
            {
                0 => null,
                1 => JsonValue.Create(random.NextInt64()),
                2 => new JsonArray(1, "x"),
                3 => new JsonObject { ["x"] = 1.5 },
                4 => JsonValue.Create(new string('A', random.Next(100))),
                5 => JsonValue.Create(LoneSurrogate),
                6 when parent[name] is JsonValue value && value.GetValueKind() == JsonValueKind.String && value.ToJsonString().Contains('A', StringComparison.Ordinal) =>
                    JsonValue.Create(value.GetValue<string>().Replace('A', 'B')),
                _ => JsonValue.Create(true),
            };
        }

        return copy;
    }

    private static void Collect(JsonNode node, List<(JsonNode, string)> places)
    {
        if (node is JsonObject json)
        {
            foreach (var (name, value) in json)
            {
                places.Add((json, name));
                if (value is not null)
                    Collect(value, places);
            }
        }
        else if (node is JsonArray array)
        {
            foreach (var item in array.OfType<JsonNode>())
                Collect(item, places);
        }
    }

    private void OnlyTyped(Action action)
    {
        try
        {
            action();
        }
        catch (EncryptionException)
        {
        }
        catch (Exception e)
        {
            throw new InvalidOperationException($"Seed {seed}", e);
        }
    }
}
