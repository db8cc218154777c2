using System.Reflection;
using System.Runtime.CompilerServices;
using Xunit.Sdk;
using Xunit.v3;

namespace AdvocacyBot.TestSupport;

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
    public PostgresFactAttribute([CallerFilePath] string? sourceFilePath = null, [CallerLineNumber] int sourceLineNumber = -1)
        : base(sourceFilePath, sourceLineNumber) =>
        Skip = Needs.SkipWithout(PostgresCluster.Programs is not null, "PostgreSQL");
}

/// <summary>Runs a theory with a <see cref="Database"/> parameter on SQLite.</summary>
public sealed class OnSqliteAttribute : DataAttribute
{
    public override ValueTask<IReadOnlyCollection<ITheoryDataRow>> GetData(MethodInfo testMethod, DisposalTracker disposalTracker) =>
        new([new TheoryDataRow<Database>(Database.Sqlite)]);

    public override bool SupportsDiscoveryEnumeration() => true;
}

/// <summary>Runs a theory with a <see cref="Database"/> parameter on PostgreSQL, where it is installed.</summary>
public sealed class OnPostgresAttribute : DataAttribute
{
    public OnPostgresAttribute() => Skip = Needs.SkipWithout(PostgresCluster.Programs is not null, "PostgreSQL");

    public override ValueTask<IReadOnlyCollection<ITheoryDataRow>> GetData(MethodInfo testMethod, DisposalTracker disposalTracker) =>
        new([new TheoryDataRow<Database>(Database.Postgres) { Skip = Skip }]);

    public override bool SupportsDiscoveryEnumeration() => true;
}

/// <summary>Which database a test's bot runs on.</summary>
public enum Database
{
    Sqlite,
    Postgres,
}
