using AdvocacyBot.Core.Platforms;
using AdvocacyBot.Matrix.Api;
using AdvocacyBot.Matrix.Rooms;
using AdvocacyBot.Matrix.Wire;
using Microsoft.Extensions.Logging;

namespace AdvocacyBot.Matrix.Listening;

/// <summary>Takes in what a sync says about one room, in the room's own order.</summary>
internal sealed partial class RoomIntake(
    Session session, RoomBook book, DirectRooms directs, Gaps gaps, Listener listener, RoomCare care, ILogger<RoomIntake> logger)
{
    public async Task TakeInAsync(IntentHandler handle, RoomNews news, StartingPoint point, CancellationToken ct)
    {
        // Of a room that this process has not seen yet, the state at the beginning of the timeline has to do for what came before it.
        var before = book[news.Id] ?? new RoomState(news.Id).With(news.State);
        var missed = news.GapBefore is { } gap && point.Last is not null ? await gaps.FillAsync(news.Id, gap, point, ct) : [];

        var all = missed.Concat(news.Timeline).ToList();
        var lived = RoomNews.SinceJoining(all, session.Me);
        var firstLived = all.Count - lived.Count;
        var state = before;
        for (var i = 0; i < all.Count; i++)
        {
            if (i == missed.Count)
                state = state.With(news.State);
            var e = all[i];
            state = state.With(e);
            book.Put(state);
            if (i >= firstLived && point.MayBeNew(e))
                await HearAsync((intent, token) => handle(intent with { SaidAt = point.TimeOf(e) }, token), state, e, ct);
        }

        if (all.Count == missed.Count)
            state = state.With(news.State);
        book.Put(state);
        await AdoptAsync(state, all, ct);
        await care.TendAsync(state, ct);
        if (all.LastOrDefault(e => RoomNews.IsJoining(e, session.Me)) is { Id.Length: > 0 } joined && point.MayBeNew(joined))
            await care.GreetAsync(state, joined.Id, ct);
        if (lived.Any(e => e.Type == EventTypes.Member && e.StateKey != session.Me && e.Membership is "leave" or "ban"))
            await care.SomebodyLeftAsync(state, ct);
    }

    private async Task HearAsync(IntentHandler handle, RoomState state, MatrixEvent e, CancellationToken ct)
    {
        try
        {
            await listener.HearAsync(handle, state, e, ct);
        }
        catch (Exception failure) when (failure is not OperationCanceledException and not MatrixException { IsPassing: true }
            and not MatrixException { IsUnknownToken: true })
        {
            LogFailed(logger, e.Type, book.LogNameOf(state.Id), failure);
        }
    }

    /// <summary>A conversation that the bot had opened when it was stopped, before it could note whom it is with.</summary>
    private async Task AdoptAsync(RoomState room, IReadOnlyList<MatrixEvent> events, CancellationToken ct)
    {
        if (room.Creator != session.Me || book.OtherIn(room.Id) is not null)
            return;

        var invited = events.FirstOrDefault(e =>
            e.Type == EventTypes.Member && e.Sender == session.Me && e.Membership == "invite" && e.Content.IsTrue("is_direct"));
        if (invited.StateKey is { } member)
            await directs.AddAsync(room.Id, member, ct);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Matrix: a {Type} in {Room} could not be taken in")]
    private static partial void LogFailed(ILogger logger, string type, string room, Exception e);
}
