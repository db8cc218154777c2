using AdvocacyBot.Host;

namespace AdvocacyBot.Verbs;

/// <summary>A file that a verb writes.</summary>
internal static class OutputFile
{
    /// <exception cref="StartupProblem">It cannot be written; says which and why.</exception>
    public static StreamWriter Create(string path)
    {
        try
        {
            return new StreamWriter(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StartupProblem($"The file {path} cannot be written: {e.Message.TrimEnd('.')}.", e);
        }
    }
}
