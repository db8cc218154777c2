namespace AdvocacyBot.Web.Sessions;

/// <summary>Names a browser by a word or two, so that its owner recognizes the session. Versions are not kept. Pure.</summary>
internal static class DeviceName
{
    private static readonly string[] Browsers = ["Edg", "OPR", "Firefox", "Chrome", "Safari"];
    private static readonly string[] Systems = ["Android", "iPhone", "iPad", "Windows", "Mac OS", "Linux"];

    /// <param name="userAgent">The request's header, which anybody may have written.</param>
    public static string Of(string? userAgent)
    {
        var browser = Array.Find(Browsers, name => userAgent?.Contains(name, StringComparison.Ordinal) == true) switch
        {
            "Edg" => "Edge",
            "OPR" => "Opera",
            var known => known,
        };
        var system = Array.Find(Systems, name => userAgent?.Contains(name, StringComparison.Ordinal) == true);
        return string.Join(", ", new[] { browser, system }.OfType<string>());
    }
}
