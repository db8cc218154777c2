namespace AdvocacyBot.Core.Mobilizations.Answering;

/// <summary>What the public is told of seats, rather than their number.</summary>
internal enum Availability
{
    Open,
    NearlyFull,
    Waitlist,
}

internal static class Availabilities
{
    /// <summary>
    /// As of the last publication: nearly full from nine tenths on; a waitlist from when a newcomer would wait. Null if seats are
    /// not counted.
    /// </summary>
    public static Availability? Of(Mobilization mobilization)
    {
        if (mobilization.Capacity is not { } capacity)
            return null;

        var seats = new SeatsView(capacity, mobilization.PublishedTaken, mobilization.PublishedWaiting, mobilization.Fit);
        return !seats.Admits(1) ? Availability.Waitlist
            : seats.Taken >= capacity * 0.9 ? Availability.NearlyFull
            : Availability.Open;
    }

    extension(Mobilization mobilization)
    {
        public SeatsView SeatsNow => new(mobilization.Capacity, mobilization.SeatsTaken, mobilization.Waiting, mobilization.Fit);
    }
}
