using AdvocacyBot.Core.Mobilizations.Privacy;
using AdvocacyBot.Core.Secrets;

namespace AdvocacyBot.Core.Mobilizations.CheckIns;

/// <summary>Seals by what organizers may know a person who does not say that they are home safe. Pure.</summary>
internal static class CheckInNames
{
    public static byte[] Seal(Mobilization mobilization, byte[] key, string person, string name) => Sealing.Seal(key, name, PlaceOf(mobilization, person));

    public static string Open(Mobilization mobilization, byte[] key, Rsvp rsvp) => Sealing.OpenText(key, rsvp.CheckInName, PlaceOf(mobilization, rsvp.Person));

    /// <summary>The same name, sealed for another pseudonym of the person.</summary>
    public static byte[]? Reseal(Mobilization mobilization, Person from, Rsvp rsvp, string to) =>
        rsvp.CheckInName is null ? null : Seal(mobilization, from.Key, to, Open(mobilization, from.Key, rsvp));

    private static string PlaceOf(Mobilization mobilization, string person) => $"{mobilization.Subject}/checkin/{person}";
}
