namespace AdvocacyBot.Core.Languages;

/// <summary>A part of the day that says which half of it an hour belongs to.</summary>
internal enum PartOfDay
{
    Am,
    Pm,
    Morning,
    Afternoon,
    Evening,

    /// <summary>From nightfall to the small hours: "la nuit", "la noche".</summary>
    Night,

    /// <summary>After midnight: "la madrugada".</summary>
    SmallHours,
}

/// <summary>An hour with a name.</summary>
internal enum NamedHour
{
    Noon,
    Midnight,
}

/// <summary>How the minutes of a spoken time count: "half past seven", "siete menos cuarto".</summary>
internal enum SpokenMinutes
{
    Half = 30,
    QuarterPast = 15,
    QuarterTo = -15,
}

/// <summary>The words of clock times and of their ranges.</summary>
internal static class ClockWords
{
    public static readonly WordTable<NamedHour> Named = new(
        (NamedHour.Noon, "noon|midday", "midi", "mediodía|medio día|12 del día|doce del día|12 del mediodía|doce del mediodía"),
        (NamedHour.Midnight, "midnight", "minuit", "medianoche|media noche"));

    /// <summary>Words after the digits of an hour on the 24-hour clock: "19h", "19 hrs", "19 horas".</summary>
    public static readonly WordTable<Unit> HourUnits = new((default, "h|hrs|hr", "h|heures|heure", "h|hs|hrs|hr|horas|hora"));

    /// <summary>After four digits only: "1900 hours" is a time, "3 hours" is a length.</summary>
    public static readonly WordTable<Unit> MilitaryUnits = new((default, "hours", "", ""));

    /// <summary>Words after an hour that do not say which half of the day it is in.</summary>
    public static readonly WordTable<Unit> OClock = new((default, "o'clock|oclock", "", ""));

    public static readonly WordTable<Unit> Exactly = new(
        (default, "sharp|exactly|on the dot", "pile|précises|précise", "en punto|exactas"));

    public static readonly WordTable<PartOfDay> HalfDays = new(
        (PartOfDay.Am, "am|a.m.", "am|a.m.", "am|a.m."),
        (PartOfDay.Pm, "pm|p.m.", "pm|p.m.", "pm|p.m."));

    /// <summary>After an hour.</summary>
    public static readonly WordTable<PartOfDay> AfterHour = new(
        (PartOfDay.Morning, "in the morning", "du matin", "de la mañana|por la mañana|en la mañana"),
        (PartOfDay.Afternoon, "in the afternoon", "de l'après-midi", "de la tarde|por la tarde|en la tarde"),
        (PartOfDay.Evening, "in the evening", "du soir", ""),
        (PartOfDay.Night, "at night", "de la nuit|la nuit", "de la noche|por la noche|en la noche|a la noche"),
        (PartOfDay.SmallHours, "", "", "de la madrugada|de madrugada|por la madrugada|en la madrugada"));

    /// <summary>After a day: "Saturday evening", "samedi soir", "sábado noche".</summary>
    public static readonly WordTable<PartOfDay> AfterDay = new(
        (PartOfDay.Morning, "morning", "matin", "temprano"),
        (PartOfDay.Afternoon, "afternoon", "après-midi|aprèm", "tarde"),
        (PartOfDay.Evening, "evening", "soir", ""),
        (PartOfDay.Night, "night", "nuit", "noche"),
        (PartOfDay.SmallHours, "", "", "madrugada"));

    /// <summary>A part of the present day.</summary>
    public static readonly WordTable<PartOfDay> Today = new(
        (PartOfDay.Morning, "this morning", "ce matin", "esta mañana"),
        (PartOfDay.Afternoon, "this afternoon", "cet après-midi|cette après-midi", "esta tarde"),
        (PartOfDay.Evening, "this evening|this eve", "ce soir", ""),
        (PartOfDay.Night, "tonight|tonite", "cette nuit", "esta noche"),
        (PartOfDay.SmallHours, "", "", "esta madrugada"));

    /// <summary>After an hour: "sept heures et demie", "siete y media".</summary>
    public static readonly WordTable<SpokenMinutes> MinutesAfterHour = new(
        (SpokenMinutes.Half, "", "et demie|et demi", "y media"),
        (SpokenMinutes.QuarterPast, "", "et quart|un quart", "y cuarto"),
        (SpokenMinutes.QuarterTo, "", "moins le quart|moins quart", "menos cuarto"));

    /// <summary>Before an hour: "half past seven", "cuarto para las ocho".</summary>
    public static readonly WordTable<SpokenMinutes> MinutesBeforeHour = new(
        (SpokenMinutes.Half, "half past", "", ""),
        (SpokenMinutes.QuarterPast, "quarter past|a quarter past", "", ""),
        (SpokenMinutes.QuarterTo, "quarter to|a quarter to", "", "cuarto para las|un cuarto para las|cuarto para la"));

    /// <summary>Before an hour; no part of it.</summary>
    public static readonly WordTable<Unit> At = new((default, "at|@", "à|a", "a las|a la|a"));

    /// <summary>Before the first hour of a range.</summary>
    public static readonly WordTable<Unit> From = new(
        (default, "from|between", "de|entre|à partir de|dès", "de las|de la|de|desde las|desde la|desde|entre las|entre la|entre|a partir de las"));

    /// <summary>Between the two hours of a range; a dash does the same.</summary>
    public static readonly WordTable<Unit> To = new(
        (default,
            "to|till|til|until|through|and",
            "à|jusqu'à|jusque|et",
            "a|hasta las|hasta la|hasta|y las|y la|y"));

    /// <summary>Between two hours too, but only after "de": "el sábado 12 a las 19 hrs" is the 12th, at 19:00.</summary>
    public static readonly WordTable<Unit> ToHour = new((default, "", "", "a las|a la"));
}
