using System.Text.Json;
using System.Text.Json.Serialization;

namespace AdvocacyBot.Discord.Wire;

/// <summary>A message to send: https://docs.discord.com/developers/resources/message#create-message-jsonform-params</summary>
internal sealed record MessagePayload
{
    /// <summary>Null if the components carry the text.</summary>
    public string? Content { get; init; } = "";

    /// <summary>Null if the components carry the text.</summary>
    public IReadOnlyList<Embed>? Embeds { get; init; } = [];

    public IReadOnlyList<Component> Components { get; init; } = [];

    /// <summary>Always sent, because the default notifies everyone whom the text mentions.</summary>
    public AllowedMentions AllowedMentions { get; init; } = AllowedMentions.Nobody;

    public int? Flags { get; init; }

    /// <summary>Whether the components carry the text: https://docs.discord.com/developers/components/reference#component-reference</summary>
    [JsonIgnore]
    public bool IsCard => ((Flags ?? 0) & MessageFlags.IsComponentsV2) != 0;

    /// <summary>The same message with the flag, visible only to the member whom it answers.</summary>
    public MessagePayload AsEphemeral() => this with { Flags = (Flags ?? 0) | MessageFlags.Ephemeral };

    public string? Nonce { get; init; }

    public bool? EnforceNonce { get; init; }

    public MessageReference? MessageReference { get; init; }

    public IReadOnlyList<AttachmentPart>? Attachments { get; init; }
}

/// <summary>https://docs.discord.com/developers/resources/message#message-object-message-flags</summary>
internal static class MessageFlags
{
    public const int SuppressEmbeds = 1 << 2;
    public const int Ephemeral = 1 << 6;

    /// <summary>The placeholder of a deferral.</summary>
    public const int Loading = 1 << 7;

    public const int IsComponentsV2 = 1 << 15;
}

/// <summary>https://docs.discord.com/developers/resources/message#allowed-mentions-object</summary>
internal sealed record AllowedMentions(IReadOnlyList<string> Parse)
{
    public static readonly AllowedMentions Nobody = new([]);

    public IReadOnlyList<string>? Roles { get; init; }

    public bool? RepliedUser { get; init; }
}

/// <summary>https://docs.discord.com/developers/resources/message#message-reference-structure</summary>
internal sealed record MessageReference(string? MessageId, bool FailIfNotExists = false);

/// <summary>https://docs.discord.com/developers/reference#uploading-files</summary>
/// <param name="Description">For people who do not see a picture; at most 1,024 characters.</param>
internal sealed record AttachmentPart(int Id, string Filename, string? Description = null);

/// <summary>https://docs.discord.com/developers/resources/message#embed-object</summary>
internal sealed record Embed
{
    public string? Type { get; init; }

    public string? Title { get; init; }

    public string? Description { get; init; }

    public string? Url { get; init; }

    public int? Color { get; init; }

    public EmbedImage? Image { get; init; }

    public EmbedFooter? Footer { get; init; }

    public IReadOnlyList<EmbedField>? Fields { get; init; }
}

/// <summary>https://docs.discord.com/developers/resources/message#embed-object-embed-image-structure</summary>
internal sealed record EmbedImage(string Url);

/// <summary>https://docs.discord.com/developers/resources/message#embed-object-embed-footer-structure</summary>
internal sealed record EmbedFooter(string Text);

/// <summary>https://docs.discord.com/developers/resources/message#embed-object-embed-field-structure</summary>
internal sealed record EmbedField(string Name, string Value, bool Inline = false);

/// <summary>The response to sending or editing a message; only these two fields are required, whatever else a server omits.</summary>
internal sealed record PostedMessage(string Id, string ChannelId);

/// <summary>A received message: https://docs.discord.com/developers/resources/message#message-object</summary>
internal sealed record Message(string Id, string ChannelId)
{
    public User? Author { get; init; }

    public string Content { get; init; } = "";

    public IReadOnlyList<Embed> Embeds { get; init; } = [];

    public IReadOnlyList<Component> Components { get; init; } = [];

    public IReadOnlyList<User> Mentions { get; init; } = [];

    public IReadOnlyList<SentAttachment> Attachments { get; init; } = [];

    /// <summary>The message that this one replies to.</summary>
    public MessageReference? MessageReference { get; init; }

    /// <summary>That message itself, unless it was deleted: https://docs.discord.com/developers/resources/message#message-object</summary>
    public Message? ReferencedMessage { get; init; }

    public int? Flags { get; init; }

    public int Type { get; init; }

    public JsonElement? Nonce { get; init; }

    public string? WebhookId { get; init; }

    /// <summary>Only in events: https://docs.discord.com/developers/events/gateway-events#message-create</summary>
    public string? GuildId { get; init; }

    /// <summary>Only in events, without permissions.</summary>
    public Member? Member { get; init; }
}

/// <summary>https://docs.discord.com/developers/resources/message#attachment-object</summary>
internal sealed record SentAttachment(string Id, string Filename);

/// <summary>https://docs.discord.com/developers/resources/channel#start-thread-from-message-json-params</summary>
/// <param name="AutoArchiveDuration">Minutes without a message after which Discord archives the thread: 60, 1440, 4320 or 10080.</param>
internal sealed record NewThread(string Name, int AutoArchiveDuration);

/// <summary>https://docs.discord.com/developers/resources/channel#start-thread-in-forum-or-media-channel</summary>
internal sealed record ForumPost(string Name, MessagePayload Message, IReadOnlyList<string> AppliedTags);

/// <summary>The response to starting a forum post: the thread and its first message.</summary>
internal sealed record StartedThread(string Id, PostedMessage? Message);

/// <summary>https://docs.discord.com/developers/resources/channel#modify-channel-json-params-thread</summary>
internal sealed record ThreadChange(bool Archived);
