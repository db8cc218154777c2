using System.Text.Json;
using AdvocacyBot.TestSupport;

namespace AdvocacyBot.Tests.Verbs;

public sealed class AnnounceVerbTests
{
    [Fact]
    public async Task A_dry_run_prints_how_each_line_would_be_read()
    {
        using var folder = new TemporaryFolder();
        const string Lines =
            """
            {"id":"a","lang":"fr","text":"annonce \"Marche\" sam. 28 nov. de 14h à 16h à \"Mairie\"","now":"2026-11-26T15:00:00Z","zone":"America/Toronto"}
            announce "Picnic" next Friday 6pm at "Park"
            "Vigilia" todos los lunes a las 18:00 en "Plaza"
            {"id":7,"text":"announce \"March\" 30 February 7am at \"City Hall\""}
            """;

        var (exitCode, output) = await BotProcess.RunAsync(
            folder.Path, ["announce", "--dry-run", "-", "--json", "--now", "2026-11-26T15:00:00Z", "--zone", "America/Lima"], Lines);

        Assert.Equal(0, exitCode);
        var lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement).ToList();
        Assert.Equal(["read", "ask", "read", "refuse"], lines.Select(line => Text(line, "outcome")));
        Assert.Equal(
            ("Marche", "2026-11-28T14:00", "2026-11-28T16:00", "America/Toronto", "Mairie"),
            (Text(lines[0], "title"), Text(lines[0], "start"), Text(lines[0], "end"), Text(lines[0], "zone"), Text(lines[0], "place")));
        Assert.Equal(["2026-11-27T18:00", "2026-12-04T18:00"], lines[1].GetProperty("readings").EnumerateArray().Select(reading => reading.GetString()));
        Assert.Equal(("FREQ=WEEKLY;BYDAY=MO", "America/Lima"), (Text(lines[2], "repeats"), Text(lines[2], "zone")));
        Assert.Equal(7, lines[3].GetProperty("id").GetInt32());
        Assert.Contains("does not exist", Text(lines[3], "problem"), StringComparison.Ordinal);
        Assert.All(lines, line => Assert.Equal(10, line.EnumerateObject().Count()));
    }

    [Fact]
    public async Task A_zone_that_does_not_exist_is_told_in_a_sentence()
    {
        using var folder = new TemporaryFolder();

        var (exitCode, output) = await BotProcess.RunAsync(folder.Path, ["announce", "--dry-run", "-", "--zone", "America/Nowhere"], "\"A\" 31 May 7am at \"B\"");

        Assert.Equal(1, exitCode);
        Assert.Contains("There is no time zone \"America/Nowhere\".", output, StringComparison.Ordinal);
    }

    private static string? Text(JsonElement line, string name) => line.GetProperty(name).GetString();
}
