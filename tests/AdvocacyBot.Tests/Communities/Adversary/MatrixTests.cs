using System.Text.Json.Nodes;
using AdvocacyBot.TestSupport.Matrix;

namespace AdvocacyBot.Tests.Communities.Adversary;

/// <summary>Attempts of the table on a real homeserver, and the ways in which rooms can be made to look like each other.</summary>
public sealed class MatrixTests(MatrixStage stage) : IClassFixture<MatrixStage>
{
    /// <summary>As many attempts as one person may make at once: each is made twice, in two places.</summary>
    private const int PerPerson = 4;

    /// <summary>What concerns actions and places: the rest of the table differs only behind the platform, where Discord's cases try all of it.</summary>
    private static readonly IReadOnlyList<Attempt> Attempts =
    [
        .. Attempt.All.Where(a => !a.IsPress && !a.IsSuggest
            && (a.Text.Contains("{action}", StringComparison.Ordinal) || a.Text.Split(' ')[0] is "places" or "log" or "actions" or "announce" or "language" or "my")
            && !a.Text.Contains("channel}", StringComparison.Ordinal)).Take(30),
    ];

    [SynapseFact]
    public async Task Attempts_end_as_the_table_says_and_reach_nothing_of_others()
    {
        var (victim, other) = (stage.Amaranth, stage.Bellflower);
        var before = await stage.RowsOfAsync(victim);

        var people = new List<(MatrixHuman Human, string Conversation, Attempt[] Attempts)>();
        foreach (var some in Attempts.Chunk(PerPerson))
        {
            // One after the other: each changes the room's power levels.
            var organizer = await stage.NewOrganizerAsync(other);
            people.Add((organizer, await stage.ConversationAsync(organizer), some));
        }

        await stage.SayAsync(other.Organizer, other.Room, "help");
        var failures = await Task.WhenAll(people.Select(async p => (await TryAsync(p.Attempts, p.Human, other.Room, Situation.OtherThere))
            .Concat(await TryAsync(p.Attempts, p.Human, p.Conversation, Situation.OtherAlone))));

        Assert.Empty(failures.SelectMany(f => f));
        Assert.Equal(before, await stage.RowsOfAsync(victim));
        Assert.DoesNotContain(await stage.Amaranth.Organizer.MessagesOfAsync(victim.Room, stage.Account.Id), e => MatrixHuman.BodyOf(e).Contains("police", StringComparison.OrdinalIgnoreCase));
    }

    [SynapseFact]
    public async Task A_reply_in_another_room_reaches_no_announcement()
    {
        var (victim, other) = (stage.Amaranth, stage.Bellflower);
        var announcement = await stage.AnnouncementAsync(victim);
        var before = await stage.RowsOfAsync(victim);
        var organizer = await stage.NewOrganizerAsync(other);
        foreach (var (human, room) in (IEnumerable<(MatrixHuman, string)>)
            [(organizer, other.Room), (organizer, await stage.ConversationAsync(organizer)), (stage.Stranger, stage.StrangersRoom)])
        {
            foreach (var text in (string[])["+2", "1", "going", "no", "cancel"])
                await human.ReplyAsync(room, announcement, text);
            // The homeserver itself refuses a reaction to a message of another room. It passes events on in order: once this is answered, the others have been handled.
            await stage.SayAsync(human, room, "actions");
        }

        Assert.Equal(before, await stage.RowsOfAsync(victim));
    }

    [SynapseFact]
    public async Task A_room_that_has_not_joined_gets_one_sentence()
    {
        foreach (var text in (string[])["actions", "action 1", "action 1 cancel", "announce \"V\" 31 May 2099 7am at \"X\"", "places", "rsvp 1 going"])
            Assert.Equal(Outcome.Closed, (await stage.SayAsync(stage.Stranger, stage.StrangersRoom, text)).Judge("", nothing: null));
    }

    [SynapseFact]
    public async Task A_space_that_contains_the_groups_room_gives_no_rights()
    {
        var member = await stage.NewMemberAsync(stage.Amaranth);
        var space = await stage.Stranger.MakeRoomAsync([member.Id], new JsonObject { ["creation_content"] = new JsonObject { ["type"] = "m.space" } });
        await member.JoinAsync(space);
        await stage.Stranger.ClientAsync("PUT", $"rooms/{Uri.EscapeDataString(space)}/state/m.space.child/{Uri.EscapeDataString(stage.Amaranth.Room)}", new JsonObject { ["via"] = new JsonArray(Synapse.ServerName) });
        await stage.Stranger.InviteAsync(space, stage.Account.Id);

        await stage.Stranger.SayAsync(space, $"!action {stage.Amaranth.Action} cancel");
        await RefusesAsync(stage.Stranger, stage.StrangersRoom);

        Assert.DoesNotContain(await stage.Stranger.MessagesOfAsync(space, stage.Account.Id), e => MatrixHuman.BodyOf(e).Contains("Amaranth", StringComparison.Ordinal));
        await StillOpenAsync();
    }

