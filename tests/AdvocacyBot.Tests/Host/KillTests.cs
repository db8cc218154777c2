using System.Net.Http.Json;
using System.Text.Json;
using AdvocacyBot.TestSupport;

namespace AdvocacyBot.Tests.Host;

/// <summary>The real executable, killed without warning and started again on the same folder.</summary>
public sealed class KillTests
{
    private const string Announcement = "announce \"Stop CANSEC\" 2099-05-31 07:00 America/Toronto at \"EY Centre, Ottawa\" capacity 2";

    [Fact]
    public async Task Rows_and_history_are_as_before_and_no_article_comes_twice()
    {
        using var folder = new TemporaryFolder();
        using var cookies = new HttpClientHandler();
        await using (var first = await BotProcess.StartAsync(folder.Path))
        {
            using var organizer = new HttpClient(cookies, disposeHandler: false) { BaseAddress = first.Room };
            await organizer.SignInAsync(first.OrganizerLink);
            await SayAsync(organizer, Announcement);
            await PublishAsync(organizer);
            await SayAsync(organizer, "delegations 2014");

            await first.KillAsync();
        }

        await using var second = await BotProcess.StartAsync(folder.Path);
        using var visitor = new HttpClient { BaseAddress = second.Room };
        var before = await UntilAsync(visitor, all => all.Count(IsSample) == 2 && all.Any(IsAnnouncement) && all.Any(IsAnswer));
        await second.KillAsync();

        await using var third = await BotProcess.StartAsync(folder.Path);
        using var later = new HttpClient { BaseAddress = third.Room };
        var after = await UntilAsync(later, all => all.Length >= before.Length);
        Assert.Equal(before, after);
        Assert.Equal(2, after.Count(IsSample));
        Assert.Equal(1, after.Count(IsAnnouncement));
    }

    private static bool IsSample(string text) => text.Contains("Sample.", StringComparison.Ordinal);

    private static bool IsAnswer(string text) => text.StartsWith("Delegations", StringComparison.Ordinal);

    private static bool IsAnnouncement(string text) => text.StartsWith("Stop CANSEC", StringComparison.Ordinal);

    private static async Task SayAsync(HttpClient visitor, string text)
    {
        using var response = await visitor.PostAsJsonAsync("/api/room/messages", new { text });
        response.EnsureSuccessStatusCode();
    }

    /// <summary>Confirms the preview, which is the last message.</summary>
    private static async Task PublishAsync(HttpClient organizer)
    {
        var preview = JsonDocument.Parse(await organizer.GetStringAsync("/api/room/messages?after=0")).RootElement.EnumerateArray()
            .Last(message => message.GetProperty("choices").EnumerateArray().Any(IsPublish));
        var choice = preview.GetProperty("choices").EnumerateArray().First(IsPublish).GetProperty("id").GetString();
        using var response = await organizer.PostAsJsonAsync("/api/room/choices", new { message = preview.GetProperty("id").GetInt64(), choice });
        response.EnsureSuccessStatusCode();
    }

    private static bool IsPublish(JsonElement choice) => choice.GetProperty("id").GetString()!.EndsWith(":publish", StringComparison.Ordinal);

    /// <summary>Reads the room's events until the public messages are as they should be.</summary>
    private static async Task<string[]> UntilAsync(HttpClient visitor, Func<string[], bool> done)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        await using var stream = await visitor.GetStreamAsync("/api/room/events?after=0", patience.Token);
        using var events = new StreamReader(stream);
        var texts = new List<string>();
        while (!done([.. texts]))
        {
            var line = await events.ReadLineAsync(patience.Token) ?? throw new EndOfStreamException();
            if (line.StartsWith("data: ", StringComparison.Ordinal))
                texts.Add(JsonDocument.Parse(line[6..]).RootElement.GetProperty("text").GetString()!);
        }

        return [.. texts];
    }
}
