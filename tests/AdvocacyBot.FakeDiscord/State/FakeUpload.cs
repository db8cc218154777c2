using System.Text.Json.Nodes;

namespace AdvocacyBot.FakeDiscord;

/// <summary>A file that a member attached to a command; the server serves it without a token, as Discord's CDN does.</summary>
public sealed class FakeUpload(string id, string fileName, string mediaType, byte[] content)
{
    public string Id { get; } = id;

    public string FileName { get; } = fileName;

    public string MediaType { get; } = mediaType;

    public byte[] Content { get; } = content;

    /// <summary>Whether the file is gone, as on Discord some hours after the command.</summary>
    public bool IsExpired { get; set; }

    /// <summary>How often the file was downloaded.</summary>
    public int Downloads { get; internal set; }

    internal JsonObject Json(Uri server)
    {
        var url = new Uri(server, $"/ephemeral-attachments/{Id}/{FileName}").ToString();
        return new JsonObject
        {
            ["id"] = Id, ["filename"] = FileName, ["size"] = Content.Length, ["url"] = url, ["proxy_url"] = url, ["content_type"] = MediaType, ["ephemeral"] = true,
        };
    }
}
