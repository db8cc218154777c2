using System.Diagnostics;

namespace AdvocacyBot.Core.Mobilizations.Answering;

/// <summary>What is known of a mobilization's seats when an answer comes.</summary>
/// <param name="Capacity">Null for as many as come.</param>
/// <param name="Taken">By those going and those to whom one is offered.</param>
/// <param name="Waiting">How many parties wait.</param>
internal sealed record SeatsView(int? Capacity, int Taken, int Waiting, WaitlistFit Fit)
{
    public int Free => Capacity is { } capacity ? capacity - Taken : int.MaxValue;

    /// <summary>Whether a newcomer's party gets seats at once, overtaking nobody who could have had them.</summary>
    public bool Admits(int party) => Capacity is null || (Free >= party && (Waiting == 0 || Fit == WaitlistFit.Skip));
}

/// <summary>How a person stands before or after an answer.</summary>
internal sealed record AnswerState(Answer Answer, int Party)
{
    public static readonly AnswerState None = new(Answer.No, 1);

    public int Seats => Answer is Answer.Going or Answer.Offered ? Party : 0;
}

/// <summary>What an answer leads to.</summary>
/// <param name="After">How the person stands now.</param>
/// <param name="IsRefused">Whether more guests were asked for than there is room for; then nothing else changed.</param>
internal sealed record Verdict(AnswerState After, bool IsRefused = false);

/// <summary>Who gets a seat: answers set and never toggle, seats are never oversold, nobody overtakes. Pure.</summary>
internal static class Seats
{
    /// <param name="seats">As they are now.</param>
    /// <param name="now">How the person stands now.</param>
    /// <param name="wish">Going, maybe or no.</param>
    /// <param name="party">The person and their guests; null to leave it as it is.</param>
    public static Verdict Decide(SeatsView seats, AnswerState now, Answer wish, int? party)
    {
        if (wish != Answer.Going)
            return new Verdict(new AnswerState(wish, 1));

        var size = party ?? Math.Max(1, now.Party);
        return now.Answer switch
        {
            Answer.Going or Answer.Offered when size > now.Party && !seats.Admits(size - now.Party) =>
                new Verdict(now with { Answer = Answer.Going }, IsRefused: true),
            Answer.Going or Answer.Offered => new Verdict(new AnswerState(Answer.Going, size)),
            Answer.Waiting => new Verdict(new AnswerState(Answer.Waiting, size)),
            Answer.Maybe or Answer.No => new Verdict(new AnswerState(seats.Admits(size) ? Answer.Going : Answer.Waiting, size)),
            _ => throw new UnreachableException($"{now.Answer} is resolved before."),
        };
    }

    /// <summary>Whether the party at the head of the queue gets the seats that are free.</summary>
    public static bool Promotes(SeatsView seats, int party) => seats.Free >= party;
}
