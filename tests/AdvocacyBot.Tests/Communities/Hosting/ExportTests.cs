using System.Text.Json;
using AdvocacyBot.Core.Articles;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Communities;
using AdvocacyBot.Core.Facts.Files;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Mobilizations.Announcing;
using AdvocacyBot.TestSupport;
using Microsoft.Extensions.DependencyInjection;

namespace AdvocacyBot.Tests.Communities.Hosting;

/// <summary>What a community takes along can be read back, and names no member.</summary>
public sealed class ExportTests
{
    private static readonly string[] Sentences =
    [
        "announce \"Vigil\" 31 May 2099 7pm to 9pm at \"City Hall\" capacity 20 role medic:2; marshal:4 14:00-16:00 text \"Bring «candles».\" access \"Step-free.\" hotline \"+1 555 0100\" discussion yes open",
        "announce «A \"quiet\" march» 1 June 2099 7am America/Lima at \"The square\" picture \"https://example.org/a.png Two flags\"",
    ];

    private const string Facts =
        """
        terms:
          evictions: {kind: topic, en: [evictions], fr: [expulsions], es: [desalojos]}
          housing-watch: {kind: org, en: [Housing Watch]}
        sources:
          watch-2024: {publisher: Housing Watch, title: Evictions in 2023, published: 2024-02, url: "https://example.org/2023"}
        facts:
          - topic: evictions
            when: 2023
            subjects: [Peru]
            value: 1200
            unit: evictions
            scope: {en: evictions by court order, fr: expulsions sur décision de justice, es: desalojos por orden judicial}
            source: watch-2024
        """;

    [Fact]
    public async Task An_exported_action_is_announced_again_as_it_was()
    {
        await using var two = await TwoCommunities.StartAsync();
        foreach (var sentence in Sentences)
            await PublishAsync(two, sentence, TwoCommunities.Second);
        var exported = await ActionsAsync(two, two.SecondId);
        Assert.Equal(["open", "open"], exported.Select(line => line.GetProperty("state").GetString()));

        foreach (var line in exported)
        {
            var text = line.GetProperty("text").GetString()!;
            var read = AnnouncementDryRun.Read(text, Language.English, two.Bot.Clock.Now, line.GetProperty("zone").GetString()!);
            Assert.Equal(("read", null), (read.Outcome, read.Problem));
            await PublishAsync(two, text, channel: null);
        }

        Assert.Equal(exported.Select(line => line.ToString()), (await ActionsAsync(two, Community.FirstId)).Select(line => line.ToString()));
    }

    [Fact]
    public async Task Exported_feeds_can_be_imported()
    {
        await using var two = await TwoCommunities.StartAsync();
        foreach (var name in (string[])["a", "b"])
            await FollowAsync(two, $"https://example.org/{name}?x=1&y=2");

        var opml = await ExportAsync<ExportFeeds>(two, (export, text) => export.RunAsync(text, CancellationToken.None));

        Assert.Equal(
            ["https://example.org/a?x=1&y=2", "https://example.org/b?x=1&y=2"],
            Opml.Read(System.Text.Encoding.UTF8.GetBytes(opml), "text/x-opml")!.Feeds.Select(f => f.Address.AbsoluteUri));
    }

    [Fact]
    public async Task No_file_names_a_member()
    {
        await using var two = await TwoCommunities.StartAsync();
        var (organizer, volunteer) = (new MemberRef("fake", "organizer-uuu-1"), two.InBoth("volunteer-vvv-2"));
        var preview = await two.Bot.SayAsync(Sentences[0], organizer, organizer: true, channel: TwoCommunities.Second, command: true);
        await two.Bot.ChooseAsync(preview.Choices[0].Id, organizer, organizer: true, channel: TwoCommunities.Second);
        await two.Bot.SayAsync("rsvp 1 going medic", volunteer, channel: TwoCommunities.Second, command: true);
        await two.Bot.SayAsync("action 1 reveal 2h \"Behind the secret-www-3 church\"", organizer, organizer: true, channel: TwoCommunities.Second, command: true);
        await FollowAsync(two, "https://example.org/a");

        var all = string.Concat(
            await ExportAsync<ExportFacts>(two, (export, text) => export.RunAsync(text, "facts.yaml", CancellationToken.None)),
            await ExportAsync<ExportFeeds>(two, (export, text) => export.RunAsync(text, CancellationToken.None)),
            await ExportAsync<ExportActions>(two, (export, text) => export.RunAsync(text, CancellationToken.None)));

        Assert.Contains("Vigil", all, StringComparison.Ordinal);
        Assert.DoesNotMatch("uuu-1|vvv-2|www-3", all);
    }

    [Fact]
    public async Task The_verb_writes_three_files_and_facts_can_be_imported_elsewhere()
    {
        using var folder = new TemporaryFolder();
        var (exitCode, output) = await BotProcess.RunAsync(folder.Path, ["facts", "import", await FactsAsync(folder)]);
        Assert.True(exitCode == 0, output);
        (exitCode, var listed) = await BotProcess.RunAsync(folder.Path, ["communities"]);
        Assert.Equal(0, exitCode);

        (exitCode, output) = await BotProcess.RunAsync(folder.Path, ["communities", "export", listed.Split(' ')[0], "out/first"]);

        Assert.True(exitCode == 0, output);
        Assert.Equal(["actions.jsonl", "facts.yaml", "feeds.opml"], Directory.EnumerateFiles(Path.Combine(folder.Path, "out", "first")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        using var other = new TemporaryFolder();
        (exitCode, output) = await BotProcess.RunAsync(other.Path, ["facts", "import", Path.Combine(folder.Path, "out", "first", "facts.yaml")]);
        Assert.True(exitCode == 0, output);
        Assert.Contains("1 added", output, StringComparison.Ordinal);
    }

    private static async Task<string> FactsAsync(TemporaryFolder folder)
    {
        var path = Path.Combine(folder.Path, "ours.yaml");
        await File.WriteAllTextAsync(path, Facts);
        return path;
    }

    private static async Task PublishAsync(TwoCommunities two, string sentence, ChannelRef? channel)
    {
        var preview = await two.Bot.SayAsync(sentence, organizer: true, channel: channel, command: true);
        Assert.True(preview.Choices.Count > 0, PlainText.Write(preview));
        await two.Bot.ChooseAsync(preview.Choices[0].Id, organizer: true, channel: channel);
    }

    private static Task FollowAsync(TwoCommunities two, string address) => two.Bot.InScopeAsync(
        services => services.GetRequiredService<FollowFeed>().RunAsync(new Uri(address), TwoCommunities.Second, 0, CancellationToken.None), two.SecondId);

    private static async Task<IReadOnlyList<JsonElement>> ActionsAsync(TwoCommunities two, long community) =>
    [
        .. (await ExportAsync<ExportActions>(two, (export, text) => export.RunAsync(text, CancellationToken.None), community))
            .Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement),
    ];

    private static Task<string> ExportAsync<T>(TwoCommunities two, Func<T, TextWriter, Task<int>> export, long? community = null)
        where T : notnull => two.Bot.InScopeAsync(
            async services =>
            {
                await using var text = new StringWriter();
                await export(services.GetRequiredService<T>(), text);
                return text.ToString();
            },
            community ?? two.SecondId);
}
