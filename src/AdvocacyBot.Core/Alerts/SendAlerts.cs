using System.Globalization;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Outbox;
using AdvocacyBot.Core.Platforms;
using AdvocacyBot.Core.Store;
using Microsoft.Extensions.Logging;

namespace AdvocacyBot.Core.Alerts;

/// <summary>
/// Notifies the community in scope once when a problem begins and once when it is over. Posts go through the outbox, in the transaction
/// that records them; while the database cannot be written, they go to the platforms directly, under the same keys.
/// </summary>
internal sealed partial class SendAlerts(
    CommunityScope scope, WriteTransaction write, OutboxQueue outbox, AlertStore store, AlertMemory memory, IEnumerable<IAlertSource> sources,
    AlertChannel posts, PlatformDirectory platforms, ILogger<SendAlerts> logger)
{
    private const string PlatformKind = "platform";

    /// <param name="known">The state as it was read.</param>
    public async Task RunAsync(AlertState known, CancellationToken ct)
    {
        var alerts = await sources.FindAllAsync(ct);
        var lasting = memory.Note(scope.Id, alerts);
        var begun = alerts.Where(a => lasting.ContainsKey(a.Key)).Select(a => (Alert: a, Since: lasting[a.Key])).ToList();
        var unstored = memory.Unstored(scope.Id);
        if (unstored.Count == 0 && begun.TrueForAll(b => known.Open.ContainsKey(b.Alert.Key)) && known.Open.Keys.All(key => alerts.Any(a => a.Key == key)))
            return;

        try
        {
            await write.RunAsync("alerts", inner => QueueAsync(alerts, begun, unstored, inner), ct);
            memory.ClearUnstored(scope.Id);
        }
        catch (Exception e) when (StorageTrouble.Reason(e) is not null)
        {
            foreach (var (alert, since) in begun.Where(b => !known.Open.ContainsKey(b.Alert.Key) && !unstored.ContainsKey(b.Alert.Key)))
                await SendDirectlyAsync(known.Channels, alert, since, ct);
        }
    }

    private async Task QueueAsync(
        IReadOnlyList<Alert> alerts, List<(Alert Alert, DateTime Since)> begun, IReadOnlyDictionary<string, DateTime> unstored, CancellationToken ct)
    {
        var state = await store.FindAsync(scope.Id, ct);
        var open = new Dictionary<string, DateTime>(state.Open, StringComparer.Ordinal);
        foreach (var (key, since) in unstored)
            open[key] = since;

        foreach (var (alert, since) in begun.Where(b => open.TryAdd(b.Alert.Key, b.Since)))
            await QueueAsync(state.Channels.Where(c => !IsAbout(alert.Key, c)), alert.Key, Meaning(since), alert.Write, ct);

        foreach (var (key, since) in open.Where(o => alerts.All(a => a.Key != o.Key)).ToList())
        {
            open.Remove(key);
            // A platform that is no longer configured is not connected again.
            if (Alert.KindOf(key) == PlatformKind && platforms.Find(Alert.SubjectOf(key)) is null)
                continue;
            await QueueAsync(state.Channels, key, Meaning(since) + "/over", language => Over(key, language), ct);
        }

        await store.SaveAsync(scope.Id, state with { Open = open }, ct);
    }

    private async Task QueueAsync(IEnumerable<ChannelRef> channels, string key, string meaning, Func<Language, string> text, CancellationToken ct)
    {
        foreach (var channel in channels)
            outbox.Send(channel, await posts.WriteAsync(channel, text, ct), AlertChannel.CauseOf(key), meaning);
    }

    private async Task SendDirectlyAsync(IReadOnlyList<ChannelRef> channels, Alert alert, DateTime since, CancellationToken ct)
    {
        foreach (var channel in channels.Where(c => !IsAbout(alert.Key, c)))
        {
            if (!await posts.IsOpenAsync(channel, ct))
                continue;

            try
            {
                await posts.PostAsync(channel, alert.Key, Meaning(since), since, alert.Write, ct);
                memory.AddUnstored(scope.Id, alert.Key, since);
            }
            catch (Exception e) when (e is not OperationCanceledException || !ct.IsCancellationRequested)
            {
                LogNotSent(logger, alert.Key, channel, e.Message);
            }
        }
    }

    private static string Over(string key, Language language) => AlertTexts.All.Format(language, $"over.{Alert.KindOf(key)}", PlatformNames.Of(Alert.SubjectOf(key)));

    /// <summary>Whether a channel is on the very platform that does not work: a post there would arrive when all is over.</summary>
    private static bool IsAbout(string key, ChannelRef channel) => Alert.KindOf(key) == PlatformKind && Alert.SubjectOf(key) == channel.Platform;

    private static string Meaning(DateTime since) => since.ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The alert {Alert} could not be posted in {Channel}: {Reason}")]
    private static partial void LogNotSent(ILogger logger, string alert, ChannelRef channel, string reason);
}
