using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Web.Room;

namespace AdvocacyBot.Tests.Web;

public sealed class PrivateMessagesTests
{
    private readonly PrivateMessages messages = new();
    private long lastId;

    [Fact]
    public void One_address_with_many_members_evicts_only_its_own_messages()
    {
        Add("victim", "10.0.0.1", 4);
        for (var member = 0; member < PrivateMessages.MaxCount; member++)
            Add($"attacker {member}", "10.0.0.2", 2);

        Assert.Equal(4, messages.Of("victim").Count);
        Assert.Empty(messages.Of("attacker 0"));
        Assert.Equal(2, messages.Of($"attacker {PrivateMessages.MaxCount - 1}").Count);
    }

    [Fact]
    public void A_member_keeps_the_newest_messages()
    {
        Add("ana", "10.0.0.1", PrivateMessages.MaxPerMember + 5);

        Assert.Equal(PrivateMessages.MaxPerMember, messages.Of("ana").Count);
        Assert.Equal(lastId, messages.Of("ana")[^1].Id);
        Assert.Null(messages.Find(1));
    }

    private void Add(string member, string source, int count)
    {
        for (var i = 0; i < count; i++)
            messages.Add(new RoomMessage(++lastId, DateTime.UnixEpoch, null, member, Reply.Tell(Language.English, "x")), source);
    }
}