    [SynapseTheory]
    [InlineData("invitation")]
    [InlineData("knock")]
    [InlineData("upgrade")]
    [InlineData("alias")]
    [InlineData("predecessor")]
    public async Task A_tombstone_in_a_conversation_makes_nobody_an_organizer(string variant)
    {
        var member = await stage.NewMemberAsync(stage.Amaranth);
        var conversation = await stage.ConversationAsync(member);
        var next = variant switch
        {
            "knock" => await member.MakeRoomAsync([], new JsonObject { ["room_version"] = "10", ["initial_state"] = new JsonArray(new JsonObject { ["type"] = "m.room.join_rules", ["state_key"] = "", ["content"] = new JsonObject { ["join_rule"] = "knock" } }) }),
            "alias" => await member.MakeRoomAsync([], new JsonObject { ["preset"] = "public_chat", ["room_alias_name"] = $"next{Guid.NewGuid().ToString("N")[..8]}" }),
            "predecessor" => await member.MakeRoomAsync([], new JsonObject { ["creation_content"] = new JsonObject { ["predecessor"] = new JsonObject { ["room_id"] = conversation, ["event_id"] = "$none" } } }),
            "upgrade" => (await member.ClientAsync("POST", $"rooms/{Uri.EscapeDataString(conversation)}/upgrade", new JsonObject { ["new_version"] = "11" })).GetProperty("replacement_room").GetString()!,
            _ => await member.MakeRoomAsync([]),
        };
        if (variant != "upgrade")
            await member.SetStateAsync(conversation, "m.room.tombstone", new JsonObject { ["body"] = "moved", ["replacement_room"] = next });
        await member.InviteAsync(next, stage.Account.Id).ContinueWith(_ => { }, TaskScheduler.Default);

        // Whether the bot comes along or not: she commands nothing there.
        await member.SayAsync(next, $"!action {stage.Amaranth.Action} cancel");
        await RefusesAsync(member, stage.Amaranth.Room);
        if (await member.MembershipAsync(next, stage.Account.Id) == "join")
            await RefusesAsync(member, next);
        await StillOpenAsync();
    }

    [SynapseFact]
    public async Task A_room_of_another_community_cannot_be_taken_over_by_a_tombstone()
    {
        // Its creator lets it name the first community's room as its predecessor, and it joins the second community.
        var organizer = stage.Bellflower.Organizer;
        var old = await stage.NewRoomAsync(stage.Amaranth.Organizer);
        await stage.JoinAsync(old, stage.Amaranth);
        var taken = await stage.NewRoomAsync(organizer, new JsonObject
        {
            ["creation_content"] = new JsonObject { ["predecessor"] = new JsonObject { ["room_id"] = old, ["event_id"] = "$none" } },
        });
        await stage.JoinAsync(taken, stage.Bellflower);

        await stage.Amaranth.Organizer.SetStateAsync(old, "m.room.tombstone", new JsonObject { ["body"] = "moved", ["replacement_room"] = taken });
        await stage.SayAsync(stage.Amaranth.Organizer, stage.Amaranth.Room, "actions");

        Assert.Contains("Bellflower", (await stage.SayAsync(organizer, taken, $"action {stage.Bellflower.Action}")).Text, StringComparison.Ordinal);
        Assert.StartsWith("I do not know that action", (await stage.SayAsync(organizer, taken, $"action {stage.Amaranth.Action} cancel")).Text, StringComparison.Ordinal);
        await StillOpenAsync();
    }

    private async Task<IEnumerable<string>> TryAsync(IEnumerable<Attempt> attempts, MatrixHuman human, string room, Situation situation)
    {
        var failures = new List<string>();
        foreach (var attempt in attempts)
        {
            var (real, unreal) = (stage.Amaranth.Targets, Unreal);
            if (attempt.Fill(real) is not { } said)
                continue;

            var nothing = attempt.HasTarget ? attempt.Blank((await stage.SayAsync(human, room, attempt.Fill(unreal)!)).Text, unreal) : null;
            var answer = await stage.SayAsync(human, room, said);
            var actual = answer.Judge(attempt.Blank(answer.Text, real), nothing);
            if (actual != attempt.Expected[situation] || attempt.Blank(answer.Whole, real).Contains(stage.Amaranth.Marker, StringComparison.Ordinal))
                failures.Add($"{situation}, {attempt}: {actual} instead of {attempt.Expected[situation]}: {answer.Whole}");
        }

        return failures;
    }

    private IReadOnlyDictionary<string, string> Unreal => stage.Amaranth.Targets.ToDictionary(t => t.Key, t => t.Key is "action" or "place" or "feed" or "article" ? "9999" : t.Value);

    private async Task RefusesAsync(MatrixHuman human, string room) => Assert.Contains(
        (await stage.SayAsync(human, room, $"action {stage.Amaranth.Action} cancel")).Judge("", nothing: null), (Outcome[])[Outcome.Refused, Outcome.Closed]);

    private async Task StillOpenAsync() =>
        Assert.DoesNotContain("cancelled", (await stage.SayAsync(stage.Amaranth.Organizer, stage.Amaranth.Room, $"action {stage.Amaranth.Action}")).Text, StringComparison.OrdinalIgnoreCase);
}
