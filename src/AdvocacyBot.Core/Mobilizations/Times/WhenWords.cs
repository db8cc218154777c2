using NodaTime;

namespace AdvocacyBot.Core.Mobilizations.Times;

/// <summary>The folded words of dates and times in English, French and Spanish.</summary>
internal static class WhenWords
{
    public static readonly IReadOnlyDictionary<string, int> Months = Vocabulary.Of(
        (1, "january jan janvier janv enero ene"),
        (2, "february feb février févr fév febrero"),
        (3, "march mar mars marzo"),
        (4, "april apr avril avr abril abr"),
        (5, "may mai mayo"),
        (6, "june jun juin junio"),
        (7, "july jul juillet juil julio"),
        (8, "august aug août agosto ago"),
        (9, "september sept sep septembre septiembre"),
        (10, "october oct octobre octubre"),
        (11, "november nov novembre noviembre"),
        (12, "december dec décembre diciembre dic"));

    public static readonly IReadOnlyDictionary<string, int> Weekdays = Vocabulary.Of(
        (1, "monday mon lundi lunes"),
        (2, "tuesday tue tues mardi martes"),
        (3, "wednesday wed mercredi miércoles"),
        (4, "thursday thu thurs jeudi jueves"),
        (5, "friday fri vendredi viernes"),
        (6, "saturday sat samedi sábado"),
        (7, "sunday sun dimanche domingo"));

    public static readonly IReadOnlyDictionary<string, int> Relative = Vocabulary.Of(
        (0, "today tonight aujourd'hui hoy"),
        (1, "tomorrow demain mañana"),
        (2, "apresdemain pasadomanana"));

    public static readonly IReadOnlySet<string> Next = Set("next prochain prochaine proximo proxima");

    public static readonly IReadOnlySet<string> Ordinals = Set("st nd rd th er re o");

    public static readonly IReadOnlySet<string> Fillers = Set("on the le la el los las at a de del of in um vers ce this este esta , @");

    public static readonly IReadOnlySet<string> Until = Set("- – — to until till a jusqu'a hasta");

    public static readonly IReadOnlySet<string> Second = Set("second deuxieme seconde segunda");

    public static readonly IReadOnlySet<string> First = Set("first premiere primera");

    public static readonly IReadOnlyDictionary<string, LocalTime> Hours = Vocabulary.Of((LocalTime.Noon, "noon midi mediodía"));

    /// <summary>Several words with one meaning, made into one before the text is cut up; the longest come first.</summary>
    public static readonly IReadOnlyList<(string From, string To)> Joined =
    [
        ("apres-demain", "apresdemain"), ("apres demain", "apresdemain"), ("pasado manana", "pasadomanana"),
        ("de la manana", "am"), ("du matin", "am"), ("in the morning", "am"), ("a.m.", "am"), ("a. m.", "am"), ("a.m", "am"),
        ("de l'apres-midi", "pm"), ("de la tarde", "pm"), ("de la noche", "pm"), ("du soir", "pm"), ("in the evening", "pm"),
        ("in the afternoon", "pm"), ("p.m.", "pm"), ("p. m.", "pm"), ("p.m", "pm"), ("que viene", ""),
    ];

    private static HashSet<string> Set(string words) => new(words.Split(' '), StringComparer.Ordinal);
}
