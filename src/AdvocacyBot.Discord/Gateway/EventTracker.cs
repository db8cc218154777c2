namespace AdvocacyBot.Discord.Gateway;

/// <summary>Where a restart takes up the stream of events.</summary>
internal sealed record GatewayPosition(GatewaySession Session, int Sequence);

/// <summary>
/// Knows how far the stream has had its effect: events are handled side by side and end in any order, so the position to go
/// back to is that of the last event before which none is unfinished.
/// </summary>
internal sealed class EventTracker
{
    private readonly Lock gate = new();
    private readonly LinkedList<Ticket> open = [];
    private GatewayPosition? done;

    /// <summary>The position that can be saved; null before any event has ended.</summary>
    public GatewayPosition? Done
    {
        get
        {
            lock (gate)
                return done;
        }
    }

    /// <summary>Begins an event.</summary>
    /// <param name="position">The position that holds once it and all before it have ended.</param>
    public Ticket Begin(GatewayPosition? position)
    {
        lock (gate)
        {
            var ticket = new Ticket(position) { IsAlone = open.Count == 0 };
            open.AddLast(ticket.Node);
            return ticket;
        }
    }

    /// <summary>Ends an event.</summary>
    /// <returns>Whether there is a new position to save.</returns>
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

    /// <summary>An event that is being handled.</summary>
    internal sealed class Ticket
    {
        public Ticket(GatewayPosition? position)
        {
            Position = position;
            Node = new LinkedListNode<Ticket>(this);
        }

        public GatewayPosition? Position { get; }

        /// <summary>Whether nothing before it was unfinished when it began, so that its position may be committed with its effect.</summary>
        public bool IsAlone { get; init; }

        internal LinkedListNode<Ticket> Node { get; }

        internal bool HasEnded { get; set; }
    }
}
