using AdvocacyBot.Core.Chat;
using AdvocacyBot.Tests.Articles.Parsing;

namespace AdvocacyBot.Tests.Articles.Identity;

/// <summary>Feeds over several polls: file 0 is the silent first poll, and then each file comes with one more poll.</summary>
public sealed class PollSampleTests
{
    private const int Polls = 4;

    [Theory]
    [InlineData("frag-notes", "note 5 second|note 5 third|note 5 fourth")]
    [InlineData("ref-param", "Notice 1|Notice 2|Notice 3")]
    [InlineData("status-samelink", "Incident 1|Incident 2|Incident 3")]
    [InlineData("signed-img", "Picture post")]
    [InlineData("link-fixed", "A report")]
    public async Task Each_new_article_is_posted_once(string sample, string titles)
    {
        await using var bench = await RunAsync(sample);
        Assert.Equal(titles.Split('|'), bench.Bot.Platform.Sent.Select(sent => sent.Reply.Title));
    }

    [Fact]
    public async Task A_token_that_only_changes_in_a_picture_address_edits_nothing()
    {
        await using var bench = await RunAsync("signed-img");
        Assert.Empty(bench.Bot.Platform.Edits);
    }

    [Fact]
    public async Task A_corrected_link_reaches_the_post_without_a_note_of_changed_words()
    {
        await using var bench = await RunAsync("link-fixed");
        var edit = Assert.Single(bench.Bot.Platform.Edits);
        Assert.Equal("http://fix.example/typo-corrected", edit.Reply.Link?.AbsoluteUri);
        Assert.DoesNotContain("Changed by its publisher", PlainText.Write(edit.Reply), StringComparison.Ordinal);
    }

    private static async Task<ArticleBench> RunAsync(string sample)
    {
        var bench = await ArticleBench.StartAsync();
        for (var poll = 0; poll < Polls; poll++)
        {
            bench.Server.Serve("/feed", File.ReadAllBytes(Path.Combine(OddInputTests.Folder(), "Polls", $"{sample}.{poll}.xml")));
            await (poll == 0 ? bench.FollowAsync() : bench.LaterAsync());
        }

        return bench;
    }
}
