using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using AdvocacyBot.Matrix.Encryption.Machine;

namespace AdvocacyBot.TestSupport.Matrix.Encryption;

/// <summary>
/// The part of a homeserver that encryption uses: keys, to-device messages, device lists and room events, in memory. It checks what
/// passes through with <see cref="CiphertextCheck"/>, and can be told to lie.
/// </summary>
internal sealed class KeyServer
{
    private readonly Dictionary<(string User, string Device), DeviceEntry> devices = [];
    private readonly Dictionary<string, JsonObject> crossSigning = [];
    private readonly List<ToDeviceEntry> toDevice = [];
    private readonly List<(int Position, string User)> changes = [];
    private readonly List<RoomEntry> events = [];
    private readonly Dictionary<(string User, string Device, string Transaction), string> transactions = [];
    private int position;

    public CiphertextCheck Check { get; } = new();

    /// <summary>Changes the answer of a request: a homeserver that lies.</summary>
    public Func<MachineRequest, JsonObject, JsonObject>? Tamper { get; set; }

    public IReadOnlyList<RoomEntry> Events => events;

    public IReadOnlyList<ToDeviceEntry> ToDevice => toDevice;

    public int Position => position;

    public int RequestCount { get; private set; }

    public (int Status, JsonElement Body) Handle(string user, string device, MachineRequest request)
    {
        RequestCount++;
        var body = JsonNode.Parse(request.Body)!.AsObject();
        var (status, answer) = request.Kind switch
        {
            RequestKind.KeysUpload => Upload(user, device, body),
            RequestKind.KeysQuery => (200, Query(body)),
            RequestKind.KeysClaim => (200, Claim(body)),
            RequestKind.ToDevice => (200, Deliver(user, device, request, body)),
            RequestKind.DeviceSigningUpload => (200, UploadIdentity(user, body)),
            RequestKind.SignaturesUpload => (200, UploadSignatures(user, body)),
            _ => throw new InvalidOperationException(),
        };
        return (status, ParsedJson.Of(Tamper?.Invoke(request, answer) ?? answer));
    }

    /// <summary>PUT /rooms/{room}/send/m.room.encrypted/{transaction}.</summary>
    public string SendEvent(string user, string device, string room, string transaction, string content)
    {
        Check.RoomEvent(content);
        if (transactions.TryGetValue((user, device, transaction), out var known))
            return known;
        var id = $"$event{++position}";
        transactions[(user, device, transaction)] = id;
        events.Add(new(position, room, id, user, ParsedJson.Of(JsonNode.Parse(content)!.AsObject())));
        return id;
    }

    public JsonElement Sync(string user, string device, int since)
    {
        var entry = devices.GetValueOrDefault((user, device));
        return ParsedJson.Of(new JsonObject
        {
            ["next_batch"] = position.ToString(CultureInfo.InvariantCulture),
            ["to_device"] = new JsonObject
            {
                ["events"] = new JsonArray([.. toDevice.Where(t => t.Position > since && t.User == user && t.Device == device)
                    .Select(t => t.Event.DeepClone())]),
            },
            ["device_lists"] = new JsonObject
            {
                ["changed"] = new JsonArray([.. changes.Where(c => c.Position > since).Select(c => c.User).Distinct().Select(u => (JsonNode)u)]),
            },
            ["device_one_time_keys_count"] = new JsonObject { ["signed_curve25519"] = entry?.OneTime.Count ?? 0 },
            ["device_unused_fallback_key_types"] = entry is { Fallback: not null, FallbackUsed: false } ? new JsonArray("signed_curve25519") : [],
        });
    }

    public void RemoveDevice(string user, string device)
    {
        devices.Remove((user, device));
        changes.Add((++position, user));
    }

    public void RemoveIdentity(string user)
    {
        crossSigning.Remove(user);
        changes.Add((++position, user));
    }

    /// <summary>Drops all one-time keys, so that claims get the fallback key or nothing.</summary>
    public void Exhaust(string user, string device, bool fallbackToo = false)
    {
        devices[(user, device)].OneTime.Clear();
        if (fallbackToo)
            devices[(user, device)].Fallback = null;
    }

    /// <summary>Puts an event into a device's inbox, as a homeserver can at will.</summary>
    public void Inject(string user, string device, JsonObject json) => toDevice.Add(new(++position, user, device, json));

