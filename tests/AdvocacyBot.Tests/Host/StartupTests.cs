using System.Net;
using System.Net.Sockets;
using AdvocacyBot.TestSupport;

namespace AdvocacyBot.Tests.Host;

/// <summary>If the real executable cannot start, it prints one sentence without a stack trace and exits with code 1.</summary>
public sealed class StartupTests
{
    [Fact]
    public async Task A_port_in_use()
    {
        using var folder = new TemporaryFolder();
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var url = $"http://127.0.0.1:{((IPEndPoint)taken.LocalEndpoint).Port}";

        await RefusesAsync(folder.Path, "is in use by another program", ("Web__Url", url));
    }

    [Fact]
    public async Task A_data_folder_that_is_a_file()
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "file");
        await File.WriteAllTextAsync(file, "");

        await RefusesAsync(folder.Path, "Data__Folder", ("Data__Folder", file));
    }

    [Fact]
    public async Task A_data_folder_where_nothing_can_be_written()
    {
        using var folder = new TemporaryFolder();

        // Not even root can create files in /proc.
        await RefusesAsync(folder.Path, "Data__Folder", ("Data__Folder", "/proc/advocacybot"));
    }

    [Fact]
    public async Task A_full_disk()
    {
        using var folder = new TemporaryFolder();

        // Every write to it says that no space is left.
        var data = Directory.CreateDirectory(Path.Combine(folder.Path, "data")).FullName;
        File.CreateSymbolicLink(Path.Combine(data, "advocacybot.db"), "/dev/full");

        await RefusesAsync(folder.Path, "The disk is full", ("Data__Folder", data));
    }

    [Fact]
    public async Task A_second_bot_on_the_same_folder()
    {
        using var folder = new TemporaryFolder();
        await using var first = await BotProcess.StartAsync(folder.Path);

        await RefusesAsync(folder.Path, "Another AdvocacyBot is running", ("Web__Url", "http://127.0.0.1:0"));
    }

    [Fact]
    public async Task A_settings_file_that_cannot_be_read()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "appsettings.json"), "{ \"Bot\": { ");

        await RefusesAsync(folder.Path, "The settings cannot be read");
    }

    [Fact]
    public async Task A_file_that_is_not_a_database()
    {
        using var folder = new TemporaryFolder();
        var data = Directory.CreateDirectory(Path.Combine(folder.Path, "data")).FullName;
        await File.WriteAllTextAsync(Path.Combine(data, "advocacybot.db"), new string('x', 8192));

        await RefusesAsync(folder.Path, "is damaged or is not a database");
    }

    [Theory]
    [InlineData("Bot__Language", "de", "Bot:Language is \"de\", but it must be en, fr or es, for example Bot__Language=fr.")]
    [InlineData("Privacy__MasterKey", "short", "Privacy:MasterKey must be 32 bytes in base64")]
    [InlineData("Feeds__MinInterval", "abc", "Feeds:MinInterval is \"abc\"")]
    [InlineData("Web__Url", "http://0.0.0.0:5080", "without encryption")]
    [InlineData("Web__Url", "https://localhost:5080", "TLS is provided by a proxy")]
    [InlineData("Kestrel__Endpoints__E__Url", "http://0.0.0.0:5080", "Kestrel:Endpoints:E:Url must not be reachable")]
    [InlineData("Discord__Token", "a\nb", "Discord:Token must be one word")]
    public async Task Startup_and_doctor_explain_a_wrong_setting_in_the_same_sentence(string name, string value, string sentence)
    {
        using var folder = new TemporaryFolder();
        var refused = await RefusesAsync(folder.Path, sentence, (name, value));

        var (exitCode, found) = await BotProcess.RunAsync(folder.Path, ["doctor"], null, (name, value));
        Assert.Equal((1, $"FAIL settings: {refused}"), (exitCode, found));
    }

    [Fact]
    public async Task A_misspelled_setting_is_reported_at_startup_and_by_doctor()
    {
        const string Warning = "Feeds:MinIntervall is not a setting; did you mean Feeds:MinInterval?";
        using var folder = new TemporaryFolder();
        await using (var bot = await BotProcess.StartAsync(folder.Path, ("Feeds__MinIntervall", "00:10:00")))
            Assert.Contains($"Settings: {Warning}", bot.Output, StringComparison.Ordinal);

        var (exitCode, found) = await BotProcess.RunAsync(folder.Path, ["doctor"], null, ("Feeds__MinIntervall", "00:10:00"));
        Assert.Equal(0, exitCode);
        Assert.Contains($"WARN settings: {Warning}", found, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stop_is_clean()
    {
        using var folder = new TemporaryFolder();
        await using var bot = await BotProcess.StartAsync(folder.Path);
        Assert.Equal(0, await bot.StopAsync());
    }

    /// <returns>All that was printed.</returns>
    private static async Task<string> RefusesAsync(string folder, string sentence, params (string Name, string Value)[] settings)
    {
        var (exitCode, output) = await BotProcess.RunAsync(folder, [], null, settings);

        Assert.Contains(sentence, output, StringComparison.Ordinal);
        Assert.Equal(1, exitCode);
        Assert.DoesNotContain("   at ", output, StringComparison.Ordinal);
        Assert.Single(output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        return output;
    }
}
