namespace AdvocacyBot.Core.Loops;

/// <summary>Wakes a loop before its next time, after the commit of what there is to do. Each loop has its own.</summary>
public abstract class Bell
{
    public event Action? Rung;

    public void Ring() => Rung?.Invoke();
}
