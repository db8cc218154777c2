using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Mobilizations.Notices;
using AdvocacyBot.Core.Mobilizations.Privacy;
using AdvocacyBot.Core.Secrets;

namespace AdvocacyBot.Core.Mobilizations.Managing;

/// <summary>
/// Keeps the meeting point sealed under the mobilization's key until its time: <c>action 7 reveal "Behind the library" 2h</c>,
/// and takes it back: <c>action 7 reveal off</c>.
/// </summary>
internal sealed class Meeting(KeyStore keys, Reminders reminders, TimeProvider clock)
{
    private const int DefaultMinutes = 60;

    public async Task<Reply> RunAsync(ManageWish wish, CancellationToken ct)
    {
        var mobilization = wish.Mobilization;
        if (SettingWords.IsOff(wish.Written))
        {
            (mobilization.MeetingPoint, mobilization.RevealAt) = (null, null);
            mobilization.RefreshNow(clock.UtcNow);
            await reminders.ScheduleAsync(mobilization, ct);
            return wish.Set(SettingFields.Reveal(mobilization, null, wish.Language));
        }

        if (Read(wish.Written) is not var (place, minutes))
            return wish.Refuse("manage.reveal");
        if (keys.Find(mobilization.KeyId) is not { } key)
            return wish.Refuse("rsvp.over");

        mobilization.MeetingPoint = Seal(mobilization, key, SafeText.Shorten(place, Lengths.Line));
        mobilization.RevealAt = mobilization.StartsAt.AddMinutes(-minutes);
        mobilization.RefreshNow(clock.UtcNow);
        await reminders.ScheduleAsync(mobilization, ct);
        return wish.Set(SettingFields.Reveal(mobilization, place, wish.Language));
    }

    /// <summary>
    /// A place in quotation marks with what follows them as a length of time, or a place without any, whose last words may be
    /// one. Null if the text is neither.
    /// </summary>
    private static (string Place, int Minutes)? Read(string written)
    {
        var words = Words.Split(written);
        if (words.Count == 0)
            return null;
        if (words[0].Quoted)
        {
            var rest = written[words[0].End..].Trim();
            var minutes = rest.Length == 0 ? DefaultMinutes : Offsets.Minutes(rest);
            return words[0].Value.Trim() is { Length: > 0 } place && minutes is { } before ? (place, before) : null;
        }

        if (words.Any(w => w.Quoted))
            return null;
        for (var at = 1; at < words.Count; at++)
        {
            if (Offsets.Minutes(written[words[at].Start..]) is { } before)
                return (written[..words[at].Start].Trim(), before);
        }

        return (written.Trim(), DefaultMinutes);
    }

    public static byte[] Seal(Mobilization mobilization, byte[] key, string place) => Sealing.Seal(key, place, PlaceOf(mobilization));

    public static string Open(Mobilization mobilization, byte[] key) => Sealing.OpenText(key, mobilization.MeetingPoint, PlaceOf(mobilization));

    private static string PlaceOf(Mobilization mobilization) => $"{mobilization.Subject}/meeting";
}
