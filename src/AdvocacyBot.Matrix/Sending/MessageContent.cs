using System.Text.Json;
using System.Text.Json.Nodes;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Matrix.Wire;

namespace AdvocacyBot.Matrix.Sending;

/// <summary>
/// The content of the bot's messages. Each carries the key under which it was posted, so that it can be found again, and the choices
/// that it offers, so that a reaction to it can be understood without anything being stored. Pure.
/// </summary>
/// <seealso href="https://spec.matrix.org/v1.19/client-server-api/#mroommessage"/>
internal static class MessageContent
{
    public const string Key = "org.advocacybot.key";
    private const string Choices = "org.advocacybot.choices";
    private const string Relation = "m.relates_to";
    private static readonly string[] RoomMentions = ["room", "@room"];

    /// <param name="reply">What to say.</param>
    /// <param name="key">The post's key.</param>
    /// <param name="context">Where and to whom; null for a room in which the bot has no rights beyond writing.</param>
    public static JsonObject Write(Reply reply, string key, MessageContext? context = null)
    {
        var content = WriteBody(reply, context ?? new MessageContext());
        content[Key] = key;
        if (context?.Relation is { } relation)
            content[Relation] = relation.DeepClone();
        return content;
    }

    /// <summary>Replaces the whole text of a message. Edits never notify anyone.</summary>
    /// <param name="message">The original message, never an edit of it.</param>
    /// <seealso href="https://spec.matrix.org/v1.19/client-server-api/#event-replacements"/>
    public static JsonObject WriteEdit(string message, Reply reply, MessageContext? context = null)
    {
        var edited = WriteBody(reply, (context ?? new MessageContext()) with { Recipient = null, MayNotifyRoom = false });
        var content = (JsonObject)edited.DeepClone();
        content["m.new_content"] = edited;
        content["body"] = "* " + content["body"]!.GetValue<string>();
        content[Relation] = new JsonObject { ["rel_type"] = "m.replace", ["event_id"] = message };
        return content;
    }

    /// <seealso href="https://spec.matrix.org/v1.19/client-server-api/#mreaction"/>
    public static JsonObject WriteReaction(string message, string mark) => new()
    {
        [Relation] = new JsonObject { ["rel_type"] = "m.annotation", ["event_id"] = message, ["key"] = mark },
    };

    /// <summary>The relation of an answer: in the thread of the question, or as a reply to it.</summary>
    /// <seealso href="https://spec.matrix.org/v1.19/client-server-api/#threading"/>
    public static JsonObject Answering(string question, string? thread)
    {
        var relation = new JsonObject { ["m.in_reply_to"] = new JsonObject { ["event_id"] = question } };
        if (thread is not null)
        {
            relation["rel_type"] = "m.thread";
            relation["event_id"] = thread;
            relation["is_falling_back"] = true;
        }

        return relation;
    }

    /// <summary>The choices that a message of the bot's offers now, with the reactions that stand for them.</summary>
    public static IReadOnlyList<OfferedChoice> ReadChoices(MatrixEvent message)
    {
        var edit = message.Unsigned.At("m.relations").At("m.replace");
        var current = edit.Text("sender") == message.Sender && edit.At("content").At("m.new_content") is { ValueKind: JsonValueKind.Object } edited
            ? edited
            : message.Content;
        return [.. current.Items(Choices).Select(c => new OfferedChoice(c.Text("id") ?? "", c.Text("mark")))];
    }

    /// <summary>The choices in the content of a message or an edit.</summary>
    public static IReadOnlyList<OfferedChoice> ReadChoices(JsonObject content) =>
        [.. ((content["m.new_content"] ?? content)[Choices] as JsonArray ?? []).Select(c => new OfferedChoice((string)c!["id"]!, (string?)c["mark"]))];

    private static JsonObject WriteBody(Reply reply, MessageContext context)
    {
        // There are no buttons beside the items of a list, and a second list would repeat the first.
        reply = reply with { Choices = [.. reply.Choices.Where(choice => choice.Beside is null)] };
        var rendered = MatrixRenderer.Render(reply, context);
        var mentionsRoom = context.MayNotifyRoom && (reply.Urgency == Urgency.Urgent || reply.MentionedRoles.Intersect(RoomMentions, StringComparer.Ordinal).Any());
        var content = new JsonObject
        {
            ["msgtype"] = Notifies(reply, context) ? "m.text" : "m.notice",
            ["body"] = rendered.Body,
            ["m.mentions"] = Mentions(mentionsRoom, reply.Urgency == Urgency.Routine ? null : context.Recipient),
        };
        if (rendered.Html is { } html)
        {
            content["format"] = "org.matrix.custom.html";
            content["formatted_body"] = html;
        }

        if (reply.Choices.Count > 0)
        {
            content[Choices] = new JsonArray([.. reply.Choices.Select((choice, i) =>
                (JsonNode)new JsonObject { ["id"] = choice.Id, ["mark"] = rendered.Marks[i] })]);
        }

        return content;
    }

    /// <summary>Notices never notify anyone, because the push rule that suppresses them precedes those on mentions. They also stop other bots from answering.</summary>
    /// <seealso href="https://spec.matrix.org/v1.19/client-server-api/#predefined-rules"/>
    private static bool Notifies(Reply reply, MessageContext context) =>
        context.IsPrivate || reply.Urgency != Urgency.Routine || reply.MentionedRoles.Count > 0;

    /// <seealso href="https://spec.matrix.org/v1.19/client-server-api/#user-and-room-mentions"/>
    private static JsonObject Mentions(bool room, string? user)
    {
        var mentions = new JsonObject();
        if (room)
            mentions["room"] = true;
        if (user is not null)
            mentions["user_ids"] = new JsonArray(user);
        return mentions;
    }
}

/// <param name="Id">The choice's id.</param>
/// <param name="Mark">The reaction that stands for it; null if it has none.</param>
internal sealed record OfferedChoice(string Id, string? Mark);
