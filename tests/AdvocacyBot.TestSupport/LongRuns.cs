using System.Globalization;

namespace AdvocacyBot.TestSupport;

/// <summary>Some tests have a short run for every day and a long one behind ADVOCACYBOT_LONG_TESTS.</summary>
internal static class LongRuns
{
    private static readonly bool Wanted = Environment.GetEnvironmentVariable("ADVOCACYBOT_LONG_TESTS") is { Length: > 0 };

    public static int Count(int everyDay, int longRun) => Wanted ? longRun : everyDay;

    /// <summary>Reads comma-separated numbers from an environment variable.</summary>
    /// <param name="variable">Its name.</param>
    /// <param name="otherwise">The numbers if it is not set.</param>
    public static int[] Numbers(string variable, params int[] otherwise) =>
        Environment.GetEnvironmentVariable(variable) is { } text ? [.. text.Split(',').Select(n => int.Parse(n, CultureInfo.InvariantCulture))] : otherwise;
}
