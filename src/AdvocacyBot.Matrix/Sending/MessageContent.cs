using System.Text.Json;
using System.Text.Json.Nodes;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Matrix.Wire;

namespace AdvocacyBot.Matrix.Sending;

/// <summary>
/// The content of the bot's own messages. Each carries the key under which it was posted, so that it can be found again, and the
/// choices that it offers, so that a reaction to it can be understood without anything being stored. Pure.
/// </summary>
/// <seealso href="https://spec.matrix.org/v1.19/client-server-api/#mroommessage"/>
internal static class MessageContent
{
    public const string Key = "org.advocacybot.key";
    private const string Choices = "org.advocacybot.choices";
    private const string Relation = "m.relates_to";

    /// <param name="reply">What to say.</param>
    /// <param name="key">The post's key.</param>
    /// <param name="relation">To the thread or the question that it answers.</param>
    public static JsonObject Write(Reply reply, string key, JsonObject? relation = null)
    {
        var content = Write(reply);
        content[Key] = key;
        if (relation is not null)
            content[Relation] = relation.DeepClone();
        return content;
    }

    /// <summary>The whole new text for a message.</summary>
    /// <param name="message">The first one, never an edit of it.</param>
    /// <param name="reply">What to say.</param>
    /// <seealso href="https://spec.matrix.org/v1.19/client-server-api/#event-replacements"/>
    public static JsonObject WriteEdit(string message, Reply reply)
    {
        var content = Write(reply);
        content["m.new_content"] = Write(reply);
        content["body"] = "* " + content["body"]!.GetValue<string>();
        content[Relation] = new JsonObject { ["rel_type"] = "m.replace", ["event_id"] = message };
        return content;
    }

    /// <seealso href="https://spec.matrix.org/v1.19/client-server-api/#mreaction"/>
    public static JsonObject WriteReaction(string message, string mark) => new()
    {
        [Relation] = new JsonObject { ["rel_type"] = "m.annotation", ["event_id"] = message, ["key"] = mark },
    };

    /// <summary>In the thread of the question, or as a reply to it.</summary>
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
        var now = edit.Text("sender") == message.Sender && edit.At("content").At("m.new_content") is { ValueKind: JsonValueKind.Object } edited
            ? edited
            : message.Content;
        return [.. now.Items(Choices).Select(c => new OfferedChoice(c.Text("id") ?? "", c.Text("mark")))];
    }

    private static JsonObject Write(Reply reply)
    {
        var rendered = MatrixRenderer.Render(reply);
        var content = new JsonObject
        {
            ["msgtype"] = "m.notice",
            ["body"] = rendered.Body,
            ["m.mentions"] = reply.MentionedRoles.Contains("@room") ? new JsonObject { ["room"] = true } : new JsonObject(),
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
}

/// <param name="Id">The choice's id.</param>
/// <param name="Mark">The reaction that stands for it; null where it has none.</param>
internal sealed record OfferedChoice(string Id, string? Mark);
