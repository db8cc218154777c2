using AdvocacyBot.Core.Settings;
using AdvocacyBot.Core.Store;
using AdvocacyBot.Settings;
using AdvocacyBot.TestSupport;
using Microsoft.Extensions.DependencyInjection;
using static AdvocacyBot.Tests.Host.SettingsOf;

namespace AdvocacyBot.Tests.Host;

public sealed class SettingsTests
{
    [Fact]
    public void Without_any_setting_the_bot_has_its_defaults()
    {
        var settings = Values();

        Assert.Equal(new Uri("http://localhost:5080"), settings.Web.Url);
        Assert.Equal((StoreProvider.Sqlite, "data"), (settings.Storage.Provider, settings.Data.Folder));
        Assert.False(settings.HasPlatforms);
        Assert.Empty(settings.Warnings);
    }

    [Fact]
    public void An_empty_value_counts_as_unset() =>
        Assert.Equal(("en", false), (Values(("Bot:Language", " ")).Bot.Language, Values(("Discord:Token", "")).Discord.IsOn));

    [Fact]
    public void Values_are_bound_to_their_sections()
    {
        using var services = new ServiceCollection()
            .AddSettings(Values(("Feeds:MinInterval", "00:10:00"), ("Matrix:OrganizerPowerLevel", "75"), ("Sample:Enabled", "true"),
                ("Telemetry:OtlpEndpoint", "http://localhost:4318/"), ("Communities:Open", "true")).Values)
            .BuildServiceProvider();

        Assert.Equal(TimeSpan.FromMinutes(10), services.GetRequiredService<Core.Articles.FeedSettings>().MinInterval);
        Assert.Equal(75, services.GetRequiredService<AdvocacyBot.Matrix.MatrixSettings>().OrganizerPowerLevel);
        Assert.True(services.GetRequiredService<SampleSettings>().Enabled);
        Assert.Equal("http://localhost:4318/", services.GetRequiredService<TelemetrySettings>().OtlpEndpoint!.AbsoluteUri);
        Assert.True(services.GetRequiredService<Core.Communities.CommunitySettings>().Open);
    }

    [Fact]
    public void Every_section_of_the_catalog_is_bound()
    {
        using var services = new ServiceCollection().AddSettings(Values().Values).BuildServiceProvider();

        Assert.All(SettingsSection.All, section => Assert.NotNull(services.GetService(section.Type)));
    }

    [Theory]
    [InlineData("123456789012345678,223456789012345678", null, null)]
    [InlineData("123456789012345678 , 223456789012345678 ,", null, null)]
    [InlineData(null, "123456789012345678", "223456789012345678")]
    [InlineData("123456789012345678", "223456789012345678", null)]
    public void A_list_is_indexed_or_separated_by_commas(string? all, string? first, string? second)
    {
        var settings = Values(("Discord:Token", "x"), ("Discord:GuildIds", all), ("Discord:GuildIds:0", first), ("Discord:GuildIds:1", second));

        Assert.Equal(["123456789012345678", "223456789012345678"], settings.Discord.GuildIds);
    }

    [Fact]
    public void The_items_of_a_list_keep_their_order()
    {
        var items = Enumerable.Range(0, 12).Select(i => ($"Matrix:AllowedInviters:{i}", (string?)$"s{i}.example.org"));

        var settings = Values([("Matrix:Homeserver", "x"), ("Matrix:AccessToken", "x"), .. items]);

        Assert.Equal(items.Select(i => i.Item2), settings.Matrix.AllowedInviters);
    }

    [Theory]
    [InlineData("Discord:Token", "token")]
    [InlineData("Matrix:Password", "pass word")]
    [InlineData("Matrix:AccessToken", "token")]
    [InlineData("Privacy:MasterKey", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")]
    [InlineData("ConnectionStrings:BotDb", "bot.db")]
    public void Every_secret_can_come_from_a_file(string key, string secret)
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "secret");
        File.WriteAllText(file, secret + "\r\n");

        Assert.Equal(secret, Values((key + "File", file)).Values[key]);
    }

