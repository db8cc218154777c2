using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;

namespace AdvocacyBot.Benchmarks.Soak;

/// <summary>
/// People in the web room, each with a cookie of their own, at its JSON doors. A door answers when the bot's answer stands in the
/// room and listeners were told of it, so that is the time; what it says is looked up afterwards.
/// </summary>
internal sealed class RoomCrowd(HttpClient client, RoomEars ears) : ICrowd
{
    private const string CookieName = "advocacybot-member=";

    public Sightings News => ears.News;

    public async Task AskAsync(Wanted wanted, long due, Tally tally)
    {
        var cookie = $"person-{wanted.Person}".PadRight(43, '-');
        try
        {
            using var patience = new CancellationTokenSource(Tally.Patience);
            var (id, problem) = await PostAsync(wanted, cookie, patience.Token);
            var took = Stopwatch.GetElapsedTime(due);
            if (id is not { } said)
                tally.Failed(problem);
            else if (await WordsAsync(wanted, said, cookie, patience.Token) is { } words)
                tally.Answered(took, words);
            else
                tally.Unanswered();
        }
        catch (Exception e) when (e is OperationCanceledException or HttpRequestException)
        {
            tally.Unanswered();
        }
    }

    private async Task<(long? Id, string Problem)> PostAsync(Wanted wanted, string cookie, CancellationToken ct)
    {
        var announced = ears.Announcement!;
        using var request = wanted.Want == Want.Rsvp
            ? Request("/api/room/choices", new { message = announced.Id, choice = announced.Choice(wanted.Words) }, cookie)
            : Request("/api/room/messages", new { text = wanted.Want switch { Want.Ask => wanted.Words, Want.Actions => "actions", _ => "help" } }, cookie);
        using var response = await client.SendAsync(request, ct);
        var body = await response.Content.ReadAsStringAsync(ct);
        return response.IsSuccessStatusCode
            ? (JsonDocument.Parse(body).RootElement.GetProperty("id").GetInt64(), "")
            : (null, $"{(int)response.StatusCode} {body}");
    }

    /// <summary>The bot's words, as far as they can be told apart; null where there is no answer.</summary>
    private async Task<string?> WordsAsync(Wanted wanted, long id, string cookie, CancellationToken ct)
    {
        if (wanted.IsPrivate)
            return await AloneAsync(id, cookie, ct);

        // A question is shown to all where its answer is: a refusal would have been for the person alone.
        await ears.HearAsync(id).WaitAsync(ct);
        return "";
    }

    /// <summary>What the bot said to one person alone, in this message or after it; null where that is nothing.</summary>
    private async Task<string?> AloneAsync(long id, string cookie, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/room/messages?after={id - 1}");
        request.Headers.Add("Cookie", CookieName + cookie);
        using var response = await client.SendAsync(request, ct);
        response.EnsureSuccessStatusCode();
        using var shown = await JsonDocument.ParseAsync(await response.Content.ReadAsStreamAsync(ct), cancellationToken: ct);
        return shown.RootElement.EnumerateArray()
            .Where(m => m.GetProperty("private").GetBoolean() && m.GetProperty("author").GetString() == "bot")
            .Select(m => m.GetProperty("text").GetString())
            .FirstOrDefault();
    }

    private static HttpRequestMessage Request(string door, object body, string cookie)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, door) { Content = JsonContent.Create(body) };
        request.Headers.Add("Cookie", CookieName + cookie);
        return request;
    }
}
