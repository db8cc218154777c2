using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Mobilizations.CheckIns;
using AdvocacyBot.Core.Mobilizations.Matching;
using AdvocacyBot.Core.Mobilizations.Privacy;
using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Core.Mobilizations.Managing;

/// <summary>How rides and the check-in after the end stand, for organizers: numbers, and the names of those only who gave one for this.</summary>
internal sealed class PeopleFigures(BotDb db, KeyStore keys, CheckInSteps checkIns)
{
    /// <returns>The last part of each field's text key, and its value.</returns>
    public async Task<IReadOnlyList<(string Key, string Value)>> OfAsync(Mobilization mobilization, Language language, CancellationToken ct)
    {
        var figures = new List<(string, string)>();
        if (await RidesAsync(mobilization.Id, language, ct) is { } rides)
            figures.Add(("rides", rides));
        if (mobilization.CheckInMinutes is not null && await CheckInAsync(mobilization, language, ct) is { } checkIn)
            figures.Add(("checkin", checkIn));
        return figures;
    }

    /// <summary>"2 cars with 5 seats, 3 taken · 1 looking"; null if nobody offers or looks for a ride.</summary>
    private async Task<string?> RidesAsync(long id, Language language, CancellationToken ct)
    {
        var all = await db.Seekers.AsNoTracking().Where(s => s.MobilizationId == id && s.Kind == MatchKind.Ride).ToListAsync(ct);
        if (all.Count == 0)
            return null;
        var drivers = all.FindAll(s => s.Side == MatchSide.Offers);
        var riders = all.FindAll(s => s.Side == MatchSide.Seeks);
        return MobilizationTexts.All.FormatCount(
            language, "rides.figures", drivers.Count, drivers.Count, drivers.Sum(s => s.Seats ?? 1), riders.Count(s => s is { HasAccepted: true, PartnerHasAccepted: true }),
            riders.Count(s => s.Partner is null));
    }

    /// <summary>Before the end how many want to be asked; afterwards how many have not answered, and who, if they gave a name and their time is over.</summary>
    private async Task<string?> CheckInAsync(Mobilization mobilization, Language language, CancellationToken ct)
    {
        var open = await checkIns.OpenAsync(mobilization.Id, ct);
        if (mobilization.CheckInAt is { } at && at <= mobilization.EndsAt)
            return MobilizationTexts.All.FormatCount(language, "checkin.wanted", open.Count, open.Count);
        if (open.Count == 0)
            return MobilizationTexts.All[language, "checkin.nobody"];

        var text = MobilizationTexts.All.Format(language, "checkin.figures", open.Count(r => r.CheckIn == CheckIn.Asked), open.Count(r => r.CheckIn == CheckIn.Wanted));
        if (!checkIns.IsReported(mobilization) || keys.Find(mobilization.KeyId) is not { } key)
            return text;
        var names = open.Where(r => r.CheckInName is not null).Select(r => CheckInNames.Open(mobilization, key, r)).Order(StringComparer.CurrentCulture).ToList();
        return names.Count == 0 ? text : $"{text}: {string.Join("; ", names)}";
    }
}
