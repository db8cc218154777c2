using System.Text.Json.Nodes;
using AdvocacyBot.Core.Mobilizations.Private;
using AdvocacyBot.FakeDiscord;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace AdvocacyBot.Tests.Discord;

/// <summary>Shifts on Discord: taken from the announcement's menu, offered from a menu, and swapped with a button.</summary>
public sealed class ShiftSwapTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Two_members_swap_shifts_and_neither_learns_who_the_other_is()
    {
        await using var rig = await DiscordRig.StartAsync(usesFeatures: true);
        await rig.CommandsRegisteredAsync();
        var (medic, cook) = (new Person(), new Person());
        await rig.AnnounceAsync("\"March\" 31 May 2099 9am at \"City Hall\" role \"medic:1 09:00-11:00; cook:1 14:00-16:00\"");
        await rig.DeliverAsync();
        var posted = Assert.Single(rig.Server.World.Shown(rig.Channel.Id));
        Assert.Contains("medic 09:00–11:00", (await PickAsync(rig, posted, "medic", medic)).Words, StringComparison.Ordinal);
        await PickAsync(rig, posted, "cook", cook);

        var offered = await PickAsync(rig, await ShiftsAsync(rig, medic), "medic 09:00–11:00", medic);
        var seen = await ShiftsAsync(rig, cook);
        var before = seen.Words;
        var swap = seen.Buttons.Single(button => ((string?)button["custom_id"])!.StartsWith("shift:1:swap:", StringComparison.Ordinal));
        var agreed = (await rig.Server.Press(rig.Channel, seen, (string)swap["custom_id"]!, cook).AnsweredAsync(Limit)).Answer!;
        await SendNotesAsync(rig);

        Assert.Contains("Your offer stands", offered.Words, StringComparison.Ordinal);
        Assert.Contains("Somebody would give medic 09:00–11:00 for your cook 14:00–16:00", before, StringComparison.Ordinal);
        Assert.Contains("You both agreed", agreed.Words, StringComparison.Ordinal);
        Assert.All([offered, seen, agreed], message => Assert.True(message.IsEphemeral));
        Assert.Contains("cook 14:00–16:00", Assert.Single(rig.Server.World.Shown(rig.Server.Direct(medic).Id)).Words, StringComparison.Ordinal);
        Assert.Contains("medic 09:00–11:00", (await ShiftsAsync(rig, cook)).Words, StringComparison.Ordinal);
        Assert.DoesNotContain(rig.Server.World.Shown(rig.Channel.Id), message => message.Words.Contains("both agreed", StringComparison.Ordinal));
    }

    private static async Task<FakeMessage> ShiftsAsync(DiscordRig rig, Person person) =>
        (await rig.Server.Slash(rig.Channel, "shift", new Dictionary<string, string> { ["number"] = "1" }, person).AnsweredAsync(Limit)).Answer!;

    /// <summary>Chooses the first option of a menu whose label begins with, or is about, some words.</summary>
    private static async Task<FakeMessage> PickAsync(DiscordRig rig, FakeMessage message, string words, Person person)
    {
        foreach (var menu in message.Buttons)
        {
            if (menu["options"] is JsonArray options && options.FirstOrDefault(o => ((string)o!["label"]!).Contains(words, StringComparison.Ordinal)) is { } option)
                return (await rig.Server.Pick(rig.Channel, message, (string)menu["custom_id"]!, (string)option["value"]!, person).AnsweredAsync(Limit)).Answer!;
        }

        throw new InvalidOperationException($"No menu offers {words}: {message.Words}");
    }

    private static async Task SendNotesAsync(DiscordRig rig)
    {
        var due = DateTime.UtcNow.AddSeconds(-1);
        await rig.DbAsync(db => db.PrivateNotes.ExecuteUpdateAsync(row => row.SetProperty(n => n.DueAt, due)));
        await rig.Services.GetRequiredService<SendNotes>().TurnAsync(CancellationToken.None);
        await rig.DeliverAsync();
    }
}
