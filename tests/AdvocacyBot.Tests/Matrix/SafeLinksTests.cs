using AdvocacyBot.Matrix.Sending;

namespace AdvocacyBot.Tests.Matrix;

public sealed class SafeLinksTests
{
    [Theory]
    [InlineData("https://bank.org/login", "https://evil.net/")]
    [InlineData("https://bank.org/login (secure)", "https://evil.net/")]
    [InlineData("go to bank.org now", "https://evil.net/")]
    [InlineData("bank。org/login", "https://evil.net/")]
    [InlineData("ｂａｎｋ．ｏｒｇ", "https://evil.net/")]
    [InlineData("https://pbicanada.org/donate", "https://ada.org/")]
    [InlineData("https://ada.org/", "https://pbicanada.org/donate")]
    [InlineData("pbicanada.wordpress.com", "https://evil.wordpress.com/")]
    [InlineData("https://evil.net@bank.org/", "https://evil.net/")]
    public void A_label_that_names_another_host_is_replaced_by_the_address(string label, string address) =>
        Assert.Equal(new Uri(address).AbsoluteUri, SafeLinks.Label(label, new Uri(address)));

    [Theory]
    [InlineData("Read the report", "https://evil.net/")]
    [InlineData("https://www.bank.org/login", "https://bank.org/elsewhere")]
    [InlineData("bank.org", "https://www.bank.org/")]
    [InlineData("BANK.ORG", "https://bank.org/")]
    [InlineData("münchen.example", "https://xn--mnchen-3ya.example/")]
    [InlineData("3.5 million", "https://bank.org/")]
    [InlineData("e.g. this", "https://bank.org/")]
    [InlineData("ana@example.org", "mailto:ana@example.org")]
    public void Any_other_label_stays(string label, string address) => Assert.Equal(label, SafeLinks.Label(label, new Uri(address)));
}
