using AdvocacyBot.Core;
using AdvocacyBot.Core.Languages;

namespace AdvocacyBot.Web.Room.Moderation;

/// <summary>Decides whether what a member writes reaches the others. The bot answers the member in any case.</summary>
internal sealed class RoomModeration(ModerationTable table, TimeProvider clock)
{
    /// <summary>Why a member's words do not reach the others now; null if they do.</summary>
    public async Task<RoomObjection?> FindAsync(Speaker speaker, CancellationToken ct)
    {
        if (speaker.Visitor.IsRoomOrganizer)
            return null;

        var (now, author, language) = (clock.UtcNow, speaker.Visitor.Author, speaker.Language);
        if (await table.MutedAsync(now, author, ct) is [var muted])
            return new RoomObjection(StatusCodes.Status403Forbidden, ModerationTexts.All.Format(language, "member.muted", Left(muted.EndsAt - now, language)));

        var rules = await table.RulesAsync(ct);
        if (rules.IsClosed)
            return new RoomObjection(StatusCodes.Status403Forbidden, ModerationTexts.All[language, "member.closed"]);
        if (rules.Pause > TimeSpan.Zero && await table.LastWrittenAsync(author, ct) is { } last && last + rules.Pause > now)
        {
            return new RoomObjection(
                StatusCodes.Status429TooManyRequests,
                ModerationTexts.All.Format(language, "member.slow", DurationText.Seconds(rules.Pause, language), DurationText.Seconds(last + rules.Pause - now, language)));
        }

        return null;
    }

    /// <summary>A time that is left, in whole minutes, of which the last one counts as one.</summary>
    public static string Left(TimeSpan left, Language language) => DurationText.Minutes((int)Math.Ceiling(left.TotalMinutes), language);
}

/// <summary>Why a member's words do not reach the others.</summary>
/// <param name="Status">The HTTP status of the refusal.</param>
/// <param name="Sentence">In the member's language; says what to do.</param>
internal sealed record RoomObjection(int Status, string Sentence);

/// <summary>A member wrote something that is for the others alone, while it cannot reach them. Nothing was stored.</summary>
internal sealed class RoomRefusalException(RoomObjection objection) : Exception(objection.Sentence)
{
    public int Status => objection.Status;
}
