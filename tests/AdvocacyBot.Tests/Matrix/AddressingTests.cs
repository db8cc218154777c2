using System.Text.Json;
using System.Text.Json.Nodes;
using AdvocacyBot.Matrix.Sync;
using AdvocacyBot.Matrix.Wire;

namespace AdvocacyBot.Tests.Matrix;

public sealed class AddressingTests
{
    private const string Link = "https://matrix.to/#/@bot:example.org";
    private readonly Addressing addressing = new("@bot:example.org", "Voz", "!");

    [Theory]
    [InlineData("!delegations 2014", "delegations 2014", true)]
    [InlineData("! help", "help", true)]
    [InlineData("!?", "?", true)]
    [InlineData("Voz: delegations 2014", "delegations 2014", false)]
    [InlineData("voz, delegations 2014", "delegations 2014", false)]
    [InlineData("Voz : délégations 2014", "délégations 2014", false)]
    [InlineData("Voz\u00A0: délégations 2014", "délégations 2014", false)]
    [InlineData("@bot:example.org delegations 2014", "delegations 2014", false)]
    [InlineData("@bot delegations", "delegations", false)]
    [InlineData("bot: !help", "help", true)]
    public void The_prefix_or_the_name_addresses_the_bot(string body, string text, bool isCommand)
    {
        var message = addressing.Read(Message(body), isPrivate: false);

        Assert.Equal((text, isCommand), (message!.Text, message.IsCommand));
    }

    /// <summary>The bodies and formatted bodies that clients send when a person picks the bot from the list of members.</summary>
    [Theory]
    [InlineData("Element Web", "Voz: delegations 2014", $"<a href=\"{Link}\">Voz</a>: delegations 2014", true)]
    [InlineData("Element Web, with an equal name in the room", "Voz (@bot:example.org): delegations 2014", $"<a href=\"{Link}\">Voz (@bot:example.org)</a>: delegations 2014", true)]
    [InlineData("Element X", $"[Voz]({Link}) delegations 2014", $"<a href=\"{Link}\">Voz</a> delegations 2014", true)]
    [InlineData("Element X, with the id as the name", $"[@bot:example.org]({Link}) delegations 2014", $"<a href=\"{Link}\">@bot:example.org</a> delegations 2014", true)]
    [InlineData("Element X, encoded", "[@bot:example.org](https://matrix.to/#/%40bot%3Aexample.org) delegations 2014", null, true)]
    [InlineData("Element X, with a server to join through", $"[Voz]({Link}?via=example.org) delegations 2014", null, true)]
    [InlineData("Element Classic", "Voz delegations 2014", $"<a href=\"{Link}\">Voz</a> delegations 2014", false)]
    [InlineData("SchildiChat", "Voz: delegations 2014", $"<a href='{Link}'>Voz</a>: delegations 2014", false)]
    [InlineData("FluffyChat", "@[Voz] delegations 2014", null, false)]
    [InlineData("FluffyChat, by id", "@bot:example.org delegations 2014", null, true)]
    [InlineData("Cinny", "@Voz delegations 2014", $"<a href=\"https://matrix.to/#/%40bot%3Aexample.org\">@Voz</a> delegations 2014", true)]
    [InlineData("Nheko", "@bot delegations 2014", $"<a href=\"{Link}\">@bot</a> delegations 2014", true)]
    [InlineData("Nheko, Markdown", $"[Voz]({Link}): delegations 2014", $"<a href=\"{Link}\">Voz</a>: delegations 2014", false)]
    [InlineData("a client with matrix: links", "[Voz](matrix:u/bot:example.org) delegations 2014", null, false)]
    [InlineData("a client with bare links", $"<{Link}> delegations 2014", null, false)]
    [InlineData("a client with another name in the room", "La Voz de Lima: delegations 2014", $"<a href=\"{Link}\">La Voz de Lima</a>: delegations 2014", true)]
    [InlineData("m.mentions alone", "delegations 2014", null, true)]
    public void A_mention_is_recognized_as_each_client_writes_it(string client, string body, string? html, bool hasMentions)
    {
        var content = new JsonObject();
        if (html is not null)
            (content["format"], content["formatted_body"]) = ("org.matrix.custom.html", html);
        if (hasMentions)
            content["m.mentions"] = new JsonObject { ["user_ids"] = new JsonArray("@bot:example.org") };

        var message = addressing.Read(Message(body, content.ToJsonString()), isPrivate: false);

        Assert.True(message is { Text: "delegations 2014", IsCommand: false, OnlyAsReply: false }, $"{client}: {message}");
    }

