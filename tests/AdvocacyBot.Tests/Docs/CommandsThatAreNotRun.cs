namespace AdvocacyBot.Tests.Docs;

/// <summary>The commands of the documentation that the tests do not run as printed, each by its first words and with the reason.</summary>
internal static class CommandsThatAreNotRun
{
    public static IReadOnlyDictionary<string, string> Reasons { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["dotnet test"] = "This test is a part of it.",
        ["dotnet tool restore"] = "It loads a package from the network.",
        ["dotnet ef migrations add"] = "It changes the sources.",
        ["dotnet run -c Release --project tests/AdvocacyBot.Benchmarks"] = "It builds everything again.",
        ["dotnet publish"] = "It builds everything again; the test of the archive runs it.",
        ["dotnet format"] = "It changes the sources.",
        ["git tag"] = "It publishes a release.",
        ["git push"] = "It publishes a release.",
        ["sudo mv"] = "It installs the bot on this machine.",
        ["sudo cp"] = "It installs the bot on this machine.",
        ["sudo systemctl"] = "It needs the installed bot.",
        ["sudo journalctl"] = "It needs the installed bot.",
        ["docker compose"] = "It loads images from the network.",
        ["docker build"] = "It loads images from the network.",
        ["docker run"] = "It needs the image.",
        ["mas-cli manage"] = "It is a command of another program.",
        ["pg_dump"] = "It is a command of PostgreSQL, and needs its database.",
        ["pg_restore"] = "It is a command of PostgreSQL, and needs its database.",
        ["openssl rand"] = "It is a command of another program, which may not be installed.",
    };

    /// <summary>The first words of an entry that covers the command; null if none does.</summary>
    public static string? EntryOf(DocumentedCommand command)
    {
        var words = string.Join(' ', command.Words);
        return Reasons.Keys.FirstOrDefault(entry => words == entry || words.StartsWith(entry + " ", StringComparison.Ordinal));
    }
}
