using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Matrix.Sending;
using AdvocacyBot.Matrix.Wire;

namespace AdvocacyBot.Tests.Matrix;

public sealed partial class RendererTests
{
    private static readonly string[] AllowedTags = ["h4", "p", "a", "ul", "ol", "li", "strong", "em", "code", "blockquote", "br"];

    [Fact]
    public void Every_block_has_html_and_plain_text()
    {
        var reply = new Reply(
        [
            new Paragraph([new Text("See "), new Strong("this"), new Text(" or "), new Code("!help")]),
            new Listing([[new Text("one")], [new Link("two", new Uri("https://example.org/2"))]]),
            new Fields([new Field("Place", "Plaza Mayor")]),
            new Quote([new Text("¡Agua sí!\nOro no")]),
        ])
        {
            Title = "News",
            Link = new Uri("https://example.org/news"),
        };

        var rendered = MatrixRenderer.Render(reply, new MessageContext());

        Assert.Equal(
            "<h4><a href=\"https://example.org/news\">News</a></h4><p>See <strong>this</strong> or <code>!help</code></p>"
            + "<ul><li>one</li><li><a href=\"https://example.org/2\">two</a></li></ul><ul><li><strong>Place</strong>: Plaza Mayor</li></ul>"
            + "<blockquote>&#161;Agua s&#237;!<br>Oro no</blockquote>",
            rendered.Html);
        Assert.StartsWith("News\nhttps://example.org/news\nSee this or !help\n• one\n", rendered.Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<script>alert(1)</script><img src=x onerror=y>")]
    [InlineData("\"><a href='https://evil.example'>")]
    [InlineData("@room & <h1>loud</h1>\u202Eesrever\0")]
    public void Markup_in_a_text_is_shown_as_text(string hostile)
    {
        var reply = new Reply([new Paragraph(hostile), new Listing([[new Link(hostile, new Uri("https://example.org"))]]), new Quote([new Text(hostile)])])
        {
            Title = hostile,
            Choices = [new Choice("x:1", hostile)],
        };

        var html = MatrixRenderer.Render(reply, new MessageContext()).Html!;

        Assert.All(TagPattern().Matches(html).Select(m => m.Groups["tag"].Value), tag => Assert.Contains(tag, AllowedTags));
        Assert.DoesNotContain('\u202E', html);
        Assert.DoesNotContain('\0', html);
    }

    [Fact]
    public void Only_web_addresses_become_links_under_honest_labels()
    {
        var reply = new Reply([new Paragraph(
        [
            new Link("press", new Uri("javascript:alert(1)")),
            new Link("https://bank.example", new Uri("https://evil.example/x")),
        ])]);

        var html = MatrixRenderer.Render(reply, new MessageContext()).Html!;

        Assert.Equal("<p>press<a href=\"https://evil.example/x\">https://evil.example/x</a></p>", html);
    }

    [Fact]
    public void Choices_are_a_numbered_list_with_their_reactions()
    {
        var reply = Reply.Say(Language.French, "Marche") with
        {
            Choices = [new("rsvp:7:going", "✅ J'y vais"), new("rsvp:7:maybe", "Peut-être"), new("pick:3", "Autre")],
        };

        var rendered = MatrixRenderer.Render(reply, new MessageContext());

        Assert.Equal("Marche\n1. ✅ J'y vais\n2. ❔ Peut-être\n3. Autre\nRéagissez avec un symbole, ou répondez avec son numéro.", rendered.Body);
        Assert.Equal(["✅", "❔", "3\uFE0F\u20E3"], rendered.Marks);
    }

    [Fact]
    public void A_long_reply_fits_into_an_event()
    {
        var rendered = MatrixRenderer.Render(new Reply([.. Enumerable.Repeat(new Paragraph(new string('あ', 3_000)), 30)]), new MessageContext());

        Assert.Null(rendered.Html);
        Assert.InRange(Encoding.UTF8.GetByteCount(rendered.Body), 1_000, 24_000);
    }

    [Fact]
    public void A_message_carries_its_key_and_an_edit_refers_to_the_original()
    {
        var reply = Reply.Say(Language.English, "New");

        var sent = MessageContent.Write(reply, "article/1/post@here");
        var edit = MessageContent.WriteEdit("$first", reply);

        Assert.Equal("article/1/post@here", sent[MessageContent.Key]!.GetValue<string>());
        Assert.Equal("{}", sent["m.mentions"]!.ToJsonString());
        Assert.Equal("{\"rel_type\":\"m.replace\",\"event_id\":\"$first\"}", edit["m.relates_to"]!.ToJsonString());
        Assert.Equal("New", edit["m.new_content"]!["body"]!.GetValue<string>());
    }

    [Fact]
    public void A_message_offers_the_choices_of_its_latest_edit()
    {
        var offered = Reply.Say(Language.English, "Vote") with { Choices = [new("rsvp:1:going", "Going")] };
        var edit = MessageContent.WriteEdit("$first", offered with { Choices = [new("rsvp:1:no", "Not going")] });
        var replacement = new JsonObject { ["sender"] = "@bot:x", ["content"] = edit };
        var message = new JsonObject
        {
            ["sender"] = "@bot:x",
            ["content"] = MessageContent.Write(offered, "k"),
            ["unsigned"] = new JsonObject { ["m.relations"] = new JsonObject { ["m.replace"] = replacement } },
        };

        var choices = MessageContent.ReadChoices(new MatrixEvent(JsonElement.Parse(message.ToJsonString())));

        Assert.Equal([new OfferedChoice("rsvp:1:no", "❌")], choices);
    }

    [GeneratedRegex("</?(?<tag>[a-z0-9]+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex TagPattern();
}
