namespace AdvocacyBot.Matrix.Sending;

/// <summary>
/// Closed while the homeserver has asked for patience, for whatever is to be sent: its limit is the account's, so that asking
/// again for another room would only make things worse.
/// </summary>
internal sealed class SendGate(TimeProvider clock)
{
    private long opensAt;

    /// <summary>How long it stays closed; null where it is open.</summary>
    public TimeSpan? ClosedFor
    {
        get
        {
            var left = TimeSpan.FromTicks(Interlocked.Read(ref opensAt) - Now);
            return left > TimeSpan.Zero ? left : null;
        }
    }

    public void CloseFor(TimeSpan pause) => Interlocked.Exchange(ref opensAt, Now + pause.Ticks);

    private long Now => clock.GetElapsedTime(0, clock.GetTimestamp()).Ticks;
}
