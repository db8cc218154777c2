using System.Text.Json;
using System.Text.Json.Nodes;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Discord.Rendering;
using AdvocacyBot.Discord.Wire;
using AdvocacyBot.FakeDiscord;
using FsCheck;
using FsCheck.Fluent;

namespace AdvocacyBot.Tests.Discord;

public sealed class RendererTests
{
    [Fact]
    public void A_short_reply_is_plain_text()
    {
        var message = Single(Reply.Say(default, "Hello"));

        Assert.Equal("Hello", message.Content);
        Assert.Empty(message.Embeds!);
        Assert.Equal("""{"parse":[]}""", Json(message)["allowed_mentions"]!.ToJsonString());
    }

    [Fact]
    public void Foreign_text_contains_no_markup_and_no_mention()
    {
        var message = Single(Reply.Say(default, "# @everyone <@&123> <@1> **loud** [x](javascript:alert(1)) ||spoiler|| `code`\n1. one\n- two"));

        Assert.Equal(
            "\\# \\@everyone \\<\\@&123\\> \\<\\@1\\> \\*\\*loud\\*\\* \\[x\\](javascript:alert(1)) \\|\\|spoiler\\|\\| \\`code\\`\n1\\. one\n\\- two",
            message.Content);
        Assert.Equal((false, 0, 0), Count(Pings.Of(Json(message))));
    }

    [Fact]
    public void Only_named_roles_are_notified()
    {
        var message = Single(Reply.Say(default, "Peru") with { MentionedRoles = ["42", "not a role", "<@&43>"] });

        Assert.Equal("<@&42>\nPeru", message.Content);
        Assert.Equal("""{"parse":[],"roles":["42"]}""", Json(message)["allowed_mentions"]!.ToJsonString());
    }

    [Fact]
    public void Links_show_their_host_and_only_web_addresses_are_links()
    {
        var reply = new Reply(
        [
            new Paragraph([new Link("The report", new Uri("https://example.org/a_b")), new Text(" "), new Link("run", new Uri("javascript:alert(1)"))]),
            new Paragraph("See https://example.org/c_d."),
            new Paragraph([new Link("write", new Uri("mailto:us@example.org"))]),
        ]);

        Assert.Equal(
            "[The report](<https://example.org/a_b>) (example.org) run\n\nSee <https://example.org/c_d>.\n\nwrite us\\@example.org",
            Single(reply).Content);
    }

    [Fact]
    public void Instants_use_timestamp_markup()
    {
        var at = new DateTime(2026, 5, 31, 11, 0, 0, DateTimeKind.Utc);
        var reply = new Reply([new Paragraph(
            [new Moment(at, "America/Toronto"), new Text(", "), new Moment(at, "America/Toronto", MomentStyle.Date), new Text(", "), new Moment(at, "America/Toronto", MomentStyle.Time)])]);

        Assert.Equal("<t:1780225200:F>, <t:1780225200:D>, <t:1780225200:t>", Single(reply).Content);
    }

    [Fact]
    public void A_title_picture_and_fields_make_an_embed()
    {
        var reply = new Reply([new Paragraph("Text"), new Fields([new Field("Place", "Ottawa"), new Field("Empty", "")])])
        {
            Title = "A *march*",
            Link = new Uri("https://example.org/1"),
            Picture = new Picture(new Uri("https://example.org/p.jpg"), "A crowd"),
        };

        var embeds = Single(reply).Embeds!;

        Assert.Equal("A \\*march\\*", embeds[0].Title);
        Assert.Equal("https://example.org/1", embeds[0].Url);
        Assert.Equal("https://example.org/p.jpg", embeds[0].Image!.Url);
        Assert.Equal("Place", embeds[0].Fields![0].Name);
        Assert.Contains("**Empty**", embeds[1].Description);
        Assert.Contains("-# A crowd", embeds[1].Description);
    }

    [Fact]
    public void A_long_list_has_pages_and_a_post_is_shortened_to_one_message()
    {
        var reply = new Reply([new Listing([.. Enumerable.Range(1, 300).Select(i => (IReadOnlyList<Span>)[new Text($"Entry {i} of a long list of things")])], Numbered: true)]);

        var pages = DiscordRenderer.Pages(reply);

        Assert.InRange(pages.Count, 4, 6);
        Assert.Equal($"1 / {pages.Count}", pages[0].Embeds![^1].Footer!.Text);
        var all = string.Join('\n', pages.SelectMany(p => p.Embeds!).Select(e => e.Description));
        Assert.All(Enumerable.Range(1, 300), i => Assert.Contains($"{i}. Entry {i} of", all));
        Assert.Equal("…", Single(reply).Embeds![^1].Footer!.Text);
    }

