using AdvocacyBot.TestSupport.Matrix;

namespace AdvocacyBot.Tests.Matrix;

/// <summary>Shifts on a real homeserver: offered in words, and swapped with a reaction, each in their own conversation.</summary>
public sealed class ShiftSwapTests
{
    [SynapseFact]
    public async Task Two_members_swap_shifts_and_neither_learns_who_the_other_is()
    {
        await using var scene = await Scene.StartAsync();
        var (medic, cook) = (await scene.AddMemberAsync(), await scene.AddMemberAsync());
        await scene.AnnounceAsync("\"March\" 31 May 2099 9am at \"City Hall\" role \"medic:1 09:00-11:00; cook:1 14:00-16:00\"");
        var (first, second) = (await scene.StartConversationAsync(medic), await scene.StartConversationAsync(cook));
        await TakeAsync(scene, medic, first, "medic 9:00");
        await TakeAsync(scene, cook, second, "cook 14:00");

        await medic.SayAsync(first, "shift 1 swap medic 9:00 for cook 14:00");
        await medic.WaitForAsync(first, scene.Bot.Id, body => body.Contains("Your offer stands", StringComparison.Ordinal));
        await cook.SayAsync(second, "shift 1");
        var seen = await cook.WaitForAsync(second, scene.Bot.Id, body => body.Contains("Somebody would give medic 09:00–11:00 for your cook 14:00–16:00", StringComparison.Ordinal));
        await cook.ReactAsync(second, MatrixHuman.IdOf(seen), "1\uFE0F\u20E3");
        await cook.WaitForAsync(second, scene.Bot.Id, body => body.Contains("You both agreed", StringComparison.Ordinal) && body.Contains("• medic 09:00–11:00", StringComparison.Ordinal));
        await scene.Running.Harness.TurnAsync();

        await medic.WaitForAsync(first, scene.Bot.Id, body => body.Contains("Role: cook 14:00–16:00", StringComparison.Ordinal));
        Assert.DoesNotContain(await medic.MessagesOfAsync(scene.Room, scene.Bot.Id), e => MatrixHuman.BodyOf(e).Contains("agreed", StringComparison.Ordinal));
        foreach (var (reader, conversation, other) in new[] { (medic, first, cook), (cook, second, medic) })
            Assert.DoesNotContain(await reader.MessagesOfAsync(conversation, scene.Bot.Id), e => e.GetRawText().Contains(other.Id, StringComparison.Ordinal));
    }

    private static async Task TakeAsync(Scene scene, MatrixHuman member, string conversation, string shift)
    {
        await member.SayAsync(conversation, $"rsvp 1 going {shift}");
        await member.WaitForAsync(conversation, scene.Bot.Id, body => body.StartsWith("You're going", StringComparison.Ordinal));
    }
}
