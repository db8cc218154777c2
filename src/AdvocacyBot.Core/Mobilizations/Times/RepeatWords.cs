using AdvocacyBot.Core.Languages;

namespace AdvocacyBot.Core.Mobilizations.Times;

/// <summary>The words of series.</summary>
internal static class RepeatWords
{
    public static readonly WordTable<Unit> Every = new(
        (default, "every|each|every single", "chaque|tous les|toutes les", "cada|todos los|todas las"));

    public static readonly WordTable<Unit> EveryWorkday = new(
        (default, "every weekday|weekdays|on weekdays", "tous les jours ouvrables|en semaine", "entre semana|todos los días laborables"));

    /// <summary>Between "every" and a weekday.</summary>
    public static readonly WordTable<Unit> Other = new((default, "other|second|2nd|alternate", "", "segundo|otro"));

    /// <summary>Before the plural of a weekday.</summary>
    public static readonly WordTable<Unit> Plural = new((default, "on", "les", "los"));

    /// <summary>Before a weekday: in French, "le samedi" is this Saturday or every one.</summary>
    public static readonly WordTable<Unit> Habit = new((default, "", "le", ""));

    /// <summary>After a weekday: "un mardi sur deux", "martes por medio".</summary>
    public static readonly WordTable<int> OneOf = new((2, "", "sur deux|sur 2", "por medio|de por medio"), (3, "", "sur trois|sur 3", ""));

    /// <summary>After a number: "5 times".</summary>
    public static readonly WordTable<Unit> Times = new((default, "times|occurrences|sessions", "fois|séances", "veces|sesiones"));
}
