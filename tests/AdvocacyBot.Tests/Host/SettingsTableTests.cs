using AdvocacyBot.Core.Settings;
using AdvocacyBot.Settings;

namespace AdvocacyBot.Tests.Host;

/// <summary>Every setting with values that it does not accept, and the sentence that each of them gets.</summary>
public sealed class SettingsTableTests(ITestOutputHelper output)
{
    private const string Sentence = "    ";

    /// <summary>
    /// Settings as <c>key=value</c>, separated by spaces, and below them the sentences. <c>⏎</c> is a line break in a value, <c>␣</c> a space.
    /// </summary>
    private static readonly string Table = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Host", "Samples", "settings.txt"));

    [Fact]
    public void Each_wrong_value_gets_its_sentence()
    {
        var actual = string.Concat(Table.Split('\n').Where(line => line.Length > 0 && !line.StartsWith(Sentence)).Select(Explain));

        output.WriteLine(actual);
        Assert.Equal(Table, actual);
    }

    [Fact]
    public void Every_setting_is_in_the_table()
    {
        var missing = SettingsSection.All.SelectMany(s => s.Properties.Select(s.Key)).Where(key => !Table.Contains(key + "="));

        Assert.Empty(missing);
    }

    [Fact]
    public void No_sentence_contains_a_secret() =>
        Assert.DoesNotContain("secret", string.Join('\n', Table.Split('\n').Where(line => line.StartsWith(Sentence))).Replace("/run/secrets/", ""));

    private static string Explain(string mistakes)
    {
        var values = mistakes.Split(' ').Select(m => m.Split('=', 2)).Select(m => (m[0], m[1].Replace('⏎', '\n').Replace('␣', ' ')));
        try
        {
            SettingsOf.Values([.. values]);
            return $"{mistakes}\n{Sentence}(accepted)\n";
        }
        catch (SettingsException e)
        {
            return $"{mistakes}\n{string.Concat(e.Problems.Select(p => $"{Sentence}{p}\n"))}";
        }
    }
}
