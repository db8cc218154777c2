using System.Collections.Concurrent;
using AdvocacyBot.Core;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Matrix.Rooms;
using Microsoft.Extensions.Logging;

namespace AdvocacyBot.Matrix.Sync;

/// <summary>
/// Detects another bot that answers every answer: a sender whose messages without prefix arrive within two seconds of the bot's
/// answer, several times in a row. In memory only, under <see cref="MemoryNames"/>. Thread-safe.
/// </summary>
internal sealed partial class BotLoopGuard(RoomDirectory rooms, TimeProvider clock, ILogger<BotLoopGuard> logger)
{
    /// <summary>The number of quick exchanges after which the bot stops.</summary>
    public const int MaxRounds = 4;

    private const int MaxTracked = 1_000;
    private static readonly TimeSpan Quick = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(10);
    private readonly ConcurrentDictionary<UInt128, Exchange> exchanges = new();

    /// <param name="room">The room's id.</param>
    /// <param name="sender">Whose message it is.</param>
    /// <param name="isCommand">Whether it begins with the prefix: people type ahead, and loops rarely use it.</param>
    /// <param name="receivedAt">When the sync with the message arrived, UTC. Messages of a backlog arrive together, before the first is answered.</param>
    /// <returns>Whether the message must not be answered.</returns>
    public bool IsLoop(string room, string sender, bool isCommand, DateTime receivedAt)
    {
        var key = KeyOf(room, sender);
        if (!exchanges.TryGetValue(key, out var exchange))
            return false;
        if (clock.UtcNow < exchange.PausedUntil)
            return true;

        var isQuick = !isCommand && receivedAt >= exchange.AnsweredAt && receivedAt - exchange.AnsweredAt < Quick;
        exchange = exchange with { Rounds = isQuick ? exchange.Rounds + 1 : receivedAt < exchange.AnsweredAt ? exchange.Rounds : 0 };
        if (exchange.Rounds < MaxRounds)
        {
            exchanges[key] = exchange;
            return false;
        }

        exchanges[key] = exchange with { Rounds = 0, PausedUntil = clock.UtcNow + Pause };
        LogPaused(logger, rooms.LogNameOf(room));
        return true;
    }

    /// <summary>Records that the bot has just answered somebody.</summary>
    public void Answered(string room, string sender)
    {
        if (exchanges.Count >= MaxTracked)
            exchanges.Clear();
        exchanges.AddOrUpdate(KeyOf(room, sender), _ => new Exchange(clock.UtcNow, 0, default), (_, known) => known with { AnsweredAt = clock.UtcNow });
    }

    private static UInt128 KeyOf(string room, string sender) => MemoryNames.Of($"{room}\0{sender}");

    private sealed record Exchange(DateTime AnsweredAt, int Rounds, DateTime PausedUntil);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Matrix: somebody in {Room} answers every message at once, as bots do; they get no answers for ten minutes")]
    private static partial void LogPaused(ILogger logger, string room);
}
