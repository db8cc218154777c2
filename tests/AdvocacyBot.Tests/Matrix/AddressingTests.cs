using System.Text.Json;
using System.Text.Json.Nodes;
using AdvocacyBot.Matrix.Listening;
using AdvocacyBot.Matrix.Wire;

namespace AdvocacyBot.Tests.Matrix;

public sealed class AddressingTests
{
    private readonly Addressing addressing = new("@bot:example.org", "Voz", "!");

    [Theory]
    [InlineData("!delegations 2014", "delegations 2014", true)]
    [InlineData("! help", "help", true)]
    [InlineData("!?", "?", true)]
    [InlineData("Voz: delegations 2014", "delegations 2014", false)]
    [InlineData("voz, delegations 2014", "delegations 2014", false)]
    [InlineData("@bot:example.org delegations 2014", "delegations 2014", false)]
    [InlineData("@bot delegations", "delegations", false)]
    [InlineData("bot: !help", "help", true)]
    public void The_prefix_or_the_name_addresses_the_bot(string body, string text, bool isCommand)
    {
        var heard = addressing.Read(Message(body), isDirect: false);

        Assert.Equal((text, isCommand), (heard!.Text, heard.IsCommand));
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
    public void Anything_else_in_a_room_does_not(string body) => Assert.Null(addressing.Read(Message(body), isDirect: false));

    [Theory]
    [InlineData("hello", "hello")]
    [InlineData("3", "3")]
    [InlineData("!help", "help")]
    public void Everything_in_a_conversation_does(string body, string text) =>
        Assert.Equal(text, addressing.Read(Message(body), isDirect: true)!.Text);

    [Fact]
    public void A_mention_that_the_client_made_addresses_the_bot_wherever_it_stands()
    {
        var mentioned = Message("what does Voz know of Lima?", """{"m.mentions":{"user_ids":["@bot:example.org"]}}""");

        Assert.Equal("what does know of Lima?", addressing.Read(mentioned, isDirect: false)!.Text);
    }

    [Fact]
    public void Thanks_in_reply_to_an_answer_are_no_question_but_a_number_is_a_choice()
    {
        const string Reply = """{"m.mentions":{"user_ids":["@bot:example.org"]},"m.relates_to":{"m.in_reply_to":{"event_id":"$answer"}}}""";

        Assert.Null(addressing.Read(Message("thanks!", Reply), isDirect: false));
        var picked = addressing.Read(Message("> <@bot:example.org> Vote\n> 1. Going\n\n2", Reply), isDirect: false)!;
        Assert.Equal((2, "$answer", true), (picked.Number, picked.RepliesTo, picked.OnlyAsChoice));
    }

    [Theory]
    [InlineData("""{"m.relates_to":{"rel_type":"m.replace","event_id":"$old"}}""")]
    [InlineData("""{"msgtype":"m.notice"}""")]
    [InlineData("""{"msgtype":5}""")]
    [InlineData("""{"body":{"nested":true}}""")]
    public void Edits_programs_and_nonsense_are_not_heard(string more) =>
        Assert.Null(addressing.Read(Message("!help", more), isDirect: true));

    [Theory]
    [InlineData("""{"m.relates_to":5,"m.mentions":"x"}""")]
    [InlineData("""{"m.relates_to":{"rel_type":["m.thread"],"event_id":{}},"m.mentions":{"user_ids":{"a":1}}}""")]
    public void Nonsense_beside_a_command_does_not_matter(string more) =>
        Assert.Equal("help", addressing.Read(Message("!help", more), isDirect: false)!.Text);

    [Fact]
    public void A_thread_is_told_from_a_reply()
    {
        var inThread = Message("!help", """{"m.relates_to":{"rel_type":"m.thread","event_id":"$root","is_falling_back":true,"m.in_reply_to":{"event_id":"$last"}}}""");

        var heard = addressing.Read(inThread, isDirect: false)!;

        Assert.Equal(("$root", null), (heard.Thread, heard.RepliesTo));
    }

    private static MatrixEvent Message(string body, string more = "{}")
    {
        var content = JsonNode.Parse(more)!.AsObject();
        content["body"] ??= body;
        content["msgtype"] ??= "m.text";
        return new MatrixEvent(JsonElement.Parse(new JsonObject { ["type"] = "m.room.message", ["content"] = content }.ToJsonString()));
    }
}
