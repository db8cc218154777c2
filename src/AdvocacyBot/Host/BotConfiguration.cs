using System.Reflection;
using AdvocacyBot.Core;

namespace AdvocacyBot.Host;

/// <summary>
/// Reads the configuration. Later sources override earlier ones: the file next to the executable, the file in the working folder,
/// user-secrets, the environment.
/// </summary>
internal static class BotConfiguration
{
    private const string FileName = "appsettings.json";

    /// <exception cref="StartupException">A settings file cannot be read.</exception>
    public static IConfigurationRoot Load()
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
                .Build();
        }
        catch (InvalidDataException e)
        {
            throw new StartupException($"The settings cannot be read: {Innermost(e)} Fix or remove the file.", e);
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
