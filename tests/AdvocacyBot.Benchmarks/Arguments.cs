using System.Globalization;

namespace AdvocacyBot.Benchmarks;

/// <summary>What is said on the command line behind the names of measurements, such as <c>--minutes 10</c>.</summary>
internal static class Arguments
{
    public static double Number(string[] args, string name, double otherwise) =>
        Array.IndexOf(args, name) is >= 0 and var at && at + 1 < args.Length ? double.Parse(args[at + 1], CultureInfo.InvariantCulture) : otherwise;
}
