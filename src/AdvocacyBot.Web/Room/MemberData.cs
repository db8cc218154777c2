using AdvocacyBot.Core;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Web.Room.Moderation;
using AdvocacyBot.Web.Sessions;

namespace AdvocacyBot.Web.Room;

/// <summary>Describes and deletes the data that the room stores about a member, for "my data" and "forget me".</summary>
internal sealed class MemberData(
    RoomHistory history, MessageTable table, NameTable names, ModerationTable moderation, Invitations invitations, WebFile file, Visitors visitors,
    WebSettings settings, TimeProvider clock)
{
    /// <returns>Null if nothing is stored.</returns>
    public async Task<string?> DescribeAsync(MemberRef member, Language language, CancellationToken ct)
    {
        if (member.Platform != RoomPlatform.PlatformName)
            return null;

        var author = visitors.AuthorOf(member.Id);
        var (count, name) = (await table.CountAsync(author, ct), await names.FindAsync(author, ct));
        var written = (count, name) switch
        {
            (0, null) => null,
            (_, null) => RoomTexts.All.Format(language, "data.messages", count, DurationText.Days(settings.RoomRetentionDays, language)),
            _ => RoomTexts.All.Format(language, "data.named", count, DurationText.Days(settings.RoomRetentionDays, language), name),
        };
        var now = clock.UtcNow;
        var muted = await moderation.MutedAsync(now, author, ct) is [var mute]
            ? ModerationTexts.All.Format(language, "data.muted", RoomModeration.Left(mute.EndsAt - now, language))
            : null;
        return written is null || muted is null ? written ?? muted : $"{written} {muted}";
    }

    public async Task ForgetAsync(MemberRef member, CancellationToken ct)
    {
        if (member.Platform != RoomPlatform.PlatformName)
            return;

        var author = visitors.AuthorOf(member.Id);
        await names.DeleteAsync(author, ct);
        // Whoever deletes the cookie instead is rid of it as well.
        await moderation.UnmuteAsync(author, ct);
        await invitations.ForgetAsync(member.Id, ct);
        await history.ForgetAsync(author, ct);
        await file.ScrubAsync(ct);
    }
}
