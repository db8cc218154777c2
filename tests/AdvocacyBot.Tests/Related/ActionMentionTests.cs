using AdvocacyBot.Core.Mobilizations;
using AdvocacyBot.Core.Related;

namespace AdvocacyBot.Tests.Related;

/// <summary>Only articles about an action get its buttons.</summary>
public sealed class ActionMentionTests
{
    private static readonly DateOnly Today = new(2027, 5, 4);
    private static readonly DateOnly Day = new(2027, 5, 31);

    [Theory]
    [InlineData("March for water", "Join the march for water on the bridge")]
    [InlineData("March for water", "March for water, May 31")]
    [InlineData("March for water", "Marche pour l'eau le 31 mai")]
    [InlineData("March for water, march for life", "Today: march for water, march for life")]
    [InlineData("Sit-in at the dam", "A sit-in at the dam, says the group")]
    [InlineData("Shut Down CANSEC", "Join us to shut down CANSEC on May 31.")]
    [InlineData("Shut Down CANSEC", "Arms fair opens at the EY Centre on May 31: CANSEC protests planned")]
    [InlineData("Vigil", "Vigil at the EY Centre")]
    public void An_article_about_the_action_is_recognized(string title, string text) => Assert.True(Score(title, text) > 0);

    [Theory]
    [InlineData("March for water", "Drought: tap water rationed until March")]
    [InlineData("March for water", "Bottled water sales march on")]
    [InlineData("March for water in Lima", "In March, water in Lima is scarce")]
    [InlineData("March for water", "Prices rose in March. Water is next")]
    [InlineData("March for water", "It was March — water was short")]
    [InlineData("Vigil for peace", "They keep vigil: peace is far")]
    [InlineData("March for water", "March for water drew thousands in 2019")]
    [InlineData("March for water", "Floods: water levels rise on May 31")]
    [InlineData("March for water", "The march for water of 12 June is cancelled")]
    [InlineData("Shut Down CANSEC", "CANSEC 2014: what was on display")]
    [InlineData("Shut Down CANSEC", "Government shut down continues")]
    [InlineData("Vigil", "Keeping vigil over prices")]
    [InlineData("Picket at the port", "Port city festival opens on May 31")]
    public void An_article_about_something_else_is_not(string title, string text) => Assert.Equal(0, Score(title, text));

    private static double Score(string title, string text) =>
        ActionMention.Score(title, "EY Centre, Ottawa", Day, text, DatesInText.Find(text, Today));
}
