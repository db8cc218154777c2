using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Platforms;


namespace AdvocacyBot.Matrix.Api;

/// <summary>Finds where the homeserver answers: at the address that is set, or where a bare server name says that it does.</summary>
/// <seealso href="https://spec.matrix.org/v1.19/client-server-api/#well-known-uris"/>
internal static class HomeserverAddress
{
    /// <exception cref="PlatformStoppedException">The setting is no address.</exception>
    public static async Task<Uri> FindAsync(string setting, MatrixHttp http, MatrixApi api, CancellationToken ct)
    {
        var text = setting.Trim();
        if (text.Contains("://", StringComparison.Ordinal))
            return Read(text) ?? throw Unreadable(text);

        var server = Read($"https://{text}") ?? throw Unreadable(text);
        http.Base = server;
        try
        {
            return (await api.WellKnownAsync(ct)).Homeserver?.BaseUrl is { } found && Read(found) is { } address ? address : server;
        }
        catch (MatrixException e) when (!e.IsPassing)
        {
            return server;
        }
    }

    private static Uri? Read(string text) =>
        Uri.TryCreate(text.TrimEnd('/') + "/", UriKind.Absolute, out var address) && address is { Scheme: "http" or "https", UserInfo: "" } ? address : null;

    private static PlatformStoppedException Unreadable(string text) =>
        new($"Matrix__Homeserver is \"{SafeText.Shorten(text, 80)}\", which is no address. Set it to one such as https://matrix.example.org.");
}
