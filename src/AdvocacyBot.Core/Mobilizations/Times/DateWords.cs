using AdvocacyBot.Core.Languages;

namespace AdvocacyBot.Core.Mobilizations.Times;

/// <summary>Which of several days of the same name is meant.</summary>
internal enum Which
{
    /// <summary>"Friday".</summary>
    Plain,

    /// <summary>"this Friday": the coming one.</summary>
    This,

    /// <summary>"next Friday": for some the coming one, for others the one after.</summary>
    Next,

    /// <summary>"last Friday": over.</summary>
    Last,

    /// <summary>"Friday week": the one after the coming one.</summary>
    WeekLater,

    /// <summary>"vendredi en quinze": two after the coming one.</summary>
    TwoWeeksLater,
}

/// <summary>A month that is named by its distance from the present one.</summary>
internal enum NearMonth
{
    This,
    Next,

    /// <summary>"of every month": a series.</summary>
    Every,
}

/// <summary>The words around days: articles, prepositions and what makes a day relative.</summary>
internal static class DateWords
{
    /// <summary>Before a day; no part of it.</summary>
    public static readonly WordTable<Unit> On = new(
        (default, "on|on the|the|for|starting|starting on|from|beginning", "le|au|du|pour le|à partir du|dès le", "el|al|del|el día|día|para el|desde el|a partir del"));

    /// <summary>Before a time; no part of it.</summary>
    public static readonly WordTable<Unit> At = new(
        (default,
            "at|from|starting at|starting|beginning at|around|about|at about|at around|by",
            "à|a|dès|vers|à partir de|à compter de|au|de",
            "a las|a la|a|al|desde las|desde la|a partir de las|hacia las|sobre las|a eso de las|de"));

    /// <summary>Between a day and its month.</summary>
    public static readonly WordTable<Unit> OfMonth = new((default, "of|in|of the month of", "de|du mois de|d|en", "de|del mes de|en|del"));

    public static readonly WordTable<Which> BeforeWeekday = new(
        (Which.This, "this|this coming|the coming|coming", "ce", "este|este próximo|ese"),
        (Which.Next, "next|the next", "le prochain|prochain", "próximo|el próximo"),
        (Which.Last, "last|past|the past", "", "pasado|el pasado"),
        (Which.WeekLater, "a week from|one week from|a week on|a week this", "", ""),
        (Which.TwoWeeksLater, "two weeks from|2 weeks from|two weeks on", "", ""));

    public static readonly WordTable<Which> AfterWeekday = new(
        (Which.This, "", "qui vient", ""),
        (Which.Next, "", "prochain", "próximo|que viene"),
        (Which.Last, "", "dernier|passé", "pasado"),
        (Which.WeekLater, "week", "en huit", "en ocho|en ocho días"),
        (Which.TwoWeeksLater, "", "en quinze", "en quince|en quince días"));

    /// <summary>A week by its distance from the present one.</summary>
    public static readonly WordTable<int> Weeks = new(
        (0, "this week", "cette semaine", "esta semana|de esta semana"),
        (1,
            "next week|of next week|the following week",
            "la semaine prochaine|de la semaine prochaine|semaine prochaine",
            "la próxima semana|de la próxima semana|próxima semana|la semana que viene|de la semana que viene|la semana próxima"));

    /// <summary>Two days or more, of which no one is named.</summary>
    public static readonly WordTable<Unit> VagueDays = new(
        (default,
            "this weekend|next weekend|the weekend|weekend|next month|this month|next year",
            "ce week-end|le week-end|week-end|fin de semaine|le mois prochain|mois prochain|ce mois-ci",
            "este fin de semana|el fin de semana|fin de semana|el próximo mes|el mes que viene|este mes"));

