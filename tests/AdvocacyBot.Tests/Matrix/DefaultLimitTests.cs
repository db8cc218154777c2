using AdvocacyBot.TestSupport;
using AdvocacyBot.TestSupport.Matrix;

namespace AdvocacyBot.Tests.Matrix;

/// <summary>A homeserver with Synapse's default limits: 0.2 messages per second, 10 at once.</summary>
public sealed class DefaultLimitTests
{
    [SynapseFact]
    public async Task Ten_people_who_ask_at_once_get_one_event_each_and_reactions_take_nothing_from_them()
    {
        await using var synapse = await Synapse.StartAsync(new SynapseOptions { DefaultMessageLimits = true });
        await using var scene = await Scene.StartAsync(synapse);
        var people = new List<MatrixHuman>();
        for (var i = 0; i < 10; i++)
            people.Add(await scene.AddMemberAsync());

        var questions = await Task.WhenAll(people.Select(person => person.SayAsync(scene.Room, "!pickone")));
        await Eventually.HoldsAsync(async () => (await AnsweredAsync(scene)).Count == questions.Length, within: TimeSpan.FromMinutes(3));

        Assert.Equal(questions.Order(), (await AnsweredAsync(scene)).Order());
        Assert.DoesNotContain(await scene.Ana.HistoryAsync(scene.Room), e => MatrixHuman.Text(e, "type") == "m.reaction");
    }

    private static async Task<IReadOnlyList<string?>> AnsweredAsync(Scene scene) =>
        [.. (await scene.Ana.MessagesOfAsync(scene.Room, scene.Bot.Id)).Where(e => MatrixHuman.BodyOf(e).StartsWith("Pick", StringComparison.Ordinal))
            .Select(e => MatrixHuman.Text(e.GetProperty("content"), "m.relates_to", "m.in_reply_to", "event_id"))];
}
