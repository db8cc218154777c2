using System.Globalization;

namespace AdvocacyBot.TestSupport;

/// <summary>Some tests have a short run for every day and a long one for whoever sets ADVOCACYBOT_LONG_TESTS.</summary>
internal static class LongRuns
{
    private static readonly bool Wanted = Environment.GetEnvironmentVariable("ADVOCACYBOT_LONG_TESTS") is { Length: > 0 };

    public static int Count(int everyDay, int longRun) => Wanted ? longRun : everyDay;

    /// <summary>The numbers in a variable of the environment, parted by commas; others where it is not set.</summary>
    public static int[] Numbers(string variable, params int[] otherwise) =>
        Environment.GetEnvironmentVariable(variable) is { } text ? [.. text.Split(',').Select(n => int.Parse(n, CultureInfo.InvariantCulture))] : otherwise;
}
