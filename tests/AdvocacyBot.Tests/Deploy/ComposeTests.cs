using AdvocacyBot.Core.Settings;
using AdvocacyBot.Settings;
using AdvocacyBot.Tests.Docs;
using AdvocacyBot.Tests.Host;
using YamlDotNet.RepresentationModel;

namespace AdvocacyBot.Tests.Deploy;

/// <summary>The compose file: its settings exist, its parts fit together, and nothing but the proxy can be reached.</summary>
public sealed class ComposeTests
{
    private static readonly YamlMappingNode Compose = Read();

    [Fact]
    public void Every_setting_of_the_bot_exists()
    {
        var keys = Environment("bot").Keys.Select(name => name.Replace("__", ":", StringComparison.Ordinal)).ToList();
        var known = SettingsSection.All.SelectMany(s => s.Properties.SelectMany(p => new[] { s.Key(p), s.Key(p) + SettingKey.FileSuffix })).ToHashSet(StringComparer.Ordinal);

        Assert.NotEmpty(keys);
        Assert.DoesNotContain(keys, key => !known.Contains(key));
    }

    [Fact]
    public void The_bot_accepts_the_settings()
    {
        var values = Environment("bot")
            .Where(e => !e.Key.EndsWith(SettingKey.FileSuffix, StringComparison.Ordinal))
            .Select(e => (e.Key.Replace("__", ":", StringComparison.Ordinal), Substitute(e.Value)))
            .Append(("ConnectionStrings:BotDb", "Host=db;Database=advocacybot;Username=advocacybot;Password=x"));

        Assert.Empty(SettingsOf.Values([.. values]).Warnings);
    }

    [Fact]
    public void Every_secret_and_volume_that_a_service_uses_is_declared()
    {
        foreach (var service in Services())
        {
            Assert.All(List(service, "secrets"), secret => Assert.True(Has("secrets", secret), secret));
            var named = List(service, "volumes").Select(v => v.Split(':')[0]);
            Assert.All(named, volume => Assert.True(Has("volumes", volume), volume));
            Assert.All(List(service, "networks"), network => Assert.True(Has("networks", network), network));
        }
    }

    [Fact]
    public void Only_the_proxy_publishes_ports_and_the_database_has_no_way_out()
    {
        Assert.Equal(["proxy"], Services().Where(s => s.Children.ContainsKey("ports")).Select(NameOf));
        Assert.Equal(["inside"], List(Service("db"), "networks"));
        Assert.Equal("true", ((YamlMappingNode)((YamlMappingNode)Compose["networks"])["inside"])["internal"].ToString());
    }

    [Fact]
    public void Secrets_come_from_files()
    {
        var secrets = Services().SelectMany(s => Environment(NameOf(s))).Where(e => e.Key.Contains("PASSWORD") || e.Key.Contains("Token") || e.Key.Contains("Key") || e.Key.Contains("BotDb"));

        Assert.All(secrets, e => Assert.StartsWith("/run/secrets/", e.Value, StringComparison.Ordinal));
    }

    private static string Substitute(string value) => value.StartsWith("${", StringComparison.Ordinal) ? "Peace Assembly" : value.Split("${")[0] + (value.Contains("${") ? "bot.example.org" : "");

    private static Dictionary<string, string> Environment(string service) => Service(service).Children.TryGetValue("environment", out var node)
        ? ((YamlMappingNode)node).Children.ToDictionary(c => c.Key.ToString(), c => c.Value.ToString(), StringComparer.Ordinal)
        : [];

    private static bool Has(string section, string name) => ((YamlMappingNode)Compose[section]).Children.ContainsKey(name);

    private static IEnumerable<string> List(YamlMappingNode service, string key) =>
        service.Children.TryGetValue(key, out var node) ? ((YamlSequenceNode)node).Select(n => n.ToString()) : [];

    private static IEnumerable<YamlMappingNode> Services() => ((YamlMappingNode)Compose["services"]).Children.Values.Cast<YamlMappingNode>();

    private static YamlMappingNode Service(string name) => (YamlMappingNode)((YamlMappingNode)Compose["services"])[name];

    private static string NameOf(YamlMappingNode service) => ((YamlMappingNode)Compose["services"]).Children.Single(c => c.Value == service).Key.ToString();

    private static YamlMappingNode Read()
    {
        using var text = new StringReader(File.ReadAllText(Path.Combine(DocumentationPage.Root, "docs", "deploy", "compose.yaml")));
        var yaml = new YamlStream();
        yaml.Load(text);
        return (YamlMappingNode)yaml.Documents[0].RootNode;
    }
}
