using System.Text.Json.Nodes;

namespace AdvocacyBot.FakeDiscord;

/// <summary>A stored message.</summary>
public sealed class FakeMessage
{
    public required string Id { get; init; }

    public required string ChannelId { get; init; }

    public required string AuthorId { get; init; }

    public bool IsByBot { get; init; } = true;

    /// <summary>UTC. Tests set it back to make a message old.</summary>
    public required DateTime At { get; set; }

    /// <summary>The complete request body.</summary>
    public required JsonObject Body { get; set; }

    public string? Nonce { get; init; }

    public bool IsEphemeral { get; set; }

    public bool IsDeleted { get; set; }

    /// <summary>Whether this is the placeholder of a deferral that has not been edited yet.</summary>
    public bool IsLoading { get; set; }

    public bool IsCrossposted { get; set; }

    public int Edits { get; set; }

    /// <summary>File names and contents.</summary>
    public IReadOnlyDictionary<string, byte[]> Files { get; set; } = new Dictionary<string, byte[]>();

    /// <summary>The notified members and roles.</summary>
    public required Pings Pings { get; init; }

    /// <summary>All visible text, in order.</summary>
    public string Words => MessageText.Of(Body);

    /// <summary>All buttons and select menus, in order.</summary>
    public IReadOnlyList<JsonObject> Buttons => MessageText.Interactive(Body);

    internal string FileId(int index) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Id[..^2]}{index:00}");

    /// <summary>A file's content as text.</summary>
    public string FileText(string name) => System.Text.Encoding.UTF8.GetString(Files[name]);

    /// <summary>https://docs.discord.com/developers/resources/message#message-object</summary>
    public JsonObject Json()
    {
        var flags = ((int?)Body["flags"] ?? 0) | (IsCrossposted ? 1 : 0) | (IsEphemeral ? 64 : 0) | (IsLoading ? 128 : 0);
        var json = new JsonObject
        {
            ["id"] = Id,
            ["channel_id"] = ChannelId,
            ["author"] = FakeUser.Json(AuthorId, IsByBot),
            ["content"] = MessageText.Text(Body, "content") ?? "",
            ["timestamp"] = At.ToString("o"),
            ["edited_timestamp"] = Edits > 0 ? At.ToString("o") : null,
            ["tts"] = false,
            ["mention_everyone"] = false,
            ["mentions"] = new JsonArray(),
            ["mention_roles"] = new JsonArray(),
            ["attachments"] = new JsonArray([.. Files.Select((f, i) => new JsonObject
            {
                ["id"] = FileId(i), ["filename"] = f.Key, ["size"] = f.Value.Length, ["url"] = $"https://cdn.test/{f.Key}", ["proxy_url"] = $"https://cdn.test/{f.Key}",
            })]),
            ["embeds"] = Body["embeds"]?.DeepClone() ?? new JsonArray(),
            ["components"] = Body["components"]?.DeepClone() ?? new JsonArray(),
            ["pinned"] = false,
            ["type"] = Body["message_reference"] is null ? 0 : 19,
            ["flags"] = flags,
        };
        foreach (var embed in json["embeds"]!.AsArray())
            embed!["type"] = "rich";
        if (Body["message_reference"] is JsonObject reference)
        {
            json["message_reference"] = new JsonObject { ["message_id"] = reference["message_id"]?.DeepClone(), ["channel_id"] = ChannelId };
        }

        return json;
    }
}
