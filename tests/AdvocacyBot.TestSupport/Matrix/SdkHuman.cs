using System.Text.Json;
using System.Text.Json.Nodes;

namespace AdvocacyBot.TestSupport.Matrix;

/// <summary>A person whose client is built on matrix-js-sdk.</summary>
internal sealed class SdkHuman(NodePeer peer, MatrixHuman human, string room)
{
    public string Id => human.Id;

    public SdkHuman Start(Uri homeserver)
    {
        Call("create", ("homeserver", homeserver.ToString().TrimEnd('/')), ("user", human.Id), ("token", human.Token));
        return this;
    }

    /// <param name="content">As the client composes it; the client adds the relation to the thread.</param>
    /// <returns>The message's id.</returns>
    public string Say(JsonObject content, string? thread = null)
    {
        content["msgtype"] ??= "m.text";
        return Call("say", ("thread", thread), ("content", content)).GetString()!;
    }

    public string Say(string text, string? thread = null) => Say(new JsonObject { ["body"] = text }, thread);

    /// <summary>Edits an own message.</summary>
    public void Edit(string message, string text) => Say(new JsonObject
    {
        ["body"] = "* " + text,
        ["m.new_content"] = new JsonObject { ["msgtype"] = "m.text", ["body"] = text },
        ["m.relates_to"] = new JsonObject { ["rel_type"] = "m.replace", ["event_id"] = message },
    });

    public void React(string message, string key) => Call("react", ("message", message), ("key", key));

    public void Redact(string message) => Call("redact", ("message", message));

    /// <summary>Waits until the client shows a message that begins with a text.</summary>
    public JsonElement WaitFor(string sender, string start) => Call("wait", ("sender", sender), ("start", start));

    /// <summary>Waits until the client shows that a message was removed.</summary>
    public void WaitUntilRedacted(string message) => Call("redacted", ("message", message));

    /// <summary>Waits until the client shows so many different reactions to a message.</summary>
    public IReadOnlyList<string> Reactions(string message, int count) =>
        [.. Call("reactions", ("message", message), ("count", count)).EnumerateArray().Select(key => key.GetString()!)];

    /// <summary>From now on, repeats every message of others as a notice.</summary>
    public void Echo() => Call("echo");

    /// <summary>The client's unread counts.</summary>
    public (int Total, int Highlight) Unread()
    {
        var counts = Call("unread");
        return (counts.GetProperty("total").GetInt32(), counts.GetProperty("highlight").GetInt32());
    }

    private JsonElement Call(string operation, params (string Name, JsonNode? Value)[] arguments)
    {
        var all = new JsonObject { ["room"] = room };
        foreach (var (name, value) in arguments)
            all[name] = value;
        return peer.Call(operation, human.Id, all);
    }
}
