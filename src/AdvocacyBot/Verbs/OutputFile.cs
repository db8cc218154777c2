using AdvocacyBot.Core;

namespace AdvocacyBot.Verbs;

/// <summary>A file that a verb writes.</summary>
internal static class OutputFile
{
    /// <exception cref="StartupException">It cannot be written; says which and why.</exception>
    public static StreamWriter Create(string path)
    {
        try
        {
            return new StreamWriter(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StartupException($"The file {path} cannot be written: {e.Message.TrimEnd('.')}.", e);
        }
    }
}
