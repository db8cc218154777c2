using AdvocacyBot.Core.Languages;
using NodaTime;

namespace AdvocacyBot.Core.Mobilizations.Times;

/// <summary>How people name time zones, apart from the IANA names.</summary>
internal static class ZoneWords
{
    /// <summary>After a name: "Toronto time".</summary>
    public static readonly WordTable<Unit> TimeAfter = new((default, "time|standard time|daylight time|local time", "", ""));

    /// <summary>Before a name: "heure de Paris".</summary>
    public static readonly WordTable<Unit> TimeBefore = new(
        (default, "", "heure de|heure d'|heure du|heure des|heure de la|à l'heure de|heure|heure normale de|heure normale du|heure normale des|heure avancée de|heure avancée du|heure avancée des", "hora de|hora del|hora de la|hora|hora estándar del|hora estándar de|tiempo del|tiempo de"));

    /// <summary>The group's own zone.</summary>
    public static readonly WordTable<Unit> Local = new((default, "local time", "heure locale", "hora local"));

    /// <summary>Abbreviations, in every language. Those of two letters count only in capitals: "ET" is not "et".</summary>
    public static readonly WordTable<ZoneClue> Abbreviations = new(
        Short("et", "America/Toronto"), Short("ct", "America/Winnipeg"), Short("mt", "America/Edmonton"), Short("pt", "America/Los_Angeles"),
        Short("est", "America/Toronto", -5), Short("edt", "America/Toronto", -4),
        Short("cst", "America/Winnipeg", -6), Short("cdt", "America/Winnipeg", -5),
        Short("mst", "America/Edmonton", -7), Short("mdt", "America/Edmonton", -6),
        Short("pst", "America/Los_Angeles", -8), Short("pdt", "America/Los_Angeles", -7),
        Short("ast", "America/Halifax", -4), Short("adt", "America/Halifax", -3),
        Short("nst", "America/St_Johns", -3.5), Short("ndt", "America/St_Johns", -2.5),
        Short("he", "America/Toronto"), Short("hc", "America/Winnipeg"), Short("hr", "America/Edmonton"), Short("hp", "America/Los_Angeles"),
        Short("hne", "America/Toronto", -5, "est"), Short("hae", "America/Toronto", -4, "edt"),
        Short("hnc", "America/Winnipeg", -6, "cst"), Short("hac", "America/Winnipeg", -5, "cdt"),
        Short("hnr", "America/Edmonton", -7, "mst"), Short("har", "America/Edmonton", -6, "mdt"),
        Short("hnp", "America/Los_Angeles", -8, "pst"), Short("hap", "America/Los_Angeles", -7, "pdt"),
        Short("hna", "America/Halifax", -4, "ast"), Short("haa", "America/Halifax", -3, "adt"),
        Short("gmt", "UTC", 0), Short("utc", "UTC", 0), Short("z", "UTC", 0), Short("bst", "Europe/London", 1),
        Short("wet", "Europe/Lisbon", 0), Short("west", "Europe/Lisbon", 1),
        Short("cet", "Europe/Paris", 1), Short("cest", "Europe/Paris", 2),
        Short("eet", "Europe/Athens", 2), Short("eest", "Europe/Athens", 3),
        Short("pet", "America/Lima", -5), Short("cot", "America/Bogota", -5), Short("ect", "America/Guayaquil", -5),
        Short("clt", "America/Santiago", -4), Short("clst", "America/Santiago", -3), Short("brt", "America/Sao_Paulo", -3));

    /// <summary>Zones without daylight saving time whose offset is not of whole hours.</summary>
    public static readonly IReadOnlyDictionary<Offset, string> Fractions = new Dictionary<Offset, string>
    {
        [Offset.FromHoursAndMinutes(3, 30)] = "Asia/Tehran",
        [Offset.FromHoursAndMinutes(4, 30)] = "Asia/Kabul",
        [Offset.FromHoursAndMinutes(5, 30)] = "Asia/Kolkata",
        [Offset.FromHoursAndMinutes(5, 45)] = "Asia/Kathmandu",
        [Offset.FromHoursAndMinutes(6, 30)] = "Asia/Yangon",
        [Offset.FromHoursAndMinutes(8, 45)] = "Australia/Eucla",
        [Offset.FromHoursAndMinutes(9, 30)] = "Australia/Darwin",
        [Offset.FromHoursAndMinutes(-9, -30)] = "Pacific/Marquesas",
    };

