namespace AdvocacyBot.Tests.Mobilizations.Privacy;

/// <summary>
/// A game between an action's members and an attacker with several accounts: one member, the victim, says going or no, and the
/// attacker guesses which. The attacker knows the code and, beyond what is possible in practice, every other person's answer
/// and when the victim answers. Only the victim's answer and what the rules keep secret are unknown.
/// </summary>
/// <param name="seed">Of the members and of the secrets.</param>
/// <param name="accounts">How many the attacker has.</param>
internal sealed class CountGame(int seed, int accounts)
{
    private const int MaxParty = 10;
    private readonly Random random = new(seed);
    private int people;

    /// <summary>The share of right guesses above one half: 0 for guessing, 0.5 for knowing.</summary>
    public static double Advantage(int games, int accounts, Func<Random, CountRules> rules)
    {
        var right = Enumerable.Range(0, games).Count(seed => new CountGame(seed, accounts).Play(rules));
        return ((double)right / games) - 0.5;
    }

    /// <returns>Whether the attacker's guess is right.</returns>
    public bool Play(Func<Random, CountRules> make)
    {
        var rules = make(random);
        // Usually the attacker has joined before and has to leave the batch to others; otherwise its accounts help to fill it.
        var isEarly = random.Next(2) == 0;
        Crowd(rules, random.Next(0, 13) * 5);
        var attackers = Enumerable.Range(0, accounts).Select(_ => people++).ToList();
        if (isEarly)
        {
            Probe(rules, attackers);
            Crowd(rules, 10);
        }

        var before = Probe(rules, attackers);
        var isGoing = random.Next(2) == 0;
        var party = 1 + random.Next(3);
        rules.Answer(people++, isGoing ? party : 0);
        var guess = GuessAtOnce(rules, attackers, before);
        var shown = rules.Shown;
        // The others of the batch are known to the attacker; none of them comes, which would only blur the picture.
        for (var other = 0; other < 5 - 1 - (isEarly ? 0 : accounts); other++)
            rules.Answer(people++, 0);
        rules.EndBatch();
        if (random.Next(4) == 0)
            rules.Close();
        return (guess ?? rules.Shown > shown) == isGoing;
    }

    private void Crowd(CountRules rules, int count)
    {
        for (var i = 0; i < count; i++)
        {
            rules.Answer(people++, random.Next(3) == 0 ? 0 : 1 + random.Next(3));
            if (i % 5 == 4)
                rules.EndBatch();
        }
    }

    /// <summary>The numbers that are shown while each account tries every size of party, ending with the largest.</summary>
    private static List<int> Probe(CountRules rules, List<int> attackers)
    {
        var seen = new List<int>();
        foreach (var account in attackers)
        {
            for (var party = 0; party <= MaxParty; party++)
            {
                rules.Answer(account, party);
                seen.Add(rules.Shown);
            }
        }

        return seen;
    }

    /// <summary>If what is shown while probing differs from before, somebody has come; if a live number stays, nobody has. Null if probing shows nothing.</summary>
    private static bool? GuessAtOnce(CountRules rules, List<int> attackers, List<int> before)
    {
        foreach (var account in attackers)
            rules.Answer(account, 0);
        var after = Probe(rules, attackers);
        return after.Distinct().Count() == 1 ? null : !after.TakeLast(MaxParty + 1).SequenceEqual(before.TakeLast(MaxParty + 1));
    }
}
