using System.Reflection;
using AdvocacyBot.Core;

namespace AdvocacyBot.Host;

/// <summary>
/// Where settings come from, each overriding those before: the file that travels with the executable, a file of the working
/// folder, user-secrets, the environment, the command line.
/// </summary>
internal static class BotConfiguration
{
    private const string FileName = "appsettings.json";

    /// <exception cref="StartupException">A settings file cannot be read.</exception>
    public static IConfigurationRoot Load(IReadOnlyDictionary<string, string?>? overrides = null)
    {
        var builder = new ConfigurationBuilder();
        string[] files = [Path.Combine(AppContext.BaseDirectory, FileName), Path.GetFullPath(FileName)];
        foreach (var file in files.Distinct(StringComparer.Ordinal))
            builder.AddJsonFile(file, optional: true, reloadOnChange: false);

        try
        {
            return builder
                .AddUserSecrets(Assembly.GetExecutingAssembly(), optional: true)
                .AddEnvironmentVariables()
                .AddInMemoryCollection(overrides ?? new Dictionary<string, string?>())
                .Build();
        }
        catch (InvalidDataException e)
        {
            throw new StartupException($"The settings cannot be read: {Innermost(e)} Mend the file or remove it.", e);
        }
    }

    private static string Innermost(Exception e)
    {
        var path = e.Message.Split('\'') is [_, var file, ..] ? $"{file}: " : "";
        while (e.InnerException is { } inner)
            e = inner;
        return path + e.Message.TrimEnd('.') + ".";
    }
}
