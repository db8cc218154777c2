namespace AdvocacyBot.Benchmarks.Soak;

/// <summary>What somebody wants of the bot.</summary>
internal enum Want
{
    /// <summary>An answer to a question.</summary>
    Ask,

    /// <summary>What is announced.</summary>
    Actions,

    /// <summary>What the bot can do.</summary>
    Help,

    /// <summary>To answer the announcement: going, maybe or no.</summary>
    Rsvp,
}

/// <param name="Want">What is wanted.</param>
/// <param name="Words">The question or the answer; empty for the others.</param>
/// <param name="Person">Whose wish it is: a number below <see cref="Mixture.People"/>.</param>
internal sealed record Wanted(Want Want, string Words, int Person)
{
    /// <summary>Whether the bot answers it for the person alone.</summary>
    public bool IsPrivate => Want is Want.Help or Want.Rsvp;
}

/// <summary>The same crowd's wishes in each run: mostly questions, many of them the same, some misspelt, some about nothing.</summary>
internal sealed class Mixture
{
    /// <summary>On each platform; so many that nobody meets the limit for one member.</summary>
    public const int People = 200;

    private static readonly string[] Questions =
    [
        "delegations 2014", "delegations 2014", "delegations 2014", "peru", "peru", "mexico", "cansec 2023", "who was at cansec 2014",
        "was france at cansec 2014", "delegatons 2014", "compare delegations", "sources cansec", "délégations 2014", "umbrellas on the moon",
    ];

    private static readonly string[] Answers = ["going", "going", "going", "maybe", "no"];
    private readonly Random random = new(20260504);

    public Wanted Next() => random.Next(100) switch
    {
        < 70 => new Wanted(Want.Ask, Questions[random.Next(Questions.Length)], Somebody),
        < 80 => new Wanted(Want.Actions, "", Somebody),
        < 85 => new Wanted(Want.Help, "", Somebody),
        _ => new Wanted(Want.Rsvp, Answers[random.Next(Answers.Length)], Somebody),
    };

    private int Somebody => random.Next(People);
}
