using System.Text.Json;
using AdvocacyBot.Core.Mobilizations.Times;
using NodaTime;

namespace AdvocacyBot.Core.Mobilizations.Announcing;

/// <summary>What organizers have set for an action after it was announced, as a template stores it.</summary>
/// <param name="Minutes">How long it lasts; null if its organizer did not say.</param>
/// <param name="ClosesBefore">Minutes before the start at which answers close; null for the start.</param>
/// <param name="Reminders">As in <see cref="Mobilization.Reminders"/>.</param>
internal sealed record KeptSettings(int? Minutes, int? ClosesBefore, int? MaxGuests, WaitlistFit Fit, int? OfferMinutes, string Reminders, bool IsMatchingOff = false, int? CheckInMinutes = null)
{
    public static KeptSettings Of(Mobilization mobilization) => new(
        mobilization.HasEnd ? (int)mobilization.Lasts.TotalMinutes : null,
        mobilization.ClosesAt is { } closes ? (int)(mobilization.StartsAt - closes).TotalMinutes : null,
        mobilization.MaxGuests, mobilization.Fit, mobilization.OfferMinutes, mobilization.Reminders, mobilization.IsMatchingOff, mobilization.CheckInMinutes);

    /// <summary>From the options of an announcement; null if no template filled them in.</summary>
    public static KeptSettings? In(IReadOnlyDictionary<string, string> options) =>
        options.GetValueOrDefault(AnnounceOptions.Settings) is { } json ? JsonSerializer.Deserialize<KeptSettings>(json) : null;

    public Duration? Lasts => Minutes is { } minutes ? Duration.FromMinutes(minutes) : null;

    public string Write() => JsonSerializer.Serialize(this);

    /// <summary>Sets them for a mobilization whose time is set.</summary>
    public void ApplyTo(Mobilization mobilization)
    {
        mobilization.ClosesAt = ClosesBefore is { } before ? mobilization.StartsAt.AddMinutes(-before) : null;
        (mobilization.MaxGuests, mobilization.Fit, mobilization.OfferMinutes, mobilization.Reminders) = (MaxGuests, Fit, OfferMinutes, Reminders);
        (mobilization.IsMatchingOff, mobilization.CheckInMinutes) = (IsMatchingOff, CheckInMinutes);
        mobilization.CheckInAt = CheckInMinutes is null ? null : mobilization.EndsAt;
    }
}
