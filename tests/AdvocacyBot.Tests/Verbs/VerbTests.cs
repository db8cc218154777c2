using System.Text.Json;
using AdvocacyBot.TestSupport;

namespace AdvocacyBot.Tests.Verbs;

/// <summary>The verbs of the real executable, as a person or a script calls them.</summary>
public sealed class VerbTests
{
    private const string Feed =
        """
        <rss version="2.0"><channel><title>News</title><item><guid>1</guid><title>First</title><link>/first</link>
        <pubDate>Tue, 23 May 2023 12:00:00 GMT</pubDate><category>CANSEC</category><description>Words</description></item></channel></rss>
        """;

    [Fact]
    public async Task Ask_answers_once_with_both_sources()
    {
        using var folder = new TemporaryFolder();

        var (exitCode, output) = await BotProcess.RunAsync(folder.Path, ["ask", "delegations", "2014"]);

        Assert.Equal(0, exitCode);
        Assert.Contains("Canadian Commercial Corporation", output, StringComparison.Ordinal);
        Assert.Contains("CADSI", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ask_answers_a_batch_with_one_object_a_line()
    {
        using var folder = new TemporaryFolder();
        const string Batch =
            """
            {"id":"a","query":"délégations 2014","lang":"fr"}
            delegations 2015
            {"id":7,"query":""}
            { this is no object
            """;

        var (exitCode, output) = await BotProcess.RunAsync(folder.Path, ["ask", "--batch", "-", "--json"], Batch);

        Assert.Equal(0, exitCode);
        var lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement).ToList();
        Assert.Equal(["conflict", "none", "suggest", "none"], lines.Select(l => l.GetProperty("kind").GetString()));
        Assert.Equal("a", lines[0].GetProperty("id").GetString());
        Assert.Equal(7, lines[2].GetProperty("id").GetInt32());
        var source = lines[0].GetProperty("claims")[0].GetProperty("sources")[0];
        Assert.Equal(("Canadian Commercial Corporation", "PBI-Canada"), (source.GetProperty("publisher").GetString(), source.GetProperty("via").GetString()));
    }

    [Fact]
    public async Task Feeds_parse_prints_one_object_a_file_and_never_stops_at_a_bad_one()
    {
        using var folder = new TemporaryFolder();
        var feeds = Directory.CreateDirectory(Path.Combine(folder.Path, "feeds")).FullName;
        await File.WriteAllTextAsync(Path.Combine(feeds, "a.xml"), Feed);
        await File.WriteAllTextAsync(Path.Combine(feeds, "b.xml"), "no feed at all");

        var (exitCode, output) = await BotProcess.RunAsync(folder.Path, ["feeds", "parse", feeds, "--url", "https://example.org/", "--json"]);

        Assert.Equal(1, exitCode);
        var lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement).ToList();
        var item = lines[0].GetProperty("items")[0];
        Assert.Equal(("rss", "News"), (lines[0].GetProperty("format").GetString(), lines[0].GetProperty("title").GetString()));
        Assert.Equal(("First", "https://example.org/first"), (item.GetProperty("title").GetString(), item.GetProperty("link").GetString()));
        Assert.Equal("CANSEC", item.GetProperty("categories")[0].GetString());
        Assert.Empty(lines[0].GetProperty("problems").EnumerateArray());
        Assert.NotEmpty(lines[1].GetProperty("error").GetString()!);
    }

    [Fact]
    public async Task Facts_lint_names_line_and_column_and_changes_nothing()
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "facts.yaml");
        await File.WriteAllTextAsync(file, "facts:\n  - topic: delegations\n    when: yesterday\n    value: 3\n");

        var (exitCode, output) = await BotProcess.RunAsync(folder.Path, ["facts", "lint", file]);

        Assert.Equal(1, exitCode);
        Assert.Contains("facts.yaml:3:", output, StringComparison.Ordinal);
        Assert.Contains("error:", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("facts", "lint", "nowhere.yaml")]
    [InlineData("ask", "--batch", "nowhere.jsonl")]
    public async Task A_file_that_is_not_there_gets_a_sentence(params string[] arguments)
    {
        using var folder = new TemporaryFolder();

        var (exitCode, output) = await BotProcess.RunAsync(folder.Path, arguments);

        Assert.Equal(1, exitCode);
        Assert.StartsWith("There is no file nowhere", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Doctor_finds_a_fresh_bot_well()
    {
        using var folder = new TemporaryFolder();

        var (exitCode, output) = await BotProcess.RunAsync(folder.Path, ["doctor"]);

        Assert.Equal(0, exitCode);
        Assert.Contains("database", output, StringComparison.Ordinal);
        foreach (var part in (string[])["discord: off", "matrix: off"])
            Assert.Contains(part, output, StringComparison.Ordinal);
        Assert.DoesNotContain("FAIL", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_backup_is_restored_into_another_folder()
    {
        using var folder = new TemporaryFolder();
        using var other = new TemporaryFolder();
        var copy = Path.Combine(folder.Path, "copy.db");
        await BotProcess.RunAsync(folder.Path, ["ask", "help"]);

        var (made, said) = await BotProcess.RunAsync(folder.Path, ["backup", copy]);
        Assert.True(made == 0, said);
        var (again, refused) = await BotProcess.RunAsync(folder.Path, ["backup", copy]);
        Assert.Equal(1, again);
        Assert.StartsWith("The backup was not created", refused, StringComparison.Ordinal);

        var (sound, checkedWell) = await BotProcess.RunAsync(folder.Path, ["backup", copy, "--verify"]);
        Assert.True(sound == 0, checkedWell);
        var damaged = Path.Combine(folder.Path, "damaged.db");
        await File.WriteAllBytesAsync(damaged, (await File.ReadAllBytesAsync(copy))[..30_000]);
        var (ill, why) = await BotProcess.RunAsync(folder.Path, ["backup", damaged, "--verify"]);
        Assert.Equal(1, ill);
        Assert.Contains("damaged", why, StringComparison.Ordinal);

        var (restored, told) = await BotProcess.RunAsync(other.Path, ["restore", copy]);
        Assert.True(restored == 0, told);
        var (_, answer) = await BotProcess.RunAsync(other.Path, ["ask", "delegations 2014"], null, ("Sample__Enabled", "false"));
        Assert.Contains("CADSI", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Health_tells_whether_a_bot_runs()
    {
        using var folder = new TemporaryFolder();
        await using var bot = await BotProcess.StartAsync(folder.Path);

        await Eventually.HoldsAsync(bot.IsReadyAsync, "the bot is ready");

        var (ready, report) = await BotProcess.RunAsync(folder.Path, ["health"], null, ("Web__Url", bot.Room.ToString()));
        await bot.KillAsync();
        var (gone, _) = await BotProcess.RunAsync(folder.Path, ["health"], null, ("Web__Url", bot.Room.ToString()));

        Assert.True(ready == 0, report);
        Assert.Equal(1, gone);
    }
}
