using AdvocacyBot.Core.Articles.Html;
using AdvocacyBot.Core.Articles.Parsing;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Languages;

namespace AdvocacyBot.Tests.Articles.Parsing;

/// <summary>HTML of publishers as neutral blocks.</summary>
public sealed class HtmlTests
{
    private static readonly Uri Page = new("https://landwatch.example/2026/one");

    [Theory]
    [InlineData("<p>One <b>bold <i>claim</i></b> here.</p>", "One bold claim here.")]
    [InlineData("a < b & c > d", "a < b & c > d")]
    [InlineData("<ul><li>One<li>Two</ul>", "• One\n• Two")]
    [InlineData("<p>before<script>var a = '<p>no</p>';</script> after", "before after")]
    [InlineData("<style>p { color: red }</style>words<!-- hidden --> shown", "words shown")]
    [InlineData("<form><input>Sign up</form>words", "words")]
    [InlineData("<form>words that nobody closed", "words that nobody closed")]
    [InlineData("<p title='a > b'>words</p>", "words")]
    [InlineData("<p>words <a href=\"javascript:alert(1)\">link</a></p>", "words link")]
    [InlineData("one<br>two", "one\ntwo")]
    [InlineData("CafÃ© dÃ©jÃ\u00a0 vu", "Café déjà vu")]
    [InlineData("&lt;p&gt;Twice &lt;b&gt;escaped&lt;/b&gt;&lt;/p&gt;", "Twice escaped")]
    [InlineData("words <unfinished", "words <unfinished")]
    public void Html_becomes_text(string html, string expected) => Assert.Equal(expected, Plain(html));

    [Fact]
    public void A_link_around_blocks_is_kept_in_each()
    {
        var links = Blocks("<a href='/x'><h2>Title</h2><p>Words</p></a>").OfType<Paragraph>().SelectMany(p => p.Spans).OfType<Link>().ToList();
        Assert.Equal(["Title", "Words"], links.Select(link => link.Label));
        Assert.All(links, link => Assert.Equal("https://landwatch.example/x", link.Address.AbsoluteUri));
    }

    [Theory]
    [InlineData("report.pdf", "https://lab.example/f", "report.pdf")]
    [InlineData("Node.js", "https://other.example/", "Node.js")]
    [InlineData("3.2.3.RC1", "https://other.example/", "3.2.3.RC1")]
    [InlineData("linux-5.7-rc4.tar.gz", "https://other.example/", "linux-5.7-rc4.tar.gz")]
    [InlineData("README.md", "https://other.example/", "README.md")]
    [InlineData("ana@bank.org", "https://other.example/", "ana@bank.org")]
    [InlineData("landwatch.org", "https://www.landwatch.org/a", "landwatch.org")]
    [InlineData("www.landwatch.org/news", "https://news.landwatch.org/", "www.landwatch.org/news")]
    [InlineData("https://bank.org/login (secure)", "https://evil.net/", "https://bank.org/login (secure) (evil.net)")]
    [InlineData("bank。org/login", "https://evil.net/", "bank。org/login (evil.net)")]
    [InlineData("bank.org", "https://evil.net/", "bank.org (evil.net)")]
    [InlineData("https://pbicanada.wordpress.com/donate", "https://evil.wordpress.com/", "https://pbicanada.wordpress.com/donate (evil.wordpress.com)")]
    [InlineData("https://bank.org@evil.net/", "https://evil.net/", "https://bank.org@evil.net/ (evil.net)")]
    public void Only_a_label_that_shows_another_address_gets_the_host_added(string label, string target, string expected) =>
        Assert.Equal(expected, LinkLabel.For(label, new Uri(target)));

    [Theory]
    [InlineData("<img src='https://tracker.example/p.gif'>", null)]
    [InlineData("<img src='https://news.example/photo.jpg' width='1' height='1'>", null)]
    [InlineData("<img src='https://news.example/photo.jpg' style='display: none'>", null)]
    [InlineData("<img src='https://news.example/counter.php?id=7'>", null)]
    [InlineData("<img src='https://eu-pixel.example/a/b?c=1'><img src='https://news.example/march.gif'>", "https://news.example/march.gif")]
    [InlineData("<img src='/open-day.png'>", "/open-day.png")]
    public void A_picture_that_counts_readers_is_not_part_of_the_article(string html, string? expected) =>
        Assert.Equal(expected, HtmlPictures.In(new Markup(html, IsHtml: true)).Select(picture => picture.Address).FirstOrDefault());

    [Theory]
    [InlineData("<p>Words.</p><p>The post <a href='/a'>A title</a> appeared first on <a href='/'>Land Watch</a>.</p>", "Words.")]
    [InlineData("Words. The post A title first appeared first on Land Watch.", "Words.")]
    [InlineData("<p>Des mots.</p><p>L’article <a href='/a'>Titre</a> est apparu en premier sur Veille.</p>", "Des mots.")]
    [InlineData("<p>Palabras.</p><p>La entrada Título se publicó primero en Vigilia.</p>", "Palabras.")]
    [InlineData("<p>Words go on [&#8230;]</p>", "Words go on…")]
    [InlineData("<p>Words.</p><p><a href='/a'>Continue reading →</a></p>", "Words.")]
    [InlineData("<p>Words. <a href='/a'>Read more…</a></p>", "Words.")]
    [InlineData("<p>The post office was closed first on Monday.</p>", "The post office was closed first on Monday.")]
    [InlineData("<p>They read more</p>", "They read more")]
    public void Boilerplate_of_publishing_systems_is_left_out(string html, string expected) => Assert.Equal(expected, Words(html));

    [Theory]
    [InlineData("CafÃ©", "Café")]
    [InlineData("itâ€™s", "it’s")]
    [InlineData("NÃO", "NÃO")]
    [InlineData("Café and CafÃ©", "Café and CafÃ©")]
    [InlineData("plain", "plain")]
    public void Text_that_was_encoded_twice_is_repaired_only_if_certain(string text, string expected) => Assert.Equal(expected, Mojibake.Repair(text));

    private static IReadOnlyList<Block> Blocks(string html) => HtmlToBlocks.Read(new Markup(html, IsHtml: true), Page, 1_000);

    private static string Plain(string html) => PlainText.Write(new Reply(Blocks(html)) { Language = Language.English });

    private static string Words(string html) => HtmlToBlocks.PlainText(Blocks(html));
}
