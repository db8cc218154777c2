namespace AdvocacyBot.Discord.Gateway;

/// <summary>The position in the event stream from which a restart resumes.</summary>
internal sealed record GatewayPosition(GatewaySession Session, int Sequence);

/// <summary>
/// Tracks which events are done. Events run in parallel and finish in any order; the position to resume from is the last one
/// before which no event is unfinished. Thread-safe.
/// </summary>
internal sealed class EventTracker
{
    private readonly Lock gate = new();
    private readonly LinkedList<Ticket> open = [];
    private GatewayPosition? done;

    /// <summary>The position that can be saved; null until the first event is done.</summary>
    public GatewayPosition? Done
    {
        get
        {
            lock (gate)
                return done;
        }
    }

    /// <param name="position">The position to save once this event and all earlier ones are done.</param>
    public Ticket Begin(GatewayPosition? position)
    {
        lock (gate)
        {
            var ticket = new Ticket(position) { IsAlone = open.Count == 0 };
            open.AddLast(ticket.Node);
            return ticket;
        }
    }

    /// <returns>Whether <see cref="Done"/> moved forward.</returns>
    public bool End(Ticket ticket)
    {
        lock (gate)
        {
            ticket.HasEnded = true;
            var moved = false;
            while (open.First is { Value.HasEnded: true } first)
            {
                open.RemoveFirst();
                if (first.Value.Position is { } position && position != done)
                    (done, moved) = (position, true);
            }

            return moved;
        }
    }

    /// <summary>An event in progress.</summary>
    internal sealed class Ticket
    {
        public Ticket(GatewayPosition? position)
        {
            Position = position;
            Node = new LinkedListNode<Ticket>(this);
        }

        public GatewayPosition? Position { get; }

        /// <summary>Whether no earlier event was unfinished at the start, so that the position may be committed together with the effect.</summary>
        public bool IsAlone { get; init; }

        internal LinkedListNode<Ticket> Node { get; }

        internal bool HasEnded { get; set; }
    }
}
