using System.Net;
using AdvocacyBot.TestSupport;
using AdvocacyBot.Web.Public;

namespace AdvocacyBot.Tests.Web;

/// <summary>Organizers decide whether an action's public page takes answers, with or without guests, and for how many seats.</summary>
public sealed class WebAnswersTests
{
    [Fact]
    public async Task Answers_are_limited_turned_off_and_taken_again_as_organizers_set_at_the_desk()
    {
        await using var scene = await PublicScene.StartAsync();
        var path = await scene.AnnounceAsync("\"March for water\" 2027-05-31 07:00 America/Toronto at \"City Hall\" open");
        using var first = scene.Bot.Visit();
        using var second = scene.Bot.Visit();
        Assert.Contains("with up to 3 guests. 0 seats were taken there. At most half", await scene.Organizer.GetStringAsync("/desk/actions/1"), StringComparison.Ordinal);

        Assert.Contains("answers without guests. Seats that can be taken there: 1 at most", await SetAsync(scene, ("rule", "alone"), ("seats", "1")), StringComparison.Ordinal);
        Assert.DoesNotContain("+1", await first.GetStringAsync(path), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await AnswerAsync(first, path, ("answer", "going"), ("guests", "3"))).Status);
        Assert.Contains("gives out no more seats", (await AnswerAsync(second, path, ("answer", "going"))).Html, StringComparison.Ordinal);
        var desk = await scene.Organizer.GetStringAsync("/desk/actions/1");
        Assert.Contains("answers without guests. 1 seat was taken there. Seats that can be taken there: 1 at most", desk, StringComparison.Ordinal);
        Assert.Contains("<option value=\"alone\" selected", desk, StringComparison.Ordinal);

        Assert.Contains("takes no answers", await SetAsync(scene, ("rule", "off")), StringComparison.Ordinal);
        Assert.Contains("does not accept answers", await second.GetStringAsync(path), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Conflict, (await AnswerAsync(second, path, ("answer", "going"))).Status);

        await SetAsync(scene, ("rule", "on"));
        Assert.Equal(HttpStatusCode.OK, (await AnswerAsync(second, path, ("answer", "going"), ("guests", "3"))).Status);
    }

    [Theory]
    [InlineData("web answers 7 off", "There is no action 7.")]
    [InlineData("web answers 1 off", "Action 1 has no public page.")]
    [InlineData("web answers 2 on 0", "from 1 to")]
    [InlineData("web answers 2 sometimes", "on, alone or off")]
    [InlineData("web answers 2 on 30", "30 at most")]
    public async Task An_order_that_cannot_be_carried_out_says_what_to_do(string order, string answer)
    {
        await using var scene = await PublicScene.StartAsync();
        await scene.AnnounceAsync("\"Secret vigil\" 2027-05-31 07:00 America/Toronto at \"City Hall\"");
        await scene.AnnounceAsync("\"March for water\" 2027-05-31 07:00 America/Toronto at \"City Hall\" open");

        var id = await scene.SayAsync(order);

        Assert.Contains(answer, Assert.Single(await scene.Organizer.ReadRoomAsync(id), m => m.Private).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("on", null, "1 3 0")]
    [InlineData("alone", 12, "1 0 12")]
    [InlineData("off", null, "0 3 0")]
    public void A_rule_is_read_as_it_was_written(string name, int? seats, string written)
    {
        var rule = WebAnswerRule.Of(name, seats);

        Assert.Equal(written, rule.ToString());
        Assert.Equal((rule, name), (WebAnswerRule.Read(written), rule.Name));
    }

    private static async Task<string> SetAsync(PublicScene scene, params (string Name, string Value)[] fields)
    {
        var token = FormToken.In(await scene.Organizer.GetStringAsync("/desk/actions/1"));
        using var form = new FormUrlEncodedContent(
            [new("_token", token), new("_command", "web answers"), new("number", "1"), .. fields.Select(f => KeyValuePair.Create(f.Name, f.Value))]);
        using var answer = await scene.Organizer.PostAsync("/desk/do", form);
        return WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
    }

    private static async Task<(HttpStatusCode Status, string Html)> AnswerAsync(HttpClient visitor, string? path, params (string Name, string Value)[] fields)
    {
        using var form = new FormUrlEncodedContent(fields.Select(f => KeyValuePair.Create(f.Name, f.Value)));
        using var answer = await visitor.PostAsync(path, form);
        return (answer.StatusCode, WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync()));
    }
}