    [Fact]
    public void Secrets_are_read_from_systemd_credentials()
    {
        using var folder = new TemporaryFolder();
        var (sealedKey, given) = (Convert.ToBase64String(new byte[32]), Convert.ToBase64String([.. Enumerable.Repeat((byte)1, 32)]));
        File.WriteAllText(Path.Combine(folder.Path, "Privacy.MasterKey"), sealedKey + "\n");
        File.WriteAllText(Path.Combine(folder.Path, "unrelated"), "x");
        var credentials = ("CREDENTIALS_DIRECTORY", folder.Path);

        Assert.Equal(sealedKey, Values(credentials).Values["Privacy:MasterKey"]);
        Assert.Equal(given, Values(credentials, ("Privacy:MasterKey", given)).Values["Privacy:MasterKey"]);
        Assert.Empty(Values(credentials).Warnings);
    }

    [Fact]
    public void An_empty_secret_file_is_refused()
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "secret");
        File.WriteAllText(file, "\n");

        var problem = Assert.Single(Assert.Throws<SettingsException>(() => Values(("Discord:TokenFile", file))).Problems);
        Assert.StartsWith($"Discord:TokenFile is \"{file}\", but it must be a file that this user can read", problem);
    }

    /// <summary>White space in base64 has always been ignored, so key stores exist that were sealed with such a setting.</summary>
    [Theory]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")]
    [InlineData("  AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAA\nAAAAAAAAAAAAAAAAAAAAA=")]
    public void A_master_key_is_base64_with_any_white_space(string key) =>
        Assert.Equal(key, Values(("Privacy:MasterKey", key)).Values["Privacy:MasterKey"]);

    [Theory]
    [InlineData("Feeds:MinIntervall", "00:05:00", "Feeds:MinIntervall is not a setting; did you mean Feeds:MinInterval?")]
    [InlineData("Feed:MinInterval", "00:05:00", "Feed:MinInterval is not a setting; did you mean Feeds:MinInterval?")]
    [InlineData("Feeds:TimeZone", "America/Lima", "Feeds:TimeZone is not a setting; did you mean Bot:TimeZone?")]
    [InlineData("Discord:Password", "secret", "Discord:Password is not a setting; did you mean Matrix:Password?")]
    [InlineData("Discord:Colour", "red", "Discord:Colour is not a setting and has no effect.")]
    [InlineData("Discord:TokenFil", "/x", "Discord:TokenFil is not a setting; did you mean Discord:TokenFile?")]
    [InlineData("Feeds:MinIntervalFile", "/x", "Feeds:MinIntervalFile is not a setting and has no effect.")]
    [InlineData("DISCORD_TOKEN", "secret", "DISCORD_TOKEN is not a setting; did you mean Discord__Token?")]
    [InlineData("Matrix_PasswordFile", "/x", "Matrix_PasswordFile is not a setting; did you mean Matrix__PasswordFile?")]
    [InlineData("ConnectionStrings:BotDB2", "x", "ConnectionStrings:BotDB2 is not a setting; did you mean ConnectionStrings:BotDb?")]
    [InlineData("Room:Url", "http://localhost:5080", "Room:Url is now called Web:Url; please rename it, for example Web__Url=….")]
    [InlineData("Matrix:User", "@bot:example.org", "Matrix:User has no effect, because Matrix is off until Matrix:Homeserver is set.")]
    public void A_key_that_only_looks_like_a_setting_is_reported(string key, string value, string warning) =>
        Assert.Contains(warning, Values((key, value)).Warnings);

    [Theory]
    [InlineData("Logging:LogLevel:Default")]
    [InlineData("PATH")]
    [InlineData("DATA")]
    [InlineData("ConnectionStrings:Reports")]
    [InlineData("MATRIX")]
    [InlineData("Serilog:MinimumLevel")]
    [InlineData("feeds:mininterval")]
    public void Other_keys_are_not_reported(string key) => Assert.Empty(Values((key, "00:05:00")).Warnings);

    [Fact]
    public void Former_names_still_work()
    {
        var settings = Values(("Room:Url", "http://0.0.0.0:5080"), ("Room:BehindProxy", "true"), ("Room:Enabled", "false"));

        Assert.Equal((new Uri("http://0.0.0.0:5080"), false), (settings.Web.Url, settings.Web.Enabled));
        Assert.Contains("10.0.0.0/8", settings.Web.TrustedProxies);
        Assert.Equal(3, settings.Warnings.Count);
    }

    [Fact]
    public void A_current_name_wins_over_its_former_one()
    {
        var settings = Values(("Room:Url", "http://localhost:1"), ("Web:Url", "http://localhost:2"));

        Assert.Equal(new Uri("http://localhost:2"), settings.Web.Url);
        Assert.Equal("Room:Url is ignored, because Web:Url is set as well; please remove Room:Url.", Assert.Single(settings.Warnings));
    }
}
