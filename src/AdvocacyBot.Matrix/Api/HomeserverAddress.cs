using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Platforms;

namespace AdvocacyBot.Matrix.Api;

/// <summary>Finds the homeserver's base address: the configured one, or the one that a bare server name publishes.</summary>
/// <seealso href="https://spec.matrix.org/v1.19/client-server-api/#well-known-uris"/>
internal static class HomeserverAddress
{
    /// <exception cref="PlatformStoppedException">The setting cannot be used as an address.</exception>
    public static async Task<Uri> FindAsync(string setting, MatrixHttp http, MatrixApi api, CancellationToken ct)
    {
        var text = setting.Trim();
        if (Problem(text) is { } problem)
            throw new PlatformStoppedException(problem);
        if (text.Contains("://", StringComparison.Ordinal))
            return Parse(text)!;

        var server = Parse($"https://{text}")!;
        http.Base = server;
        try
        {
            return (await api.WellKnownAsync(ct)).Homeserver?.BaseUrl is { } published && Parse(published) is { } address ? address : server;
        }
        catch (MatrixException e) when (!e.IsTransient)
        {
            return server;
        }
    }

    /// <summary>Why the setting cannot be used, in one sentence that repeats no password; null if it can.</summary>
    public static string? Problem(string setting)
    {
        var text = setting.Trim();
        if (text.Contains('@', StringComparison.Ordinal))
            return "Matrix__Homeserver must not contain a user name or a password. Set it to the address alone, such as https://matrix.example.org.";

        return Parse(text.Contains("://", StringComparison.Ordinal) ? text : $"https://{text}") is null
            ? $"Matrix__Homeserver is \"{SafeText.Shorten(text, 80)}\", which is not an address. Set it to one such as https://matrix.example.org."
            : null;
    }

    private static Uri? Parse(string text) =>
        Uri.TryCreate(text.TrimEnd('/') + "/", UriKind.Absolute, out var address) && address is { Scheme: "http" or "https", UserInfo: "" } ? address : null;
}
