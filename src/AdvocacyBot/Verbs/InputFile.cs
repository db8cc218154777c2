using AdvocacyBot.Core;

namespace AdvocacyBot.Verbs;

/// <summary>A file that a verb was given.</summary>
internal static class InputFile
{
    /// <exception cref="StartupException">It cannot be read; says which and why.</exception>
    public static StreamReader Open(string path) => Try(path, () => new StreamReader(path));

    /// <inheritdoc cref="Open"/>
    public static byte[] ReadBytes(string path) => Try(path, () => File.ReadAllBytes(path));

    private static T Try<T>(string path, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new StartupException($"There is no file {path}.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StartupException($"The file {path} cannot be read: {e.Message.TrimEnd('.')}.", e);
        }
    }
}
