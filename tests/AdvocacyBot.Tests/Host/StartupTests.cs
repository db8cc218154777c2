using System.Net;
using System.Net.Sockets;
using AdvocacyBot.TestSupport;

namespace AdvocacyBot.Tests.Host;

/// <summary>What keeps the real executable from starting gets one sentence, exit code 1, and no stack trace.</summary>
public sealed class StartupTests
{
    [Fact]
    public async Task A_port_in_use()
    {
        using var folder = new TemporaryFolder();
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var url = $"http://127.0.0.1:{((IPEndPoint)taken.LocalEndpoint).Port}";

        await RefusesAsync(folder.Path, "is in use by another program", ("Room__Url", url));
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

        // Nobody, not even root, can make files in /proc.
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

        await RefusesAsync(folder.Path, "Another AdvocacyBot is running", ("Room__Url", "http://127.0.0.1:0"));
    }

    [Fact]
    public async Task A_settings_file_that_cannot_be_read()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "appsettings.json"), "{ \"Bot\": { ");

        await RefusesAsync(folder.Path, "The settings cannot be read");
    }

    [Fact]
    public async Task A_database_that_is_none()
    {
        using var folder = new TemporaryFolder();
        var data = Directory.CreateDirectory(Path.Combine(folder.Path, "data")).FullName;
        await File.WriteAllTextAsync(Path.Combine(data, "advocacybot.db"), new string('x', 8192));

        await RefusesAsync(folder.Path, "is damaged or is no database");
    }

    [Theory]
    [InlineData("Bot__Language", "de", "en, fr or es")]
    [InlineData("Bot__TimeZone", "Mars/Olympus", "IANA time zone")]
    [InlineData("Room__Enabled", "perhaps", "true or false")]
    [InlineData("Room__Url", "not an address", "http or https address")]
    [InlineData("Room__Url", "http://0.0.0.0:5080", "without encryption")]
    [InlineData("Storage__Provider", "Oracle", "Sqlite or Postgres")]
    [InlineData("Storage__Provider", "Postgres", "ConnectionStrings__BotDb")]
    public async Task A_setting_that_cannot_be(string name, string value, string sentence)
    {
        using var folder = new TemporaryFolder();
        await RefusesAsync(folder.Path, sentence, (name, value));
    }

    [Fact]
    public async Task A_stop_is_clean()
    {
        using var folder = new TemporaryFolder();
        await using var bot = await BotProcess.StartAsync(folder.Path);
        Assert.Equal(0, await bot.StopAsync());
    }

    private static async Task RefusesAsync(string folder, string sentence, params (string Name, string Value)[] settings)
    {
        var (exitCode, output) = await BotProcess.RunAsync(folder, [], null, settings);

        Assert.Contains(sentence, output, StringComparison.Ordinal);
        Assert.Equal(1, exitCode);
        Assert.DoesNotContain("   at ", output, StringComparison.Ordinal);
        Assert.Single(output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }
}
