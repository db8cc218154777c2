namespace AdvocacyBot.Core.Loops;

/// <summary>Wakes a loop before its next time, in every process, after the commit of what there is to do. Each loop has its own.</summary>
public abstract class Bell
{
    /// <summary>Raised for wake-ups of this process and of others.</summary>
    public event Action? Rung;

    /// <summary>Raised for wake-ups of this process only.</summary>
    public event Action? RungHere;

    public void Ring()
    {
        Rung?.Invoke();
        RungHere?.Invoke();
    }

    /// <summary>Another process has rung.</summary>
    internal void Hear() => Rung?.Invoke();
}
