using System.Text.Json.Nodes;

namespace AdvocacyBot.FakeDiscord;

/// <summary>Faults of the gateway and the token.</summary>
public sealed partial class FakeDiscordServer
{
    /// <summary>Whether each event is sent twice.</summary>
    public bool Duplicates
    {
        get => hub.Duplicates;
        set => hub.Duplicates = value;
    }

    /// <summary>The number of already received events that a resume repeats.</summary>
    public int Replays
    {
        get => hub.Replays;
        set => hub.Replays = value;
    }

    /// <summary>Whether heartbeats are left unacknowledged.</summary>
    public bool IgnoresHeartbeats
    {
        get => hub.IgnoresHeartbeats;
        set => hub.IgnoresHeartbeats = value;
    }

    /// <summary>Whether the REST API accepts the token.</summary>
    public bool AcceptsToken
    {
        get => rest.AcceptsToken;
        set => rest.AcceptsToken = value;
    }

    /// <summary>The number of open connections.</summary>
    public int OpenConnections => hub.OpenConnections.Count;

    /// <summary>Asks all clients to reconnect (op 7).</summary>
    public void SendReconnect() => Each(peer => peer.Send(new JsonObject { ["op"] = 7, ["d"] = null }));

    /// <summary>Whether the next connection receives op 7 before Hello.</summary>
    public void SendReconnectBeforeHello() => hub.SendsReconnectBeforeHello = true;

    /// <summary>Invalidates all sessions (op 9).</summary>
    /// <param name="resumable">Whether they can still be resumed.</param>
    public void Invalidate(bool resumable)
    {
        var peers = hub.OpenConnections;
        if (!resumable)
            hub.EndSessions();
        foreach (var peer in peers)
            peer.Send(new JsonObject { ["op"] = 9, ["d"] = resumable });
    }

    /// <summary>Requires more shards: sessions of a lower number end with 4011.</summary>
    public void RequireShards(int shards) => hub.Require(shards);

    /// <summary>Archives a thread, as Discord does after a time of inactivity.</summary>
    public void Archive(FakeChannel thread, bool isLocked = false)
    {
        lock (World.Gate)
            channels.Archive(thread, isLocked);
    }

    /// <summary>Requests a heartbeat (op 1).</summary>
    public void RequestHeartbeat() => Each(peer => peer.Send(new JsonObject { ["op"] = 1, ["d"] = null }));

    /// <summary>Closes all connections with a code.</summary>
    public void CloseAll(int code) => Each(peer => peer.Close(code));

    /// <summary>Aborts all connections without a close frame.</summary>
    public void AbortAll() => Each(peer => peer.Abort());

    /// <summary>Makes all connections half-open.</summary>
    public void MakeHalfOpen() => Each(peer => peer.IsHalfOpen = true);

    /// <summary>Ends all sessions, as after a long outage.</summary>
    public void EndSessions() => hub.EndSessions();

    private void Each(Action<GatewayPeer> action)
    {
        foreach (var peer in hub.OpenConnections)
            action(peer);
    }
}
