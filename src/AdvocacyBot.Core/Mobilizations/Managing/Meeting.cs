using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Commands;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Mobilizations.Answering;
using AdvocacyBot.Core.Mobilizations.Notices;
using AdvocacyBot.Core.Mobilizations.Privacy;
using AdvocacyBot.Core.Secrets;
using AdvocacyBot.Core.Store;

namespace AdvocacyBot.Core.Mobilizations.Managing;

/// <summary>
/// Keeps the meeting point sealed under the mobilization's key until its time: <c>action 7 reveal "Behind the library" 2h</c>,
/// and takes it back: <c>action 7 reveal off</c>.
/// </summary>
internal sealed class Meeting(KeyStore keys, TimeProvider clock)
{
    private const int UsualMinutes = 60;

    public Reply Run(ManageWish wish)
    {
        var mobilization = wish.Mobilization;
        var words = Words.Split(wish.Value);
        mobilization.RefreshNow(clock.UtcNow);
        if (SettingWords.IsOff(wish.Value))
        {
            (mobilization.MeetingPoint, mobilization.RevealAt) = (null, null);
            return wish.Tell("manage.done");
        }

        var last = words.Count > 1 ? Offsets.Minutes(words[^1].Value) : null;
        var place = (last is null ? wish.Value : wish.Value[..words[^1].Start]).Trim().Trim('"', '“', '”', '«', '»').Trim();
        if (place.Length == 0)
            return wish.Tell("manage.reveal");
        if (keys.Find(mobilization.KeyId) is not { } key)
            return wish.Tell("rsvp.over");

        mobilization.MeetingPoint = Seal(mobilization, key, SafeText.Shorten(place, Lengths.Line));
        mobilization.RevealAt = mobilization.StartsAt.AddMinutes(-(last ?? UsualMinutes));
        return wish.Tell("manage.done");
    }

    public static byte[] Seal(Mobilization mobilization, byte[] key, string place) => Sealing.Seal(key, place, PlaceOf(mobilization));

    public static string Open(Mobilization mobilization, byte[] key) => Sealing.OpenText(key, mobilization.MeetingPoint, PlaceOf(mobilization));

    private static string PlaceOf(Mobilization mobilization) => $"{mobilization.Subject}/meeting";
}

/// <summary>Tells the meeting point to those going, from its time on and on asking: <c>meet:7</c>.</summary>
internal sealed class MeetChoices(BotDb db, MobilizationNumbers numbers, People people, TimeProvider clock) : IChoiceHandler
{
    public static string Prefix => "meet";

    public async Task<Reply> ChooseAsync(Request request, IReadOnlyList<string> parts, CancellationToken ct)
    {
        var language = request.Language;
        if (parts is not [var text] || RsvpChoices.Number(text) is not { } number
            || await db.Mobilizations.FindAsync([await numbers.IdOfAsync(number, ct)], ct) is not { State: MobilizationState.Open, MeetingPoint: not null, RevealAt: { } at } mobilization)
        {
            return Receipt.Problem(language, "meet.none");
        }

        if (await people.FindAsync(mobilization, request.Intent.Member, ct) is not { Rsvp.Answer: Answer.Going } person)
            return Receipt.Problem(language, "meet.going");
        if (clock.UtcNow < at)
        {
            return new Reply([new Paragraph([new Text(MobilizationTexts.All[language, "meet.later"]), new Moment(at, mobilization.Zone)])])
            {
                Language = language,
                Visibility = Visibility.Private,
            };
        }

        return Reply.Tell(language, Meeting.Open(mobilization, person.Key)) with { Title = MobilizationTexts.All[language, "meet.title"] };
    }
}
