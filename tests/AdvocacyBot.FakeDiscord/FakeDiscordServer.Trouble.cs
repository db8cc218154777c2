using System.Text.Json.Nodes;

namespace AdvocacyBot.FakeDiscord;

/// <summary>What can go wrong with its gateway.</summary>
public sealed partial class FakeDiscordServer
{
    /// <summary>Each event is sent twice while this holds.</summary>
    public bool Duplicates
    {
        get => hub.Duplicates;
        set => hub.Duplicates = value;
    }

    /// <summary>How many events that were received already are sent again at a resume.</summary>
    public int Replays
    {
        get => hub.Replays;
        set => hub.Replays = value;
    }

    /// <summary>Heartbeats are not confirmed while this holds.</summary>
    public bool IsDeaf
    {
        get => hub.IsDeaf;
        set => hub.IsDeaf = value;
    }

    /// <summary>Whether the token is accepted by REST.</summary>
    public bool IsTokenGood
    {
        get => rest.IsTokenGood;
        set => rest.IsTokenGood = value;
    }

    /// <summary>How many connections stand.</summary>
    public int Live => hub.Live.Count;

    /// <summary>Asks everybody to reconnect (op 7).</summary>
    public void AskToReconnect() => Each(peer => peer.Send(new JsonObject { ["op"] = 7, ["d"] = null }));

    /// <summary>The next connection is asked to reconnect before it is greeted.</summary>
    public void AskToReconnectBeforeHello() => hub.ReconnectsBeforeHello = true;

    /// <summary>Declares the sessions invalid (op 9).</summary>
    /// <param name="resumable">Whether they can be resumed all the same.</param>
    public void Invalidate(bool resumable)
    {
        var peers = hub.Live;
        if (!resumable)
            hub.ForgetSessions();
        foreach (var peer in peers)
            peer.Send(new JsonObject { ["op"] = 9, ["d"] = resumable });
    }

    /// <summary>Asks for a heartbeat (op 1).</summary>
    public void AskForHeartbeat() => Each(peer => peer.Send(new JsonObject { ["op"] = 1, ["d"] = null }));

    /// <summary>Closes every connection with a code.</summary>
    public void CloseAll(int code) => Each(peer => peer.Close(code));

    /// <summary>Breaks every connection without a word.</summary>
    public void BreakAll() => Each(peer => peer.Abort());

    /// <summary>Leaves every connection standing and says nothing on it any more.</summary>
    public void FallSilent() => Each(peer => peer.IsSilent = true);

    /// <summary>Forgets every session, as after a long outage.</summary>
    public void ForgetSessions() => hub.ForgetSessions();

    private void Each(Action<GatewayPeer> action)
    {
        foreach (var peer in hub.Live)
            action(peer);
    }
}
