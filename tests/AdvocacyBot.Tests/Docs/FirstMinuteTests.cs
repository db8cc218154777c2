using System.Text.RegularExpressions;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.TestSupport;

namespace AdvocacyBot.Tests.Docs;

/// <summary>The table of things to try, "type | to see", as a newcomer types them one after the other on the first run.</summary>
public sealed partial class FirstMinuteTests
{
    /// <summary>A part of the answer to each row; null if the row needs the network.</summary>
    private static readonly Dictionary<string, string?> Answers = new(StringComparer.Ordinal)
    {
        ["delegations 2014"] = "CADSI",
        ["was france at cansec 2014"] = "No fact on that",
        ["actions"] = "Nothing is announced",
        ["announce \"March for water\" 31 May 7am at \"City Hall\" capacity 40"] = "Publish",
        ["announce \"Vigil\" 1 June 8pm at \"City Hall\" open"] = "Publish",
        ["feeds add https://pbicanada.org/feed/"] = null,
        ["help"] = "delegations 2014",
    };

    [Fact]
    public async Task Every_row_is_answered_as_the_table_says()
    {
        await using var bot = await BotHarness.StartAsync(settings: new Dictionary<string, string?> { ["Sample:Enabled"] = "true" });
        var rows = Row().Matches(DocumentationPage.Read("README.md").Text.Split("| type | to see |")[1].Split("\n\n")[0]).Select(m => m.Groups["text"].Value).ToList();

        var wrong = new List<string>();
        foreach (var row in rows)
        {
            if (!Answers.TryGetValue(row, out var part))
                wrong.Add($"{row}: no answer is expected for this row");
            else if (part is not null && await AnswerAsync(bot, row) is var answer && !answer.Contains(part, StringComparison.Ordinal))
                wrong.Add($"{row}: {answer}");
        }

        Assert.NotEmpty(rows);
        Assert.Empty(wrong);
    }

    private static async Task<string> AnswerAsync(BotHarness bot, string text)
    {
        var reply = await bot.SayAsync(text, organizer: true);
        return PlainText.Write(reply) + string.Concat(reply.Choices.Select(c => $" [{c.Label}]"));
    }

    [GeneratedRegex(@"^\| `(?<text>[^`]+)` \|", RegexOptions.NonBacktracking | RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Row();
}