    [Fact]
    public void Few_choices_are_buttons_and_many_are_a_select_menu()
    {
        var few = Single(Reply.Say(default, "?") with
        {
            Choices = [new Choice("a", "Going", Selected: true), new Choice("b", "No", Style: ChoiceStyle.Danger), new Choice("a", "again"), new Choice("~own", "forged")],
        });
        var many = Single(Reply.Say(default, "?") with { Choices = [.. Enumerable.Range(1, 40).Select(i => new Choice($"c:{i}", $"Choice {i}"))] });

        Assert.Equal(["a", "b"], few.Components[0].Components!.Select(c => c.CustomId));
        Assert.Equal([3, 4], few.Components[0].Components!.Select(c => c.Style!.Value));
        Assert.Equal([25, 15], many.Components.Select(row => row.Components![0].Options!.Count));
    }

    [Fact]
    public void Any_reply_is_within_all_limits_and_notifies_only_named_roles() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(300), Prop.ForAll<int>(seed =>
        {
            var reply = new RandomReply(new Random(seed)).Make();
            foreach (var message in DiscordRenderer.Pages(reply).Append(Single(reply)))
            {
                var json = Json(message);
                var problems = MessageRules.Problems(json);
                if (problems.Count > 0)
                    return false.Label(string.Join("; ", problems));
                var pings = Pings.Of(json);
                if (pings.Everyone || pings.Users.Count > 0 || pings.Roles.Except(reply.MentionedRoles).Any())
                    return false.Label("notifies: " + pings);
                json.Remove("allowed_mentions");
                var unguarded = Pings.Of(json);
                if (unguarded.Everyone || unguarded.Users.Count > 0 || unguarded.Roles.Except(reply.MentionedRoles).Any())
                    return false.Label("mentions: " + json["content"]);
            }

            return true.Label("");
        }));

    private static MessagePayload Single(Reply reply) => DiscordRenderer.Single(reply);

    private static (bool Everyone, int Roles, int Users) Count(Pings pings) => (pings.Everyone, pings.Roles.Count, pings.Users.Count);

    private static JsonObject Json(MessagePayload message) =>
        JsonSerializer.SerializeToNode(message, DiscordJson.Default.MessagePayload)!.AsObject();

    /// <summary>Random replies with hostile content.</summary>
    private sealed class RandomReply(Random random)
    {
        private static readonly string[] Bits =
        [
            "a", "word ", "@everyone ", "<@&7>", "<@9>", "**", "_", "`", "||", "[x](https://evil.example/)", "\n", "# ", "- ", "1. ", "\\", "👩‍👩‍👧‍👦", "e\u0301\u0301\u0301",
            "\uD800", "\u202E", "https://example.org/very/long/", "(", ")", "<t:1:R>", "https://example.org/><@9>", " ", "é", "  ", "\\\\<@9>", "@here",
        ];

        public Reply Make() => new([.. Enumerable.Range(0, random.Next(8)).Select(_ => Block())])
        {
            Title = random.Next(2) == 0 ? Text(random.Next(400)) : null,
            Link = random.Next(2) == 0 ? Address() : null,
            Picture = random.Next(3) == 0 ? new Picture(Address(), Text(random.Next(300))) : null,
            IsCard = random.Next(3) == 0,
            MentionedRoles = random.Next(3) == 0 ? ["7", Text(5)] : [],
            Menus = [.. Enumerable.Range(0, random.Next(3)).Select(m => new ChoiceMenu(
                Text(random.Next(200)), [.. Enumerable.Range(0, random.Next(40)).Select(i => new Choice($"m:{m}:{i}", Text(random.Next(150))))]))],
            Choices = [.. Enumerable.Range(0, random.Next(3) == 0 ? random.Next(150) : 0).Select(i =>
                new Choice(random.Next(20) == 0 ? Text(150) : $"c:{i}", Text(random.Next(150)), random.Next(4) == 0))],
        };

        private Block Block() => random.Next(4) switch
        {
            0 => new Paragraph(Spans()),
            1 => new Listing([.. Enumerable.Range(0, random.Next(60)).Select(_ => Spans())], random.Next(2) == 0),
            2 => new Fields([.. Enumerable.Range(0, random.Next(40)).Select(_ => new Field(Text(random.Next(300)), Spans()))]),
            _ => new Quote(Spans()),
        };

        private IReadOnlyList<Span> Spans() => [.. Enumerable.Range(0, random.Next(5)).Select(_ => Span())];

        private Span Span() => random.Next(5) switch
        {
            0 => new Strong(Text(random.Next(400))),
            1 => new Link(Text(random.Next(100)), Address()),
            2 => new Code(Text(random.Next(50))),
            3 => new Moment(new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddHours(random.Next(9000)), "America/Toronto"),
            _ => new Text(Text(random.Next(random.Next(20) == 0 ? 5000 : 200))),
        };

        private Uri Address() => random.Next(6) switch
        {
            0 => new Uri("javascript:alert(1)"),
            1 => new Uri("mailto:a@example.org"),
            2 => new Uri("https://example.org/" + new string('x', 3000)),
            3 => new Uri("https://example.org/?q=<@9>"),
            _ => new Uri("https://example.org/a_b"),
        };

        private string Text(int length)
        {
            var text = "";
            while (text.Length < length)
                text += Bits[random.Next(Bits.Length)];
            return text;
        }
    }
}