    /// <summary>After a weekday or a day of the month: "of the month", "du mois prochain", "de cada mes".</summary>
    public static readonly WordTable<NearMonth> OfNearMonth = new(
        (NearMonth.This, "of the month|of this month|in the month|this month", "du mois|de ce mois|de ce mois-ci", "del mes|de este mes"),
        (NearMonth.Next, "of next month|of the next month|in next month|next month", "du mois prochain", "del próximo mes|del mes próximo|del mes que viene"),
        (NearMonth.Every,
            "of every month|of each month|in every month|every month|each month|monthly",
            "de chaque mois|chaque mois|de tous les mois|tous les mois",
            "de cada mes|cada mes|de todos los meses|todos los meses"));

    /// <summary>Before a length of time after which something happens.</summary>
    public static readonly WordTable<Unit> In = new((default, "in", "dans|d'ici", "en|dentro de|de aquí a"));

    /// <summary>After such a length.</summary>
    public static readonly WordTable<Unit> FromNow = new((default, "from now|from today", "à partir de maintenant", "a partir de ahora|a partir de hoy"));

    /// <summary>Before a length of time that something lasts.</summary>
    public static readonly WordTable<Unit> Lasting = new(
        (default, "for|lasting|lasts|duration", "pendant|durant|pour|durée|dure|d'une durée de", "durante|por|duración|dura|con duración de"));

    /// <summary>The articles that count one of something.</summary>
    public static readonly WordTable<int> One = new((1, "a|an|one", "un|une", "un|una"));

    /// <summary>Lengths in minutes that have no number.</summary>
    public static readonly WordTable<int> SpokenLengths = new(
        (30, "half an hour|a half hour|half hour|a half-hour", "une demi-heure|demi-heure|une demie heure", "media hora"),
        (15, "a quarter of an hour|quarter of an hour", "un quart d'heure|quart d'heure", "un cuarto de hora|cuarto de hora"),
        (45, "three quarters of an hour", "trois quarts d'heure", "tres cuartos de hora"),
        (90, "", "", "hora y media"));

    /// <summary>Lengths in weeks that have no number. A French "quinzaine" may also be 15 days.</summary>
    public static readonly WordTable<int> SpokenWeeks = new((2, "a fortnight|fortnight|one fortnight", "", ""));

    /// <summary>Between hours and minutes.</summary>
    public static readonly WordTable<Unit> AndMinutes = new((default, "and", "et", "y|con"));

    /// <summary>After a number of hours.</summary>
    public static readonly WordTable<Unit> AndAHalf = new((default, "and a half", "et demie", "y media"));

    /// <summary>After a date: it is the coming one.</summary>
    public static readonly WordTable<Unit> AfterDate = new(
        (default, "next|this year", "prochain|cette année|de cette année", "próximo|que viene|de este año|del presente año|del año en curso"));

    /// <summary>Labels that people put before a colon.</summary>
    public static readonly WordTable<Unit> Labels = new((default, "date|time|when|day|start|starts", "date|heure|quand|jour|horaire|début", "fecha|hora|cuándo|día|inicio|horario"));

    /// <summary>Between the first and the last day of several.</summary>
    public static readonly WordTable<Unit> ToDay = new(
        (default, "to|to the|until|until the|till|through|thru|and|and the", "au|à|jusqu'au|et|et le", "al|a|hasta|hasta el|y|y el"));

    /// <summary>After a time: no end is set.</summary>
    public static readonly WordTable<Unit> OpenEnd = new((default, "onwards|onward|and on|until late|till late", "et après|jusqu'à tard", "en adelante|hasta tarde|mismo"));

    public static readonly WordTable<Unit> AndDay = new((default, "and|and on", "et|et le|et les", "y|y el|y los|e"));

    /// <summary>Before the last day of a series.</summary>
    public static readonly WordTable<Unit> UntilDay = new(
        (default, "until|until the|till|through|ending|ending on", "jusqu'au|jusqu'à|jusque", "hasta|hasta el"));

    /// <summary>The first or the second of two equal times on the day the clocks go back.</summary>
    public static readonly WordTable<int> Occurrence = new(
        (1, "first|first time", "première|première fois", "primera|primera vez"),
        (2, "second|second time", "deuxième|seconde|deuxième fois|seconde fois", "segunda|segunda vez"));
}
