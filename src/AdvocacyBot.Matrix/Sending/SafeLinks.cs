using AdvocacyBot.Core.Chat;


namespace AdvocacyBot.Matrix.Sending;

/// <summary>Which addresses become links, and under which words. Pure.</summary>
internal static class SafeLinks
{
    /// <summary>Whether an address may be a link at all.</summary>
    public static bool IsShown(Uri address) => address is { IsAbsoluteUri: true, Scheme: "http" or "https" or "mailto" };

    /// <summary>The words to show: where they look like an address of another host, the true address takes their place.</summary>
    public static string Label(string label, Uri address)
    {
        var clean = SafeText.Clean(label).Trim();
        if (clean.Length == 0)
            return address.AbsoluteUri;

        var looksLikeAddress = !clean.Any(char.IsWhiteSpace) && (clean.Contains("://", StringComparison.Ordinal) || IsHostLike(clean));
        return looksLikeAddress && !clean.Contains(address.Host, StringComparison.OrdinalIgnoreCase) ? address.AbsoluteUri : clean;
    }

    private static bool IsHostLike(string text)
    {
        var dot = text.LastIndexOf('.');
        return dot > 0 && dot < text.Length - 2 && text[(dot + 1)..].TakeWhile(c => c != '/').All(char.IsLetter);
    }
}
