using AdvocacyBot.Settings;
using Microsoft.Extensions.Configuration;

namespace AdvocacyBot.Tests.Host;

internal static class SettingsOf
{
    /// <summary>Reads settings as the bot does at startup.</summary>
    public static HostSettings Values(params (string Key, string? Value)[] values) =>
        HostSettings.Read(new ConfigurationBuilder().AddInMemoryCollection(values.Select(v => KeyValuePair.Create(v.Key, v.Value))).Build());
}
