namespace AdvocacyBot.Verbs;

/// <summary>Shows how much of a file is done, in one line of a terminal that is erased at the end. Not thread-safe.</summary>
internal sealed class ProgressLine(TextWriter terminal, string file) : IProgress<(int Done, int Of)>, IDisposable
{
    private int percent = -1;
    private int length;

    public void Report((int Done, int Of) value)
    {
        var now = value.Of == 0 ? 100 : (int)(100L * value.Done / value.Of);
        if (now == percent)
            return;

        percent = now;
        var line = $"{file}: {now} %";
        length = Math.Max(length, line.Length);
        terminal.Write($"\r{line}");
    }

    public void Dispose() => terminal.Write($"\r{new string(' ', length)}\r");
}