    [Theory]
    [InlineData("hello everyone")]
    [InlineData("!!!")]
    [InlineData("!")]
    [InlineData("…")]
    [InlineData("")]
    [InlineData("Vozes: many")]
    [InlineData("I like Voz: it is calm")]
    [InlineData("3")]
    [InlineData("[Ana](https://matrix.to/#/@ana:example.org) delegations 2014")]
    [InlineData("[Voz](https://matrix.to/#/@bot:example.org.evil.example) delegations 2014")]
    [InlineData("[Voz](https://evil.example/#/@bot:example.org) delegations 2014")]
    public void Anything_else_in_a_room_does_not(string body) => Assert.Null(addressing.Read(Message(body), isPrivate: false));

    [Theory]
    [InlineData("hello", "hello")]
    [InlineData("3", "3")]
    [InlineData("!help", "help")]
    public void Everything_in_a_conversation_does(string body, string text) =>
        Assert.Equal(text, addressing.Read(Message(body), isPrivate: true)!.Text);

    [Fact]
    public void A_mention_counts_wherever_it_is_in_the_text()
    {
        var mentioned = Message("what does Voz know of Lima?", """{"m.mentions":{"user_ids":["@bot:example.org"]}}""");

        Assert.Equal("what does know of Lima?", addressing.Read(mentioned, isPrivate: false)!.Text);
    }

    [Fact]
    public void A_mention_without_a_question_asks_for_help() =>
        Assert.Equal("help", addressing.Read(Message("@bot:example.org"), isPrivate: false)!.Text);

    [Fact]
    public void A_reply_that_only_mentions_the_author_replied_to_counts_as_a_reply_alone()
    {
        const string Reply = """{"m.mentions":{"user_ids":["@bot:example.org"]},"m.relates_to":{"m.in_reply_to":{"event_id":"$answer"}}}""";

        Assert.True(addressing.Read(Message("thanks!", Reply), isPrivate: false)!.OnlyAsReply);
        var picked = addressing.Read(Message("> <@bot:example.org> Vote\n> 1. Going\n\n2", Reply), isPrivate: false)!;
        Assert.Equal((2, "$answer", true), (picked.Number, picked.RepliesTo, picked.OnlyAsReply));
    }

    [Theory]
    [InlineData("""{"m.relates_to":{"rel_type":"m.replace","event_id":"$old"}}""")]
    [InlineData("""{"msgtype":"m.notice"}""")]
    [InlineData("""{"msgtype":5}""")]
    [InlineData("""{"body":{"nested":true}}""")]
    public void Edits_notices_and_malformed_messages_are_ignored(string more) =>
        Assert.Null(addressing.Read(Message("!help", more), isPrivate: true));

    [Theory]
    [InlineData("""{"m.relates_to":5,"m.mentions":"x"}""")]
    [InlineData("""{"m.relates_to":{"rel_type":["m.thread"],"event_id":{}},"m.mentions":{"user_ids":{"a":1}}}""")]
    public void Malformed_members_next_to_a_command_do_not_matter(string more) =>
        Assert.Equal("help", addressing.Read(Message("!help", more), isPrivate: false)!.Text);

    [Fact]
    public void A_message_in_a_thread_knows_its_thread_and_the_message_before_it()
    {
        var inThread = Message("!help", """{"m.relates_to":{"rel_type":"m.thread","event_id":"$root","is_falling_back":true,"m.in_reply_to":{"event_id":"$last"}}}""");

        var message = addressing.Read(inThread, isPrivate: false)!;

        Assert.Equal(("$root", "$last"), (message.Thread, message.RepliesTo));
    }

    private static MatrixEvent Message(string body, string more = "{}")
    {
        var content = JsonNode.Parse(more)!.AsObject();
        content["body"] ??= body;
        content["msgtype"] ??= "m.text";
        return new MatrixEvent(JsonElement.Parse(new JsonObject { ["type"] = "m.room.message", ["content"] = content }.ToJsonString()));
    }
}
