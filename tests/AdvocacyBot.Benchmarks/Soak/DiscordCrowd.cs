using System.Diagnostics;
using AdvocacyBot.FakeDiscord;

namespace AdvocacyBot.Benchmarks.Soak;

/// <summary>People in a channel of Discord: slash commands, and the buttons of the announcement.</summary>
internal sealed class DiscordCrowd(FakeDiscordServer server, FakeChannel channel) : ICrowd
{
    private static readonly Person Organizer = new() { Permissions = 1UL << 33 };
    private readonly Person[] people = [.. Enumerable.Range(0, Mixture.People).Select(_ => new Person())];
    private FakeMessage? announcement;

    /// <summary>The channel's id.</summary>
    public string Channel => channel.Id;

    public Sightings News
    {
        get
        {
            var news = new Sightings();
            foreach (var message in server.World.Shown(channel.Id))
                news.See(message.Words);
            return news;
        }
    }

    /// <summary>Whether the announcement is there, to be answered.</summary>
    public bool SeesAnnouncement => (announcement ??= server.World.Shown(channel.Id).FirstOrDefault(IsAnnouncement)) is not null;

    public Task FollowAsync(Uri feed) =>
        server.Slash(channel, "feeds add", new Dictionary<string, string> { ["url"] = feed.ToString(), ["latest"] = "1" }, Organizer)
            .AnsweredAsync(Tally.Patience);

    public async Task AskAsync(Wanted wanted, long due, Tally tally)
    {
        var late = Stopwatch.GetElapsedTime(due);
        var asked = Begin(wanted);
        try
        {
            await asked.AnsweredAsync(Tally.Patience);
            tally.Answered(late + asked.AnsweredAfter, asked.Answer!.Words);
        }
        catch (TimeoutException)
        {
            tally.Unanswered();
        }
    }

    private FakeInteraction Begin(Wanted wanted)
    {
        var person = people[wanted.Person];
        return wanted.Want switch
        {
            Want.Ask => server.Slash(channel, "ask", new Dictionary<string, string> { ["question"] = wanted.Words }, person),
            Want.Actions => server.Slash(channel, "actions", person: person),
            Want.Help => server.Slash(channel, "help", person: person),
            _ => server.Press(channel, announcement!, ButtonsOf(announcement!).First(id => id.EndsWith($":{wanted.Words}", StringComparison.Ordinal)), person),
        };
    }

    private static bool IsAnnouncement(FakeMessage message) => ButtonsOf(message).Any(id => id.StartsWith("rsvp:", StringComparison.Ordinal));

    private static IEnumerable<string> ButtonsOf(FakeMessage message) => message.Buttons.Select(b => (string?)b["custom_id"] ?? "");
}
