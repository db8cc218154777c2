using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.TestSupport.Matrix;

namespace AdvocacyBot.Tests.Matrix;

/// <summary>A post that is to be discussed has a thread.</summary>
public sealed class ArticleThreadTests
{
    [SynapseFact]
    public async Task A_post_with_a_discussion_begins_a_thread()
    {
        await using var scene = await Scene.StartAsync();
        var article = new Reply([new Paragraph("What happened.")]) { Title = "Article 1", Language = Language.English, Subjects = ["article/1"], Discussion = Discussion.Open };
        await scene.Running.QueueAsync(scene.Room, article, "article/1");
        var post = MatrixHuman.IdOf(await scene.Ana.WaitForAsync(scene.Room, scene.Bot.Id, body => body.StartsWith("Article 1", StringComparison.Ordinal)));

        var first = await scene.Ana.WaitForAsync(scene.Room, scene.Bot.Id, body => body.StartsWith("Talk about it here", StringComparison.Ordinal));
        Assert.Equal(("m.thread", post), (
            MatrixHuman.Text(first.GetProperty("content"), "m.relates_to", "rel_type"), MatrixHuman.Text(first.GetProperty("content"), "m.relates_to", "event_id")));
    }
}
