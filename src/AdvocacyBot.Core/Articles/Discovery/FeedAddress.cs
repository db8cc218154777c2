namespace AdvocacyBot.Core.Articles.Discovery;

/// <summary>Reads an address as people type and paste it. Pure.</summary>
internal static class FeedAddress
{
    /// <returns>Null if it is not a web address; <see cref="Typed.IsGuess"/> where https was only assumed.</returns>
    public static Typed? Read(string text)
    {
        text = text.Trim().Trim('<', '>');
        foreach (var prefix in (ReadOnlySpan<string>)["feed:http", "rss:http"])
        {
            if (text.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
                text = text[(prefix.Length - 4)..];
        }

        foreach (var scheme in (ReadOnlySpan<string>)["feed://", "rss://"])
        {
            if (text.StartsWith(scheme, StringComparison.OrdinalIgnoreCase))
                text = text[scheme.Length..];
        }

        var hasScheme = text.Contains("://", StringComparison.Ordinal);
        if (!Uri.TryCreate(hasScheme ? text : $"https://{text}", UriKind.Absolute, out var address))
            return null;
        var isWeb = address.UserInfo.Length == 0 && Links.HostOf(address) is not null && text.Length <= 2_000;
        var isHost = hasScheme || address.Host.Contains('.', StringComparison.Ordinal) || !address.IsDefaultPort;
        return isWeb && isHost && !text.Contains(' ', StringComparison.Ordinal) ? new Typed(address, !hasScheme) : null;
    }

    internal sealed record Typed(Uri Address, bool IsGuess);
}
