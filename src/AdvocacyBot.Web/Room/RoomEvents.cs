using System.Globalization;
using System.Text.Json;
using System.Threading.Channels;
using AdvocacyBot.Web.Room.ComingUp;
using AdvocacyBot.Web.Sessions;

namespace AdvocacyBot.Web.Room;

/// <summary>
/// The room as server-sent events: <c>message</c> for what is new, <c>edit</c> for what changed and <c>delete</c> for what is gone,
/// each with the message as its data and its id as the event's, so that a listener that reconnects misses nothing new. Whoever asks with
/// <c>?coming</c> also gets <c>coming</c>, the list of what is coming up, first and when it changes.
/// </summary>
internal static class RoomEvents
{
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(15);

    public static async Task StreamAsync(
        HttpContext http, RoomHistory history, Visitors visitors, RoomListeners listeners, ComingUpList coming, StreamLimit limit, IHostApplicationLifetime life,
        TimeProvider clock)
    {
        using var stream = limit.TryOpen(http);
        if (stream is null)
        {
            await RoomLimits.RefuseAsync(http, "problem.streams");
            return;
        }

        using var ends = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, life.ApplicationStopping);
        var member = await visitors.RecognizeAsync(http, ends.Token);
        http.Response.ContentType = "text/event-stream";

        var listener = listeners.Join();
        try
        {
            var last = await CatchUpAsync(http, history, member, ends.Token);
            var wantsComing = http.Request.Query.ContainsKey("coming");
            var shown = wantsComing ? await WriteComingAsync(http, coming, null, ends.Token) : "";
            await foreach (var update in UpdatesAsync(http, listener.Reader, clock, ends.Token))
            {
                if (update is null)
                {
                    shown = wantsComing ? await WriteComingAsync(http, coming, shown, ends.Token) : "";
                    continue;
                }

                if (update.Message.IsVisibleTo(member.Author) && (update.Kind != RoomUpdateKind.Added || update.Message.Id > last))
                    await WriteAsync(http, update.Message, member, NameOf(update.Kind), ends.Token);
            }
        }
        catch (OperationCanceledException) when (ends.IsCancellationRequested)
        {
            // The listener left, or the bot stops: both end a stream.
        }
        finally
        {
            listeners.Leave(listener);
        }
    }

    /// <returns>The version that the listener has now.</returns>
    private static async Task<string> WriteComingAsync(HttpContext http, ComingUpList coming, string? before, CancellationToken ct)
    {
        var list = await coming.ReadAsync(ct);
        if (list.Version == before)
            return before;
        var data = JsonSerializer.Serialize(list.For(PageLanguage.Of(http)), RoomJson.Default.ShownActionArray);
        await http.Response.WriteAsync($"event: coming\ndata: {data}\n\n", ct);
        await http.Response.Body.FlushAsync(ct);
        return list.Version;
    }

    private static string NameOf(RoomUpdateKind kind) => kind switch
    {
        RoomUpdateKind.Added => "message",
        RoomUpdateKind.Edited => "edit",
        _ => "delete",
    };

    /// <summary>Writes what was said since the listener's last event, or since the id that it names; nothing if it names none.</summary>
    private static async Task<long> CatchUpAsync(HttpContext http, RoomHistory history, Visitor member, CancellationToken ct)
    {
        string? since = http.Request.Headers["Last-Event-ID"];
        since ??= http.Request.Query["after"];
        if (!long.TryParse(since, CultureInfo.InvariantCulture, out var last))
        {
            await http.Response.Body.FlushAsync(ct);
            return 0;
        }

        while (await history.AfterAsync(last, member, 200, ct) is { Count: > 0 } missed)
        {
            foreach (var message in missed)
                await WriteAsync(http, message, member, "message", ct);
            last = missed[^1].Id;
        }

        await http.Response.Body.FlushAsync(ct);
        return last;
    }

    /// <returns>The updates, and null when there are none for now: after each heartbeat and after each burst of updates.</returns>
    private static async IAsyncEnumerable<RoomUpdate?> UpdatesAsync(
        HttpContext http, ChannelReader<RoomUpdate> updates, TimeProvider clock,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        while (true)
        {
            var waiting = updates.WaitToReadAsync(ct).AsTask();
            while (await Task.WhenAny(waiting, Task.Delay(Heartbeat, clock, ct)) != waiting)
            {
                await http.Response.WriteAsync(": still here\n\n", ct);
                await http.Response.Body.FlushAsync(ct);
                yield return null;
            }

            if (!await waiting)
                yield break;
            while (updates.TryRead(out var update))
                yield return update;
            yield return null;
        }
    }

    private static async Task WriteAsync(HttpContext http, RoomMessage message, Visitor member, string name, CancellationToken ct)
    {
        var data = JsonSerializer.Serialize(ShownMessage.Of(message, member, PageLanguage.Of(http)), RoomJson.Default.ShownMessage);
        await http.Response.WriteAsync(string.Create(CultureInfo.InvariantCulture, $"id: {message.Id}\nevent: {name}\ndata: {data}\n\n"), ct);
        await http.Response.Body.FlushAsync(ct);
    }
}
