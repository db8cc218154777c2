using AdvocacyBot.Web;

namespace AdvocacyBot.Settings;

/// <summary>Refuses addresses that are configured for the web server itself and that others on the network could reach.</summary>
internal static class KestrelEndpoints
{
    private const string Section = "Kestrel:Endpoints";

    public static void Check(SettingsDraft draft)
    {
        foreach (var key in draft.KeysBelow(Section).Where(k => k.EndsWith(":Url", StringComparison.OrdinalIgnoreCase)))
        {
            if (!Uri.TryCreate(draft.Values[key], UriKind.Absolute, out var address) || !WebSettings.IsLoopback(address))
                draft.Errors.Add($"{key} must not be reachable from outside this machine; remove it and use Web:Url instead, for example Web__Url=http://localhost:5080.");
        }
    }
}
