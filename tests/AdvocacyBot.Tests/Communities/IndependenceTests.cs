using System.Text.RegularExpressions;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.TestSupport.Articles;

namespace AdvocacyBot.Tests.Communities;

/// <summary>Whatever one community does, another sees and stores the same as if it were alone.</summary>
public sealed partial class IndependenceTests
{
    private const int Steps = 150;
    private static readonly string[] Paths = ["/first", "/second", "/shared"];
    private static readonly string[] Probes =
    [
        "actions", "action 1", "action 2", "action 3", "action 4", "articles latest", "articles search article", "feeds list", "ask First trips 2010", "card F-0001",
        "fact history F-0001", "my rsvps", "my data", "help",
    ];

    private static readonly string[] OrganizersProbes = ["actions", "action 1", "action 2", "feeds list", "feeds export", "articles held", "places", "log", "fact queue"];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task What_a_community_sees_never_depends_on_another(int seed)
    {
        await using var feeds = await FeedServer.StartAsync();
        foreach (var (index, path) in Paths.Index())
            feeds.Serve(path, SomeFeed.Rss(SomeFeed.Items(10 * index, 3)).Replace("Land Watch", $"News of {path}", StringComparison.Ordinal));

        var alone = await RunAsync(seed, feeds, withSecond: false);
        var together = await RunAsync(seed, feeds, withSecond: true);

        Assert.True(alone.SequenceEqual(together), Difference(alone, together));
    }

    private static string Difference(IReadOnlyList<string> alone, IReadOnlyList<string> together)
    {
        var at = alone.Zip(together).TakeWhile(pair => pair.First == pair.Second).Count();
        return $"Alone:\n{alone.ElementAtOrDefault(at)}\n\nTogether:\n{together.ElementAtOrDefault(at)}\n\nBefore:\n{string.Join('\n', alone.Take(at).TakeLast(10))}";
    }

    /// <returns>All that the first community was told, and what it sees in the end.</returns>
    private static async Task<IReadOnlyList<string>> RunAsync(int seed, FeedServer feeds, bool withSecond)
    {
        await using var two = await TwoCommunities.StartAsync(settings: new Dictionary<string, string?> { ["Feeds:AllowedPrivateHosts:0"] = feeds.Host });
        var (turns, first, second) = (new Random(seed), new RandomWords(new Random(seed + 1_000), "First"), new RandomWords(new Random(seed + 2_000), "Second"));
        var (own, others) = (new Crowd(two, channel: null), new Crowd(two, TwoCommunities.Second));
        var told = new List<string>();
        foreach (var crowd in (Crowd[])[own, others])
        {
            if (crowd == own || withSecond)
            {
                await crowd.SayAsync(new RandomWords.Said($"feeds add {feeds.At(crowd == own ? "/first" : "/second")}", null));
                await crowd.SayAsync(new RandomWords.Said($"feeds add {feeds.At("/shared")}", null));
            }
        }

        await two.Bot.TurnAsync();
        for (var step = 0; step < Steps; step++)
        {
            switch (turns.Next(20))
            {
                case 0:
                    // One after the other, so that both runs see the same time.
                    await two.Bot.AdvanceAsync(TimeSpan.FromMinutes(10));
                    break;
                case < 8:
                    told.Add(await own.SayAsync(first.Next()));
                    break;
                default:
                    var said = second.Next();
                    if (withSecond)
                        await others.SayAsync(said);
                    break;
            }
        }

        await two.Bot.AdvanceAsync(TimeSpan.FromMinutes(10));
        foreach (var probe in Probes)
            told.Add(await own.SayAsync(new RandomWords.Said(probe, "First-0")));
        foreach (var probe in OrganizersProbes)
            told.Add(await own.SayAsync(new RandomWords.Said(probe, null)));
        told.AddRange(two.Platform.Sent.Where(s => s.Message.Channel != TwoCommunities.Second && s.Message.Channel.Direct?.Id.StartsWith("Second", StringComparison.Ordinal) != true)
            .Select(s => $"posted in {s.Message.Channel.Id}: {Settled(s.Text)}"));
        return told;
    }

    /// <summary>A text without what is random or of the moment.</summary>
    private static string Settled(string text) => Random().Replace(text, "…");

    // The numbers of articles, which are counted for all communities; codes, tokens, references, calendar ids and stamps.
    [GeneratedRegex(@"· \d+$|[A-Z2-9]{5}-[A-Z2-9]{5}|\b[A-Z0-9]{10}\b|\b[a-z2-9]{16}\b|\b[0-9a-f]{8,}\b|UID:\S+|DTSTAMP:\S+", RegexOptions.CultureInvariant | RegexOptions.Multiline | RegexOptions.NonBacktracking)]
    private static partial Regex Random();

    /// <summary>The people of one community, in its channel.</summary>
    private sealed class Crowd(TwoCommunities two, ChannelRef? channel)
    {
        private string? button;
        private int orders;

        public async Task<string> SayAsync(RandomWords.Said said)
        {
            // Organizers take turns, so that none of them is too fast.
            var member = new MemberRef("fake", said.Member ?? $"{(channel is null ? "First" : "Second")}-organizer-{orders++}");
            var isOrganizer = said.Member is null;
            var reply = said.Text == "publish"
                ? button is null ? Reply.Nothing(default) : await two.Bot.ChooseAsync(button, member, isOrganizer, channel: channel)
                : await two.Bot.SayAsync(said.Text, member, isOrganizer, channel: channel, command: true);
            if (reply.Choices.FirstOrDefault(c => c.Id.StartsWith("draft:", StringComparison.Ordinal)) is { } publish)
                button = publish.Id;
            var text = PlainText.Write(reply);
            Assert.DoesNotContain("Something went wrong", text, StringComparison.Ordinal);
            // When feeds are read is random, and serves all communities.
            var settled = said.Text == "feeds list" ? new string([.. text.Where(c => !char.IsAsciiDigit(c))]) : Settled(text);
            return $"{said.Member ?? "organizer"}: {said.Text} → {settled} {reply.Attachment?.FileName}";
        }
    }
}
