using System.Reflection;
using Xunit.Sdk;

namespace AdvocacyBot.Tests.Support;

/// <summary>
/// Tests that need a program beside the SDK are reported as skipped where it is missing; with ADVOCACYBOT_TESTS_NEED_ALL set, as
/// CI sets it, they run and fail instead.
/// </summary>
internal static class Needs
{
    private static readonly bool All = Environment.GetEnvironmentVariable("ADVOCACYBOT_TESTS_NEED_ALL") is { Length: > 0 };

    public static string? SkipWithout(bool present, string program) =>
        present || All ? null : $"{program} is not installed.";
}

/// <summary>A test that needs PostgreSQL's programs.</summary>
public sealed class PostgresFactAttribute : FactAttribute
{
    public PostgresFactAttribute() => Skip = Needs.SkipWithout(PostgresCluster.Programs is not null, "PostgreSQL");
}

/// <summary>Runs a theory with a <see cref="Database"/> parameter on SQLite.</summary>
public sealed class OnSqliteAttribute : DataAttribute
{
    public override IEnumerable<object[]> GetData(MethodInfo testMethod) => [[Database.Sqlite]];
}

/// <summary>Runs a theory with a <see cref="Database"/> parameter on PostgreSQL, where it is installed.</summary>
public sealed class OnPostgresAttribute : DataAttribute
{
    public OnPostgresAttribute() => Skip = Needs.SkipWithout(PostgresCluster.Programs is not null, "PostgreSQL");

    public override IEnumerable<object[]> GetData(MethodInfo testMethod) => [[Database.Postgres]];
}

/// <summary>Which database a test's bot runs on.</summary>
public enum Database
{
    Sqlite,
    Postgres,
}
