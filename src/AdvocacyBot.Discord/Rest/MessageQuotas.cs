using AdvocacyBot.Discord.Wire;

namespace AdvocacyBot.Discord.Rest;

/// <summary>
/// Limits on messages that Discord does not announce in headers; users report them in discord-api-docs issues 4413 and 6109 and
/// discord.js issue 4956. Exceeding one blocks the message or channel for up to an hour.
/// </summary>
internal static class MessageQuotas
{
    private const int EditsOfPublished = 3;
    private const int EditsOfOld = 3;
    private const int CrosspostsPerHour = 10;
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly TimeSpan OldEditWindow = TimeSpan.FromSeconds(6);

    /// <summary>The quotas of an edit.</summary>
    /// <param name="channel">The channel's id.</param>
    /// <param name="message">The message's id, which contains its time.</param>
    /// <param name="isPublished">Whether the message was published to followers.</param>
    /// <param name="isUrgent">Whether to use the last edit of the hour, which routine edits leave free.</param>
    /// <param name="now">The current time.</param>
    public static IReadOnlyList<Quota> ForEdit(string channel, string message, bool isPublished, bool isUrgent, DateTimeOffset now)
    {
        var quotas = new List<Quota>(2);
        if (isPublished)
            quotas.Add(new Quota($"edit of {message}", isUrgent ? EditsOfPublished : EditsOfPublished - 1, Hour));
        if (Snowflake.TimeOf(message) is { } sent && now - sent > Hour)
            quotas.Add(new Quota($"old edits in {channel}", EditsOfOld, OldEditWindow));
        return quotas;
    }

    public static IReadOnlyList<Quota> ForCrosspost(string channel) => [new Quota($"crossposts in {channel}", CrosspostsPerHour, Hour)];
}
