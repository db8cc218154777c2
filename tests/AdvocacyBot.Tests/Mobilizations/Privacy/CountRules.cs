using AdvocacyBot.Core.Mobilizations.Counts;

namespace AdvocacyBot.Tests.Mobilizations.Privacy;

/// <summary>What the public is told of a count, by one set of rules. People are numbered; a party of 0 stands for "no".</summary>
internal abstract class CountRules
{
    protected Dictionary<int, int> Parties { get; } = [];

    /// <summary>The number that everybody can read at present.</summary>
    public abstract int Shown { get; }

    public virtual void Answer(int person, int party) => Parties[person] = party;

    /// <summary>Five minutes are over.</summary>
    public abstract void EndBatch();

    /// <summary>No more answers are taken.</summary>
    public abstract void Close();

    protected int Seats => Parties.Values.Sum();

    protected int Going => Parties.Values.Count(p => p > 0);
}

/// <summary>The bot's rules: what <see cref="PublishCounts"/> does with rows, done with numbers.</summary>
internal class PublishedRules(byte[] key) : CountRules
{
    private int people;
    private int shown;

    public override int Shown => shown;

    public override void EndBatch()
    {
        if (Parties.Count >= people + PublicBands.MinPeople)
            Publish();
    }

    public override void Close() => Publish();

    private void Publish()
    {
        people = Math.Max(people, Parties.Count);
        shown = PublicBands.Next(shown, Going, key);
    }
}

/// <summary>The rules of the first versions: whoever asks reads the present number of seats in steps of five.</summary>
internal sealed class LiveRules : CountRules
{
    public override int Shown => Seats / 5 * 5;

    public override void EndBatch()
    {
    }

    public override void Close()
    {
    }
}

/// <summary>Batches of five people and a secret offset, but steps of five seats: not coarse enough, as the game shows.</summary>
internal sealed class FineRules(int offset) : CountRules
{
    private int people;
    private int shown;

    public override int Shown => shown;

    public override void EndBatch()
    {
        if (Parties.Count >= people + PublicBands.MinPeople)
            Close();
    }

    public override void Close()
    {
        people = Math.Max(people, Parties.Count);
        shown = (Seats + offset) / 5;
    }
}
