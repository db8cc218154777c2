using AdvocacyBot.Core.Mobilizations.Answering;
using AdvocacyBot.TestSupport;

namespace AdvocacyBot.Tests.Mobilizations;

/// <summary>How many come along, as people say it.</summary>
public sealed class GuestWordsTests
{
    [Theory]
    [InlineData("1 going with 2 friends", 2, "1 going")]
    [InlineData("going with a friend", 1, "going")]
    [InlineData("going with three other people medic", 3, "going medic")]
    [InlineData("going and two more", 2, "going")]
    [InlineData("oui avec deux amies", 2, "oui")]
    [InlineData("oui avec une amie médic 9h", 1, "oui médic 9h")]
    [InlineData("voy con 3 personas más", 3, "voy")]
    [InlineData("voy con un amigo", 1, "voy")]
    [InlineData("1 going medic 9:00", null, "1 going medic 9:00")]
    [InlineData("1 going with medic 2", null, "1 going with medic 2")]
    [InlineData("1 going cook and 2 medic", null, "1 going cook and 2 medic")]
    public void Companions_in_words_are_counted(string text, int? guests, string rest)
    {
        var cut = GuestWords.Cut(text);

        Assert.Equal(guests, cut.Guests);
        Assert.Equal(rest, string.Join(' ', cut.Text.Split(' ', StringSplitOptions.RemoveEmptyEntries)));
    }

    [Fact]
    public async Task An_answer_with_friends_takes_their_seats()
    {
        await using var bot = await BotHarness.StartAsync();
        await bot.AnnounceAsync("capacity 4 role medic:2");
        var member = Organizing.Volunteer();

        Assert.Contains("Guests: 2", await bot.AnswerAsync(1, member, "going with 2 friends medic"), StringComparison.Ordinal);

        Assert.Equal(3, (await bot.StandsAsync(1, member)).Party);
        Assert.Contains("up to 9", await bot.AnswerAsync(1, member, "going with 12 friends"), StringComparison.Ordinal);
    }
}
