using System.Diagnostics;
using System.Text.Json.Nodes;
using AdvocacyBot.Matrix.Sending;
using AdvocacyBot.TestSupport.Matrix;

namespace AdvocacyBot.Benchmarks.Soak;

/// <summary>
/// People in a Matrix room. An answer there names its question; one for a person alone comes in their conversation, under a key
/// that is made from the question.
/// </summary>
internal sealed class MatrixCrowd : ICrowd
{
    private const string Organizer = "@ana:fake";
    private readonly FakeHomeserver server;
    private readonly Lock gate = new();
    private readonly Dictionary<string, TaskCompletionSource<(long At, string Words)>> waiting = new(StringComparer.Ordinal);
    private string? mobilization;

    public MatrixCrowd(FakeHomeserver server)
    {
        this.server = server;
        (server.Said, server.OpensConversations) = (Hear, true);
    }

    public Sightings News { get; } = new();

    /// <summary>Whether the announcement is there, to be answered.</summary>
    public bool SeesAnnouncement => mobilization is not null;

    public void Follow(Uri feed) => server.Say($"!feeds add {feed} latest 1", Organizer);

    public async Task AskAsync(Wanted wanted, long due, Tally tally)
    {
        var answer = new TaskCompletionSource<(long At, string Words)>(TaskCreationOptions.RunContinuationsAsynchronously);
        var text = wanted.Want switch
        {
            Want.Ask => $"!{wanted.Words}",
            Want.Actions => "!actions",
            Want.Help => "!help",
            _ => $"!rsvp {mobilization} {wanted.Words}",
        };
        string question;
        lock (gate)
        {
            question = server.Say(text, $"@m{wanted.Person}:fake");
            waiting[question] = answer;
            waiting[AloneTo(question)] = answer;
        }

        try
        {
            var (at, words) = await answer.Task.WaitAsync(Tally.Patience);
            tally.Answered(Stopwatch.GetElapsedTime(due, at), words);
        }
        catch (TimeoutException)
        {
            tally.Unanswered();
        }

        lock (gate)
        {
            waiting.Remove(question);
            waiting.Remove(AloneTo(question));
        }
    }

    private static string AloneTo(string question) => $"alone/{TransactionIds.IdOf(question)}";

    private void Hear(string room, JsonObject content)
    {
        var at = Stopwatch.GetTimestamp();
        var words = (string?)content["body"] ?? "";
        if (room == FakeHomeserver.Room)
            Look(content, words);

        var cause = (string?)content["m.relates_to"]?["m.in_reply_to"]?["event_id"] ?? (string?)content[MessageContent.Key] ?? "";
        lock (gate)
        {
            if (waiting.TryGetValue(cause, out var answer))
                answer.TrySetResult((at, words));
        }
    }

    private void Look(JsonObject content, string words)
    {
        News.See(words);
        var choice = (string?)content["org.advocacybot.choices"]?[0]?["id"] ?? "";
        if (mobilization is null && choice.Split(':') is ["rsvp", var number, _])
            mobilization = number;
    }
}
