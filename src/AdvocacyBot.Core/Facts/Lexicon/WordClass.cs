namespace AdvocacyBot.Core.Facts.Lexicon;

/// <summary>
/// The function of a small word in a question. Each member but <see cref="None"/> is a list of the lexicon files, under the member's
/// name in lower case with hyphens; docs/facts.md says what each is for. A word can be on several lists.
/// </summary>
[Flags]
internal enum WordClass : ulong
{
    None = 0,

    // Ignored.
    Function = 1UL << 0,

    /// <summary>Ends the noun phrase that "how many" counts: "cases of", "people in".</summary>
    Preposition = 1UL << 52,
    Filler = 1UL << 1,
    Light = 1UL << 2,

    // Change what is asked.
    Negation = 1UL << 3,
    MoreThan = 1UL << 4,
    LessThan = 1UL << 5,
    AtLeast = 1UL << 6,
    AtMost = 1UL << 7,
    Only = 1UL << 8,
    Superlative = 1UL << 9,
    Modal = 1UL << 10,
    Opinion = 1UL << 11,
    Aggregate = 1UL << 12,
    Or = 1UL << 13,
    And = 1UL << 14,
    Both = 1UL << 15,

    // Say what is wanted.
    HowMany = 1UL << 16,
    HowMuch = 1UL << 17,
    Figures = 1UL << 18,
    When = 1UL << 19,
    WhatTime = 1UL << 20,
    Where = 1UL << 21,
    Who = 1UL << 22,
    Which = 1UL << 23,
    List = 1UL << 24,
    What = 1UL << 25,
    Why = 1UL << 26,
    Differ = 1UL << 27,
    Compare = 1UL << 28,
    Sources = 1UL << 29,
    Presence = 1UL << 30,

    // Say which part a name plays.
    By = 1UL << 31,
    To = 1UL << 32,
    Against = 1UL << 33,
    At = 1UL << 34,
    According = 1UL << 35,
    Report = 1UL << 36,
    Research = 1UL << 37,
    Receive = 1UL << 38,
    Bear = 1UL << 39,
    Send = 1UL << 54,
    Auxiliary = 1UL << 40,
    Passive = 1UL << 41,
    Pronoun = 1UL << 42,

    // Numbers.
    Thousand = 1UL << 43,
    Million = 1UL << 44,
    Billion = 1UL << 45,

    // Conversation.
    Follow = 1UL << 46,
    Talk = 1UL << 47,
    Action = 1UL << 48,
    Join = 1UL << 49,

    // Times.
    Latest = 1UL << 50,
    Upcoming = 1UL << 51,

    /// <summary>A claim has to say itself that it is a total.</summary>
    Total = 1UL << 53,
}

/// <summary>The function of a small word in an expression of time. The lists are in the section "times" of the lexicon files.</summary>
[Flags]
internal enum TimeWord
{
    None = 0,
    Since = 1 << 0,
    After = 1 << 1,
    Before = 1 << 2,
    Until = 1 << 3,
    Between = 1 << 4,

    /// <summary>Stands between the ends of a range.</summary>
    RangeTo = 1 << 5,

    /// <summary>Stands between a day, a month and a year, and is skipped there.</summary>
    Of = 1 << 6,
    ThisYear = 1 << 7,
    LastYear = 1 << 8,
    NextYear = 1 << 9,
    Today = 1 << 10,
    Yesterday = 1 << 11,
    Tomorrow = 1 << 12,
    LastDecade = 1 << 13,

    /// <summary>Before a number of years: "last 10 years".</summary>
    LastYears = 1 << 14,

    /// <summary>After a number, with <see cref="LastYears"/> or <see cref="YearsAgo"/>.</summary>
    Years = 1 << 15,

    /// <summary>After a number in English, before it in French and Spanish: "10 years ago", "il y a 10 ans".</summary>
    YearsAgo = 1 << 16,
    Circa = 1 << 17,

    /// <summary>Before the first year of a decade in French and Spanish: "les années 2010".</summary>
    Decade = 1 << 18,
}
