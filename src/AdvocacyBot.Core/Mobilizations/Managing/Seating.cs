using System.Globalization;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Mobilizations.Announcing;
using AdvocacyBot.Core.Mobilizations.Answering;
using AdvocacyBot.Core.Mobilizations.Notices;

namespace AdvocacyBot.Core.Mobilizations.Managing;

/// <summary>Sets how many seats there are and how they are given out.</summary>
internal sealed class Seating(Promotion promotion, TimeProvider clock)
{
    /// <summary>Raised: the queue moves up. Lowered below what is taken: nobody is put out, and it is said.</summary>
    public async Task<Reply> CapacityAsync(ManageWish wish, CancellationToken ct)
    {
        var mobilization = wish.Mobilization;
        var isNone = SettingWords.IsOff(wish.Value);
        var capacity = isNone ? null : AnnouncementReader.CapacityOf(wish.Value.Trim());
        if (capacity is 0)
            return wish.Refuse("announce.problem.capacity", AnnouncementReader.MaxSeats);

        mobilization.Capacity = capacity;
        await promotion.RunAsync(mobilization, ct);
        mobilization.RefreshNow(clock.UtcNow);
        return mobilization.SeatsTaken > capacity
            ? Reply.Tell(wish.Language, MobilizationTexts.All.FormatCount(wish.Language, "manage.over", mobilization.SeatsTaken - capacity.Value, mobilization.SeatsTaken - capacity))
            : wish.Set(SettingFields.Capacity(mobilization, wish.Language));
    }

    public async Task<Reply> WaitlistAsync(ManageWish wish, CancellationToken ct)
    {
        WaitlistFit? fit = Folding.Fold(wish.Value.Trim()) switch
        {
            "hold" or "attendre" or "esperar" => WaitlistFit.Hold,
            "skip" or "passer" or "saltar" => WaitlistFit.Skip,
            _ => null,
        };
        if (fit is not { } chosen)
            return wish.Refuse("manage.waitlist");

        wish.Mobilization.Fit = chosen;
        await promotion.RunAsync(wish.Mobilization, ct);
        return wish.Set(SettingFields.Waitlist(wish.Mobilization, wish.Language));
    }

    /// <summary>
    /// Sets how many guests each person may bring from now on; who has brought more keeps them. A word for no limit allows as many as any
    /// action does.
    /// </summary>
    public static Reply Guests(ManageWish wish)
    {
        int? most = SettingWords.IsOff(wish.Written) ? 0
            : int.TryParse(wish.Value.TrimStart('+'), NumberStyles.None, CultureInfo.InvariantCulture, out var given) && given <= AnswerWish.MaxGuests ? given
            : null;
        var isUnlimited = SettingWords.IsUnlimited(wish.Written);
        if (most is null && !isUnlimited)
            return wish.Refuse("manage.guests", AnswerWish.MaxGuests, RsvpChoices.Write(wish.Mobilization.Number));

        wish.Mobilization.MaxGuests = isUnlimited ? null : most;
        return wish.Set(SettingFields.Guests(wish.Mobilization, wish.Language));
    }

    /// <summary>A freed seat is held for so long for the next, or is theirs without asking.</summary>
    public static Reply Offers(ManageWish wish)
    {
        var isNone = SettingWords.IsOff(wish.Value);
        int? minutes = isNone ? null : Offsets.Minutes(wish.Value.Trim());
        if (!isNone && minutes is null)
            return wish.Refuse("manage.offers");

        wish.Mobilization.OfferMinutes = minutes;
        return wish.Set(SettingFields.Offers(wish.Mobilization, wish.Language));
    }
}
