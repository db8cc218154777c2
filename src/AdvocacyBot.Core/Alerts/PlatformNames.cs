namespace AdvocacyBot.Core.Alerts;

/// <summary>The names of platforms as people write them.</summary>
internal static class PlatformNames
{
    public static string Of(string platform) => platform switch
    {
        "discord" => "Discord",
        "matrix" => "Matrix",
        _ => platform,
    };
}
