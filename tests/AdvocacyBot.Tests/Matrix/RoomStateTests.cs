using System.Text.Json;
using AdvocacyBot.Matrix.Rooms;
using AdvocacyBot.Matrix.Wire;

namespace AdvocacyBot.Tests.Matrix;

public sealed class RoomStateTests
{
    private const string Me = "@bot:x";

    [Theory]
    [InlineData("11", 100)]
    [InlineData("12", PowerLevels.Infinite)]
    [InlineData("13", PowerLevels.Infinite)]
    [InlineData("org.matrix.hydra.11", PowerLevels.Infinite)]
    [InlineData("org.example.12", 100)]
    public void Creators_have_infinite_power_from_version_12_on(string version, long level)
    {
        var powers = new PowerLevels(Create(version), null);

        Assert.Equal((level, 0L), (powers.Of("@ana:x"), powers.Of("@ben:x")));
    }

    [Fact]
    public void Power_levels_do_not_limit_additional_creators()
    {
        var create = Event("""{"type":"m.room.create","state_key":"","sender":"@ana:x","content":{"room_version":"12","additional_creators":["@ben:x",5]}}""");
        var powers = new PowerLevels(create, Levels("""{"users":{"@eve:x":50},"users_default":0}"""));

        Assert.Equal(
            (PowerLevels.Infinite, PowerLevels.Infinite, 50L, 0L), (powers.Of("@ana:x"), powers.Of("@ben:x"), powers.Of("@eve:x"), powers.Of("@zoe:x")));
    }

    [Fact]
    public void Levels_are_read_from_strings_and_malformed_ones_give_no_power()
    {
        var powers = new PowerLevels(Create("9"), Levels("""{"users":{"@ana:x":"100","@ben:x":{"a":1},"@eve:x":1e3},"users_default":[],"events":{"m.reaction":50}}"""));

        Assert.Equal((100L, 0L, 1000L), (powers.Of("@ana:x"), powers.Of("@ben:x"), powers.Of("@eve:x")));
        Assert.Equal((true, false), (powers.MaySend("@zoe:x", "m.room.message"), powers.MaySend("@zoe:x", "m.reaction")));
    }

    [Fact]
    public void Encryption_and_replacement_are_read_from_the_state()
    {
        var state = new RoomState("!a")
            .With(Event("""{"type":"m.room.encryption","state_key":"","content":{}}"""))
            .With(Event("""{"type":"m.room.tombstone","state_key":"","sender":"@ana:x","content":{"replacement_room":"!b"}}"""))
            .With(Event("""{"type":"m.room.tombstone","state_key":"not this","content":{"replacement_room":"!evil"}}"""));

        Assert.Equal((true, "!b", "@ana:x"), (state.IsEncrypted, state.Replacement, state.ReplacedBy));
    }

    [Fact]
    public void Events_after_joining_count_and_a_change_of_name_is_not_joining()
    {
        var events = new[]
        {
            Message("$1"),
            Member("join", """{"prev_content":{"membership":"invite"}}"""),
            Message("$2"),
            Member("join", """{"prev_content":{"membership":"join"}}"""),
            Message("$3"),
        };

        var heard = RoomUpdate.SinceJoining(events, Me).Where(e => e.Type == "m.room.message").Select(e => e.Id);

        Assert.Equal(["$2", "$3"], heard);
    }

    [Theory]
    [InlineData("@ana:example.org", true)]
    [InlineData("@Ana:example.org", false)]
    [InlineData("@ben:Friends.example", true)]
    [InlineData("@ben:evil-friends.example", false)]
    [InlineData("friends.example", false)]
    [InlineData("@x", false)]
    public void Inviters_are_allowed_by_user_or_server(string inviter, bool allowed) =>
        Assert.Equal(allowed, UserIds.Includes(["@ana:example.org", "friends.example"], inviter));

    private static MatrixEvent Create(string version) =>
        Event($$$"""{"type":"m.room.create","state_key":"","sender":"@ana:x","content":{"room_version":"{{{version}}}"} }""");

    private static MatrixEvent Levels(string content) => Event($$$"""{"type":"m.room.power_levels","state_key":"","content":{{{content}}} }""");

    private static MatrixEvent Message(string id) => Event($$"""{"type":"m.room.message","event_id":"{{id}}","content":{} }""");

    private static MatrixEvent Member(string membership, string before) =>
        Event($$$"""{"type":"m.room.member","state_key":"{{{Me}}}","content":{"membership":"{{{membership}}}"},"unsigned":{{{before}}} }""");

    private static MatrixEvent Event(string json) => new(JsonElement.Parse(json));
}
