using System.Text.Json.Nodes;

namespace AdvocacyBot.FakeDiscord;

/// <summary>Sessions and their events, kept for resuming.</summary>
internal sealed class GatewayHub(FakeSettings settings, FakeWorld world)
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, FakeSession> sessions = [];
    private readonly Dictionary<int, DateTime> lastIdentify = [];

    public int Identifies { get; private set; }

    /// <summary>The number of identifies that came before their group's pause was over.</summary>
    public int EarlyIdentifies { get; private set; }

    /// <summary>The recommended number of shards.</summary>
    public int Shards { get; set; } = settings.Shards;

    /// <summary>The least number of shards that is accepted.</summary>
    public int MinShards { get; private set; } = 1;

    public int Resumes { get; private set; }

    public int Connections { get; private set; }

    public int IdentifiesLeft => settings.IdentifiesLeft - Identifies;

    public Uri? ResumeUrl { get; set; }

    /// <summary>Whether each event is sent twice.</summary>
    public bool Duplicates { get; set; }

    /// <summary>The number of already received events that a resume repeats.</summary>
    public int Replays { get; set; }

    /// <summary>Whether the next connection receives op 7 before Hello.</summary>
    public bool SendsReconnectBeforeHello { get; set; }

    /// <summary>Whether heartbeats are left unacknowledged.</summary>
    public bool IgnoresHeartbeats { get; set; }

    public IReadOnlyList<GatewayPeer> OpenConnections
    {
        get
        {
            lock (gate)
                return [.. sessions.Values.Select(s => s.Peer).OfType<GatewayPeer>()];
        }
    }

    public void Connected() => Connections++;

    /// <summary>Sends an event to the sessions of its shard; disconnected sessions receive it when they resume.</summary>
    public void Dispatch(string name, JsonObject data, string? guild)
    {
        lock (gate)
        {
            foreach (var session in sessions.Values.Where(s => s.Concerns(guild)))
            {
                session.Add(name, data);
                if (Duplicates)
                    session.Add(name, data);
            }
        }
    }

    /// <summary>Starts a session with a snapshot of the guilds.</summary>
    /// <returns>Null if identifying is not allowed yet.</returns>
    public FakeSession? Identify(int shard, int shards, GatewayPeer peer)
    {
        // Lock order: first the world, then the hub.
        lock (world.Gate)
        {
            lock (gate)
            {
                Identifies++;
                var group = shard % settings.MaxConcurrency;
                if (DateTime.UtcNow - lastIdentify.GetValueOrDefault(group) < settings.IdentifyPause)
                {
                    EarlyIdentifies++;
                    return null;
                }

                lastIdentify[group] = DateTime.UtcNow;
                var session = new FakeSession(Guid.NewGuid().ToString("N"), shard, shards) { Peer = peer };
                foreach (var old in sessions.Values.Where(s => s.Shard == shard && s.Shards == shards).ToList())
                {
                    sessions.Remove(old.Id);
                    old.Peer?.Close(4000);
                }

                sessions[session.Id] = session;
                // Snapshot before READY: afterwards a test may change the guilds.
                var guilds = world.Guilds.Values.Where(g => session.Concerns(g.Id)).Select(g => g.CreateEvent(world.BotId)).ToList();
                session.Add("READY", Ready(session, guilds));
                foreach (var guild in guilds)
                    session.Add("GUILD_CREATE", guild);
                return session;
            }
        }
    }

    /// <returns>Null for an unknown session; a sequence that was never sent closes the connection with 4007.</returns>
    public FakeSession? Resume(string id, int sequence, GatewayPeer peer)
    {
        lock (gate)
        {
            if (!sessions.TryGetValue(id, out var session))
                return null;
            Resumes++;
            if (sequence > session.Sequence)
            {
                peer.Close(4007);
                return session;
            }

            session.Peer?.Abort();
            session.Resume(peer, Math.Max(0, sequence - Replays));
            return session;
        }
    }

    public void Disconnect(GatewayPeer peer)
    {
        lock (gate)
        {
            foreach (var session in sessions.Values.Where(s => s.Peer == peer))
                session.Peer = null;
        }
    }

    /// <summary>The shards of a number that are connected now.</summary>
    public IReadOnlyList<int> ConnectedShards(int shards)
    {
        lock (gate)
            return [.. sessions.Values.Where(s => s.Shards == shards && s.Peer is not null).Select(s => s.Shard).Order()];
    }

    /// <summary>Requires more shards: sessions of a lower number end with 4011.</summary>
    public void Require(int shards)
    {
        lock (gate)
        {
            (Shards, MinShards) = (shards, shards);
            foreach (var old in sessions.Values.Where(s => s.Shards < shards).ToList())
            {
                sessions.Remove(old.Id);
                old.Peer?.Close(4011);
            }
        }
    }

    /// <summary>Ends the session of a client that closed it.</summary>
    public void End(GatewayPeer peer)
    {
        lock (gate)
        {
            foreach (var ended in sessions.Values.Where(s => s.Peer == peer).ToList())
                sessions.Remove(ended.Id);
        }
    }

    /// <summary>Ends all sessions, as after a long outage.</summary>
    public void EndSessions()
    {
        lock (gate)
            sessions.Clear();
    }

    /// <summary>https://docs.discord.com/developers/events/gateway-events#ready</summary>
    private JsonObject Ready(FakeSession session, IEnumerable<JsonObject> guilds) => new()
    {
        ["v"] = 10,
        ["user_settings"] = new JsonObject(),
        ["user"] = FakeUser.Json(world.BotId, isBot: true),
        ["session_id"] = session.Id,
        ["session_type"] = "normal",
        ["resume_gateway_url"] = ResumeUrl!.ToString(),
        ["shard"] = new JsonArray(session.Shard, session.Shards),
        ["application"] = new JsonObject { ["id"] = world.ApplicationId, ["flags"] = 0 },
        ["guilds"] = new JsonArray([.. guilds.Select(g => new JsonObject { ["id"] = g["id"]!.DeepClone(), ["unavailable"] = true })]),
        ["private_channels"] = new JsonArray(),
        ["relationships"] = new JsonArray(),
    };
}

/// <summary>One shard's session and events.</summary>
internal sealed class FakeSession(string id, int shard, int shards)
{
    private readonly List<JsonObject> events = [];

    public string Id { get; } = id;

    public int Shard { get; } = shard;

    public int Shards { get; } = shards;

    public int Sequence { get; private set; }

    public GatewayPeer? Peer { get; set; }

    public bool Concerns(string? guild) =>
        (guild is null ? 0 : (int)((ulong.Parse(guild, System.Globalization.CultureInfo.InvariantCulture) >> 22) % (ulong)Shards)) == Shard;

    public void Add(string name, JsonObject data)
    {
        var packet = new JsonObject { ["op"] = 0, ["d"] = data.DeepClone(), ["s"] = ++Sequence, ["t"] = name };
        events.Add(packet);
        Peer?.Send(packet);
    }

    public void Resume(GatewayPeer peer, int after)
    {
        Peer = peer;
        foreach (var packet in events.Skip(after).ToList())
            peer.Send(packet);
        Add("RESUMED", []);
    }
}