    private (int Status, JsonObject Body) Upload(string user, string device, JsonObject body)
    {
        if (!devices.TryGetValue((user, device), out var entry))
            devices[(user, device)] = entry = new DeviceEntry();
        if (body["device_keys"] is JsonObject keys)
        {
            if (entry.Keys is not null && !JsonNode.DeepEquals(entry.Keys["keys"], keys["keys"]))
                return (400, new JsonObject { ["errcode"] = "M_INVALID_PARAM" });
            entry.Keys ??= (JsonObject)keys.DeepClone();
            changes.Add((++position, user));
        }

        foreach (var (id, key) in body["one_time_keys"]?.AsObject() ?? [])
        {
            // Synapse: a one-time key that exists with another value is an error.
            if (entry.Uploaded.TryGetValue(id, out var known) && !JsonNode.DeepEquals(known, key))
                return (400, new JsonObject { ["errcode"] = "M_UNKNOWN", ["error"] = $"One time key {id} already exists." });
            if (entry.Uploaded.TryAdd(id, key!.DeepClone()))
                entry.OneTime.Add(id, key.DeepClone());
        }

        foreach (var (id, key) in body["fallback_keys"]?.AsObject() ?? [])
        {
            if (entry.Fallback?.Id != id)
                (entry.Fallback, entry.FallbackUsed) = ((id, key!.DeepClone()), false);
        }

        return (200, new JsonObject { ["one_time_key_counts"] = new JsonObject { ["signed_curve25519"] = entry.OneTime.Count } });
    }

    private JsonObject Query(JsonObject body)
    {
        JsonObject keys = [], master = [], selfSigning = [];
        foreach (var (user, _) in body["device_keys"]!.AsObject())
        {
            keys[user] = new JsonObject(devices.Where(d => d.Key.User == user && d.Value.Keys is not null)
                .Select(d => KeyValuePair.Create(d.Key.Device, (JsonNode?)d.Value.Keys!.DeepClone())));
            if (!crossSigning.TryGetValue(user, out var identity))
                continue;
            master[user] = identity["master_key"]!.DeepClone();
            selfSigning[user] = identity["self_signing_key"]!.DeepClone();
        }

        return new JsonObject { ["device_keys"] = keys, ["master_keys"] = master, ["self_signing_keys"] = selfSigning, ["failures"] = new JsonObject() };
    }

    private JsonObject Claim(JsonObject body)
    {
        JsonObject result = [];
        foreach (var (user, wanted) in body["one_time_keys"]!.AsObject())
        {
            JsonObject claimed = [];
            foreach (var (device, _) in wanted!.AsObject())
            {
                if (devices.GetValueOrDefault((user, device)) is not { } entry)
                    continue;
                if (entry.OneTime.Count > 0)
                {
                    var (id, key) = entry.OneTime.First();
                    entry.OneTime.Remove(id);
                    claimed[device] = new JsonObject { [id] = key };
                }
                else if (entry.Fallback is { } fallback)
                {
                    entry.FallbackUsed = true;
                    claimed[device] = new JsonObject { [fallback.Id] = fallback.Key.DeepClone() };
                }
            }

            result[user] = claimed;
        }

        return new JsonObject { ["one_time_keys"] = result };
    }

    private JsonObject Deliver(string user, string device, MachineRequest request, JsonObject body)
    {
        Check.ToDevice(body);
        if (!transactions.TryAdd((user, device, $"to-device {request.Id}"), string.Empty))
            return [];
        foreach (var (recipient, messages) in body["messages"]!.AsObject())
        {
            foreach (var (recipientDevice, content) in messages!.AsObject())
            {
                Inject(recipient, recipientDevice, new JsonObject
                {
                    ["type"] = request.EventType,
                    ["sender"] = user,
                    ["content"] = content!.DeepClone(),
                });
            }
        }

        return [];
    }

    private JsonObject UploadIdentity(string user, JsonObject body)
    {
        crossSigning[user] = (JsonObject)body.DeepClone();
        changes.Add((++position, user));
        return [];
    }

    private JsonObject UploadSignatures(string user, JsonObject body)
    {
        foreach (var (id, signed) in body[user]!.AsObject())
        {
            if (!devices.TryGetValue((user, id), out var entry) || entry.Keys is null)
                continue;
            foreach (var (name, signature) in signed!["signatures"]![user]!.AsObject())
                entry.Keys["signatures"]![user]![name] = signature!.DeepClone();
        }

        changes.Add((++position, user));
        return new JsonObject { ["failures"] = new JsonObject() };
    }
}