    /// <summary>Names that need "time" or "heure de": "Mountain time", "heure de l'Est".</summary>
    public static readonly WordTable<ZoneClue> Regions = new(
        (new("America/Toronto"), "", "est|l'est", "este"),
        (new("America/Winnipeg"), "central", "centre", "central"),
        (new("America/Mexico_City"), "", "", "centro"),
        (new("America/Edmonton"), "mountain", "rocheuses", "montaña"),
        (new("America/Los_Angeles"), "", "pacifique", "pacífico"),
        (new("America/Halifax"), "atlantic", "atlantique|l'atlantique", "atlántico"),
        (new("America/St_Johns"), "newfoundland", "terre-neuve", "terranova"),
        (new("America/Lima"), "peruvian", "péruvienne", "peruana"),
        (new("Europe/Paris"), "french", "française", "francesa"),
        (new("Europe/Madrid"), "spanish", "espagnole", "española|peninsular"),
        (new("Europe/London"), "british", "britannique", "británica"),
        (new("Europe/Brussels"), "belgian", "belge", "belga"),
        (new("Europe/Zurich"), "swiss", "", ""),
        (new("America/Bogota"), "colombian", "colombienne", "colombiana"),
        (new("America/Santiago"), "chilean", "chilienne", "chilena"));

    /// <summary>Cities and countries of one zone, alone or with "time" or "heure de". IANA cities are known too, with one of these words.</summary>
    public static readonly WordTable<ZoneClue> Cities = new(
        (new("America/Toronto"), "eastern|toronto|montreal|ottawa|quebec|quebec city|hamilton", "toronto|montréal|ottawa|québec|gatineau", "toronto|montreal|ottawa|quebec"),
        (new("America/Vancouver"), "vancouver|victoria", "vancouver|victoria", "vancouver|victoria"),
        (new("America/Edmonton"), "edmonton|calgary", "edmonton|calgary", "edmonton|calgary"),
        (new("America/Winnipeg"), "winnipeg", "winnipeg", "winnipeg"),
        (new("America/Regina"), "regina|saskatoon", "régina|saskatoon", "regina"),
        (new("America/Halifax"), "halifax|moncton", "halifax|moncton", "halifax"),
        (new("America/New_York"), "new york|washington|boston", "new york|washington|boston", "nueva york|washington|boston"),
        (new("America/Chicago"), "chicago", "chicago", "chicago"),
        (new("America/Los_Angeles"), "pacific|los angeles|san francisco|seattle", "los angeles|san francisco|seattle", "los ángeles|san francisco|seattle"),
        (new("America/Mexico_City"), "mexico city|cdmx", "cdmx", "ciudad de méxico|cdmx|guadalajara|oaxaca|puebla"),
        (new("America/Lima"), "lima|cusco|arequipa", "lima|cuzco|arequipa", "lima|cusco|cuzco|arequipa|trujillo"),
        (new("America/Bogota"), "bogota", "bogota", "bogotá"),
        (new("Europe/Paris"), "paris|lyon|marseille", "paris|lyon|marseille|toulouse|lille|nantes", "parís|lyon|marsella"),
        (new("Europe/Madrid"), "madrid|barcelona", "madrid|barcelone", "madrid|barcelona|sevilla|valencia|bilbao"),
        (new("Europe/London"), "london", "londres", "londres"),
        (new("Europe/Brussels"), "brussels", "bruxelles", "bruselas"),
        (new("Europe/Zurich"), "geneva|zurich|switzerland", "genève|zurich|suisse", "ginebra|zúrich|suiza"),
        (new("Europe/Brussels"), "belgium", "belgique", "bélgica"),
        (new("Europe/London"), "uk", "royaume-uni", "reino unido"),
        (new("Europe/Paris"), "france", "france", "francia"),
        (new("Europe/Madrid"), "spain", "espagne|l'espagne", "españa"),
        (new("America/Mexico_City"), "mexico", "mexique", "méxico"),
        (new("America/Lima"), "peru", "pérou", "perú"),
        (new("America/Bogota"), "colombia", "colombie", "colombia"),
        (new("America/Guayaquil"), "ecuador", "équateur|l'équateur", "ecuador"),
        (new("America/La_Paz"), "bolivia", "bolivie", "bolivia"),
        (new("America/Santiago"), "chile", "chili", "chile"),
        (new("America/Argentina/Buenos_Aires"), "argentina", "argentine|l'argentine", "argentina"),
        (new("America/Guatemala"), "guatemala", "guatemala", "guatemala"),
        (new("America/Tegucigalpa"), "honduras", "honduras", "honduras"));

    /// <param name="abbreviation">In lower case.</param>
    /// <param name="id">The zone it stands for.</param>
    /// <param name="hours">The offset that it fixes, if it does.</param>
    /// <param name="own">How the zone itself abbreviates it, if differently.</param>
    private static (ZoneClue Zone, string English, string French, string Spanish) Short(
        string abbreviation, string id, double? hours = null, string? own = null) =>
        (new ZoneClue(id, (own ?? abbreviation).ToUpperInvariant(), hours is { } offset ? Offset.FromSeconds((int)(offset * 3600)) : null),
            abbreviation, abbreviation, abbreviation);
}
