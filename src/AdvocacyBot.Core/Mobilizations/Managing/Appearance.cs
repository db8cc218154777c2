using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Chat.Pictures;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Mobilizations.Announcing;
using AdvocacyBot.Core.Mobilizations.Notices;

namespace AdvocacyBot.Core.Mobilizations.Managing;

/// <summary>Changes what accompanies the announcement: its picture and its thread for discussion.</summary>
internal sealed class Appearance(StoredPictures pictures, TimeProvider clock)
{
    /// <summary><c>picture ADDRESS what it shows</c> replaces the picture, <c>picture off</c> removes it.</summary>
    public async Task<Reply> PictureAsync(ManageWish wish, CancellationToken ct)
    {
        var picture = SettingWords.IsOff(wish.Written) ? null : AnnouncementReader.PictureOf(wish.Value);
        if (picture is null && !SettingWords.IsOff(wish.Written))
            return wish.Refuse("announce.problem.picture");

        if (wish.File is { } file)
            await pictures.SaveAsync(file, ct);
        (wish.Mobilization.Picture, wish.Mobilization.PictureText) = (picture?.Address.AbsoluteUri, picture?.AltText);
        wish.Mobilization.RefreshNow(clock.UtcNow);
        return wish.Set(SettingFields.Picture(wish.Mobilization, wish.Language));
    }

    /// <summary><c>discussion on</c> opens a thread below the announcement, <c>discussion off</c> archives it.</summary>
    public Reply Discussion(ManageWish wish)
    {
        var isOff = SettingWords.IsOff(wish.Written);
        if (!isOff && wish.Value.Length > 0 && !SettingWords.IsOn(wish.Written))
            return wish.Refuse("manage.discussion");

        wish.Mobilization.IsDiscussionClosed = isOff && wish.Mobilization.HasDiscussion;
        wish.Mobilization.HasDiscussion |= !isOff;
        wish.Mobilization.RefreshNow(clock.UtcNow);
        return wish.Set(SettingFields.Discussion(wish.Mobilization, wish.Language));
    }
}
