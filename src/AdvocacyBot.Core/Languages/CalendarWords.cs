using NodaTime;

namespace AdvocacyBot.Core.Languages;

/// <summary>How often something happens.</summary>
internal enum Frequency
{
    Daily,
    Weekly,
    Fortnightly,
    Monthly,
}

/// <summary>The names of months, weekdays and days near today, with their abbreviations.</summary>
internal static class CalendarWords
{
    /// <summary>1 is January.</summary>
    public static readonly WordTable<int> Months = new(
        (1, "january|jan", "janvier|janv|jan", "enero|ene"),
        (2, "february|feb|febr", "février|févr|fév", "febrero|feb"),
        (3, "march|mar", "mars", "marzo|mar"),
        (4, "april|apr", "avril|avr", "abril|abr"),
        (5, "may", "mai", "mayo|may"),
        (6, "june|jun", "juin", "junio|jun"),
        (7, "july|jul", "juillet|juil|juill", "julio|jul"),
        (8, "august|aug", "août", "agosto|ago"),
        (9, "september|sept|sep", "septembre|sept|sep", "septiembre|setiembre|sept|sep|set"),
        (10, "october|oct", "octobre|oct", "octubre|oct"),
        (11, "november|nov", "novembre|nov", "noviembre|nov"),
        (12, "december|dec", "décembre|déc", "diciembre|dic"));

    public static readonly WordTable<IsoDayOfWeek> Weekdays = new(
        (IsoDayOfWeek.Monday, "monday|mon", "lundi|lun", "lunes|lun"),
        (IsoDayOfWeek.Tuesday, "tuesday|tues|tue", "mardi|mar", "martes|mart|mar"),
        (IsoDayOfWeek.Wednesday, "wednesday|weds|wed", "mercredi|merc|mer", "miércoles|miérc|mié"),
        (IsoDayOfWeek.Thursday, "thursday|thurs|thur|thu", "jeudi|jeu", "jueves|juev|jue"),
        (IsoDayOfWeek.Friday, "friday|fri", "vendredi|vend|ven", "viernes|vier|vie"),
        (IsoDayOfWeek.Saturday, "saturday|sat", "samedi|sam", "sábado|sáb"),
        (IsoDayOfWeek.Sunday, "sunday|sun", "dimanche|dim", "domingo|dom"));

    /// <summary>A weekday that repeats: "Mondays", "les lundis", "los sábados". Spanish weekdays in -es are their own plural.</summary>
    public static readonly WordTable<IsoDayOfWeek> WeekdayPlurals = new(
        (IsoDayOfWeek.Monday, "mondays", "lundis", "lunes"),
        (IsoDayOfWeek.Tuesday, "tuesdays", "mardis", "martes"),
        (IsoDayOfWeek.Wednesday, "wednesdays", "mercredis", "miércoles"),
        (IsoDayOfWeek.Thursday, "thursdays", "jeudis", "jueves"),
        (IsoDayOfWeek.Friday, "fridays", "vendredis", "viernes"),
        (IsoDayOfWeek.Saturday, "saturdays", "samedis", "sábados"),
        (IsoDayOfWeek.Sunday, "sundays", "dimanches", "domingos"));

    /// <summary>Days from today.</summary>
    public static readonly WordTable<int> RelativeDays = new(
        (-2, "day before yesterday|the day before yesterday", "avant-hier", "anteayer|antier|antes de ayer"),
        (-1, "yesterday", "hier", "ayer"),
        (0, "today", "aujourd'hui", "hoy|hoy día"),
        (1, "tomorrow|tmrw", "demain", "mañana"),
        (2, "day after tomorrow|the day after tomorrow", "après-demain", "pasado mañana"));

    public static readonly WordTable<Frequency> Frequencies = new(
        (Frequency.Daily, "daily|every day", "quotidien|quotidienne|tous les jours|chaque jour", "diario|diaria|a diario|todos los días|cada día"),
        (Frequency.Weekly, "weekly|every week", "hebdomadaire|hebdo|toutes les semaines|chaque semaine", "semanal|todas las semanas|cada semana"),
        (Frequency.Fortnightly,
            "fortnightly|biweekly|every fortnight|every two weeks|every 2 weeks|every other week|every second week",
            "toutes les deux semaines|toutes les 2 semaines|une semaine sur deux|tous les quinze jours|tous les 15 jours",
            "quincenal|cada dos semanas|cada 2 semanas|cada quince días|cada 15 días"),
        (Frequency.Monthly, "monthly|every month", "mensuel|mensuelle|tous les mois|chaque mois", "mensual|todos los meses|cada mes"));
}
